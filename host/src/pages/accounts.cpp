// The operator helps people into their accounts: where somebody is signed in, and a way back in.
#include "host/src/pages/accounts.hpp"

#include <vector>

#include "host/src/access/roles.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("Accounts");
constexpr const char* kPath = "/accounts";

void add_account(House& house, http::Exchange& exchange, const access::FoundAccount& account,
                 const Fault* fault, Model& model) {
    Model& found = model.add("found");
    found.set("name", account.name)
        .set("login", account.login)
        .set("places", places_of(account))
        .set("second_factors", "/second-factors?login=" + account.login);
    const auto sessions = house.accounts.sessions_of(account.person);
    Model* table = sessions.empty() ? nullptr : &found.add("sessions");
    if (!table) found.add("no_sessions");
    for (const auto& one : sessions)
        table->add("session")
            .set("device",
                 one.device.empty() ? tr(house, exchange, KEREGE_TR("Unknown device")) : one.device)
            .set("begun", instant(house, exchange, one.begun_at_ms))
            .set("used", instant(house, exchange, one.used_at_ms));
    if (account.person == exchange.scope().person) {
        found.add("own");
        return;
    }
    // One form with two answers: a page has one field for the own password.
    Model& form = found.add("form");
    form.set("login", account.login);
    if (!sessions.empty()) form.add("end");
    add_proof(house, exchange, fault, form);
}

Result<> show_account(House& house, http::Exchange& exchange, std::string_view login,
                      const Fault* fault) {
    Model model;
    model.set("typed", login);
    const auto account = found_account(house, exchange, login);
    if (account) {
        const auto& first = account->memberships.front();
        house.views.note(first.organisation, exchange.scope().person, "card.viewed",
                         "membership:" + first.membership.text(), exchange.request.id);
        add_account(house, exchange, *account, fault, model);
    } else if (!login.empty()) {
        model.add("nobody");
    }
    return show(house, exchange, "operator/accounts", model, kTitle, fault);
}

Result<> search(House& house, http::Exchange& exchange) {
    return show_account(house, exchange, exchange.request.query_value("login"), nullptr);
}

// The password is shown once, on the answer itself.
Result<> issue(House& house, http::Exchange& exchange, const access::FoundAccount& account,
               const access::Scope& there) {
    const auto issued = house.accounts.issue_temporary_password(
        there, account.memberships.front().membership, sent_proof(exchange), exchange.request.id);
    if (!issued) {
        if (issued.fault().kind == FaultKind::not_found) return issued.fault();
        return show_account(house, exchange, account.login, &issued.fault());
    }
    Model model;
    model.add("issued")
        .set("name", account.name)
        .set("login", issued->login)
        .set("temporary", issued->password);
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "operator/accounts", model, kTitle);
}

Result<> help_into(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto account = found_account(house, exchange, request.field("login"));
    if (!account) return not_found("no such login");
    // The operator's deed, in the log of the organisation the person begins with.
    access::Scope there = exchange.scope();
    there.organisation = account->memberships.front().organisation;
    if (request.field("answer") == "password") return issue(house, exchange, *account, there);
    const auto ended =
        house.accounts.end_sessions_of(there, account->person, sent_proof(exchange), request.id);
    if (!ended) return show_account(house, exchange, account->login, &ended.fault());
    http::redirect_to(exchange, std::string(kPath) + "?login=" + account->login,
                      tr_plural(house, exchange, KEREGE_TR("{count} session ended."),
                                KEREGE_TR("{count} sessions ended."), *ended));
    return success();
}

}  // namespace

std::optional<access::FoundAccount> found_account(House& house, const http::Exchange& exchange,
                                                  std::string_view login) {
    auto account = house.accounts.find(login, exchange.locale);
    if (!account) return {};
    for (const auto& one : account->memberships)
        if (!house.organisations.within(one.organisation, exchange.scope().organisation)) return {};
    return account;
}

std::string places_of(const access::FoundAccount& account) {
    std::string places;
    for (const auto& one : account.memberships)
        places.append(places.empty() ? "" : ", ").append(one.organisation_name);
    return places;
}

void register_accounts(http::Router& router, House& house) {
    get(router, house, "/accounts", access::permission::kAccountManage, search);
    post(router, house, "/accounts", access::permission::kAccountManage, help_into);
    register_new_account(router, house);
}

}  // namespace kerege::pages
