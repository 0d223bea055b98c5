#include "host/src/pages/agreement_gate.hpp"

#include <algorithm>

#include "host/src/pages/agreement_text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTick = "accept";

agreements::Member member_of(const access::Scope& scope) {
    return {scope.person, scope.organisation, scope.membership};
}

// With a temporary password and nothing accepted yet it is the first login.
bool first_time(House& house, const http::Exchange& exchange) {
    return exchange.session->password_temporary &&
           house.agreements.accepted(exchange.scope().person).empty();
}

// Who may not sign for the school may belong elsewhere, too; and whose account is not theirs alone
// says so before they sign anything.
void add_ways_out(House& house, http::Exchange& exchange, Model& model) {
    const access::Scope& scope = exchange.scope();
    Model* section = nullptr;
    for (const auto& choice : house.accounts.memberships_of(scope.person)) {
        if (choice.membership == scope.membership) continue;
        if (!section) section = &model.add("elsewhere");
        section->add("membership")
            .set("id", choice.membership.value)
            .set("organisation", choice.organisation_name)
            .set("profile", choice.position);
    }
}

}  // namespace

Result<> show_gate(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto& scope = exchange.scope();
    const auto asked = house.agreements.asked(member_of(scope));
    if (asked.empty()) {
        house.sessions.forget(scope.person);
        return go(house, exchange, "/");
    }
    const auto kept = ticked(exchange.request, kTick);
    Model model;
    model.add("plain");
    if (first_time(house, exchange)) {
        model.add("first").set("step", 2).set("steps", 3);
    } else {
        model.add("again");
    }
    model.set("shown_in", exchange.locale);
    add_ways_out(house, exchange, model);
    Model* form = nullptr;
    Model* parents = nullptr;
    for (const auto& one : asked) {
        if (one.parent_must) {
            if (!parents) parents = &model.add("parents");
            parents->add("parent")
                .set("name", one.title.in(exchange.locale))
                .set("href", "/agreements/" + one.name());
            continue;
        }
        const auto document = house.agreements.find(one.code);
        const auto version =
            document ? house.agreements.version(*document, one.number) : std::nullopt;
        if (!version) return not_found("the version asked for");
        if (!form) form = &model.add("form");
        Model& item = form->add("document");
        item.set("name", one.title.in(exchange.locale))
            .set("value", one.name())
            .set("href", "/agreements/" + one.name())
            .set("since", full_day(exchange, version->in_force_from));
        if (one.party) item.add("party").set("organisation", scope.organisation_name);
        if (std::find(kept.begin(), kept.end(), one.name()) != kept.end()) item.add("kept");
        add_text(version->text.in(exchange.locale), 2, item);
    }
    return show(house, exchange, "account/accept", model, KEREGE_TR("Please accept these first"),
                fault);
}

Result<> pass_gate(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto& scope = exchange.scope();
    // Before the data are checked nobody has said that it is them; nor while somebody else may be
    // in.
    if (exchange.session->must_confirm || exchange.session->compromised)
        return go(house, exchange, "/first-login");
    const agreements::How how{
        .way = first_time(house, exchange) ? "first_sign_in" : "sign_in",
        .locale = shown_language(exchange),
        .address = request.client_address,
        .doer = {scope.person, request.id},
    };
    const auto accepted = house.agreements.accept(member_of(scope), ticked(request, kTick), how);
    if (!accepted) return show_gate(house, exchange, &accepted.fault());
    house.sessions.forget(scope.person);
    return go(house, exchange, "/first-login");
}

}  // namespace kerege::pages
