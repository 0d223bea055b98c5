// The operator takes off the second factor of somebody no school's administrator may help.
#include "host/src/access/roles.hpp"
#include "host/src/pages/accounts.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("Second factors");
constexpr const char* kPath = "/second-factors";

Result<> show_found(House& house, http::Exchange& exchange, std::string_view login,
                    const Fault* fault) {
    Model model;
    model.set("typed", login);
    const auto account = found_account(house, exchange, login);
    if (account) {
        const auto& first = account->memberships.front();
        house.views.note(first.organisation, exchange.scope().person, "card.viewed",
                         "membership:" + first.membership.text(), exchange.request.id);
        Model& found = model.add("found");
        found.set("name", account->name)
            .set("login", account->login)
            .set("places", places_of(*account));
        if (house.accounts.has_second_factor(account->person)) {
            add_proof(house, exchange, fault, found.add("wearing"));
        } else {
            found.add("none");
        }
    } else if (!login.empty()) {
        model.add("nobody");
    }
    return show(house, exchange, "operator/second_factors", model, kTitle, fault);
}

Result<> search(House& house, http::Exchange& exchange) {
    return show_found(house, exchange, exchange.request.query_value("login"), nullptr);
}

Result<> take_off(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto login = request.field("login");
    const auto account = found_account(house, exchange, login);
    if (!account) return not_found("no such login");
    // The operator's deed, in the log of the organisation the person begins with.
    access::Scope there = exchange.scope();
    there.organisation = account->memberships.front().organisation;
    const auto taken = house.accounts.take_off_second_factor(
        there, account->memberships.front().membership, sent_proof(exchange), request.id);
    if (taken) return go(house, exchange, kPath, KEREGE_TR("The second factor is off."));
    if (taken.fault().kind == FaultKind::not_found) return taken.fault();
    return show_found(house, exchange, login, &taken.fault());
}

}  // namespace

void register_second_factors(http::Router& router, House& house) {
    get(router, house, "/second-factors", access::permission::kSecondFactorTakeOff, search);
    post(router, house, "/second-factors", access::permission::kSecondFactorTakeOff, take_off);
}

}  // namespace kerege::pages
