// Somebody who has a login belongs to another organisation too: the person makes a code, the
// administrator there enters it.
#include "host/src/access/joinings.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kCodeTitle = KEREGE_TR("I belong to another organisation too");
constexpr std::string_view kJoinTitle = KEREGE_TR("Take in somebody who has a login");

Result<> show_code(House& house, http::Exchange& exchange, const std::string& code,
                   const Fault* fault = nullptr) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, scope.membership);
    if (!card) return card.fault();
    Model model;
    if (code.empty())
        add_proof(house, exchange, fault, model.add("form"));
    else
        model.add("made").set("code", code).set("login", card->line.login);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "account/join_code", model, kCodeTitle, fault);
}

Result<> code_page(House& house, http::Exchange& exchange) {
    if (exchange.scope().profile == KEREGE_PROFILE_LEARNER)
        return not_found("joinings: learners move by a transfer");
    return show_code(house, exchange, {});
}

// Shown once, on the answer itself.
Result<> make_code(House& house, http::Exchange& exchange) {
    if (exchange.scope().profile == KEREGE_PROFILE_LEARNER)
        return not_found("joinings: learners move by a transfer");
    if (const auto proved = prove(house, exchange); !proved)
        return show_code(house, exchange, {}, &proved.fault());
    const auto code = house.joinings.make_code(exchange.scope(), exchange.request.id);
    if (!code) return code.fault();
    return show_code(house, exchange, *code);
}

Result<> withdraw_code(House& house, http::Exchange& exchange) {
    const auto gone = house.joinings.withdraw_code(exchange.scope(), exchange.request.id);
    if (!gone && gone.fault().kind != FaultKind::not_found) return gone.fault();
    return go(house, exchange, "/account", KEREGE_TR("The code opens nothing any more."));
}

Result<> show_form(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto& request = exchange.request;
    Model model;
    Model& form = model.add("form");
    for (const char* field : {"login", "code", "position", "children"})
        form.set(field, request.field(field));
    form.add(request.field("profile") == "guardian" ? "guardian" : "employee");
    add_kinships(house, exchange, request.field("kinship"), form);
    add_field_faults(house, exchange, fault, form);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people");
    return show(house, exchange, "people/join", model, kJoinTitle, fault);
}

Result<> join_page(House& house, http::Exchange& exchange) {
    return show_form(house, exchange, nullptr);
}

Result<> join(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const access::JoinWish wish{std::string(request.field("login")),
                                std::string(request.field("code")),
                                std::string(request.field("profile")),
                                std::string(request.field("position")),
                                text::split(request.field("children"), ", \n\r\t;"),
                                std::string(request.field("kinship"))};
    const auto made = house.joinings.join(exchange.scope(), wish, request.id);
    if (!made) return show_form(house, exchange, &made.fault());
    return go(house, exchange, "/people/" + made->text(),
              wish.profile == "guardian"
                  ? KEREGE_TR("They belong to your organisation too, with the same login.")
                  : KEREGE_TR("They belong to your organisation too, with the same login and "
                              "without roles: give them on the card."));
}

}  // namespace

void register_joining(http::Router& router, House& house) {
    get(router, house, "/account/join-code", "", code_page);
    post(router, house, "/account/join-code", "", make_code);
    post(router, house, "/account/join-code/withdraw", "", withdraw_code);
    get(router, house, "/people/join", access::permission::kPeopleEdit, join_page);
    post(router, house, "/people/join", access::permission::kPeopleEdit, join);
}

}  // namespace kerege::pages
