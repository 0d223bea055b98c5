// The end of somebody's access in the school, and its undoing: from the person's card.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/guardians_alone.hpp"
#include "host/src/pages/person_card.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

Result<> show_form(House& house, http::Exchange& exchange, MembershipId membership,
                   const directory::EndWish& wish, const Fault* fault) {
    const OrganisationId organisation = exchange.scope().organisation;
    const auto card = house.people.card(organisation, membership);
    if (!card) return card.fault();
    const auto grounds = directory::grounds_of(card->profile);
    if (grounds.empty()) return not_found("people: nobody ends this membership here");
    Model model;
    model.set("id", membership.value).set("name", full_name(card->line));
    for (const std::string_view ground : grounds) {
        Model& item = model.add("choice");
        item.set("code", ground).set("label", tr(house, exchange, ground_label(ground)));
        if (ground == wish.ground || grounds.size() == 1) item.add("chosen");
    }
    if (card->profile == "learner" || card->profile == "employee")
        model.add("moves").set("id", membership.value);
    const std::string today = house.local_time.day(house.clock.now_ms());
    model.set("first_day", wish.first_day.empty() ? today : wish.first_day).set("note", wish.note);
    if (card->profile == "learner")
        add_guardians_alone(house, exchange, membership, wish.first_day, wish.guardians, model);
    add_field_faults(house, exchange, fault, model);
    Model& crumb = model.add("crumb");
    crumb.set("label", full_name(card->line)).set("href", "/people/" + membership.text());
    return show(house, exchange, "people/end", model, KEREGE_TR("End access"), fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    // Whoever comes back here by the browser's button finds what they did.
    if (house.endings.of(exchange.scope().organisation, *membership))
        return go(house, exchange, "/people/" + membership->text());
    // Whose only child leaves has no business here any more, unless somebody says otherwise.
    directory::EndWish wish;
    for (const auto& guardian :
         house.endings.guardians_to_ask(exchange.scope().organisation, *membership))
        wish.guardians.push_back(guardian.membership);
    return show_form(house, exchange, *membership, wish, nullptr);
}

// Those who lose their last child here only by the day that was chosen, and were not asked about:
// ticked, and the form is shown again.
bool add_unasked(House& house, const http::Exchange& exchange, MembershipId membership,
                 directory::EndWish& wish) {
    const OrganisationId organisation = exchange.scope().organisation;
    const auto asked = house.endings.guardians_to_ask(organisation, membership);
    bool any = false;
    for (const auto& guardian :
         house.endings.guardians_to_ask(organisation, membership, wish.first_day)) {
        const bool shown =
            std::ranges::any_of(
                asked, [&](const auto& one) { return one.membership == guardian.membership; }) ||
            std::ranges::any_of(exchange.request.form, [&](const auto& field) {
                return field.name == "shown" && field.value == guardian.membership.text();
            });
        if (shown || among(wish.guardians, guardian.membership)) continue;
        wish.guardians.push_back(guardian.membership);
        any = true;
    }
    return any;
}

void read_again(House& house, const std::vector<PersonId>& people) {
    for (const PersonId person : people) house.sessions.forget(person);
}

Result<> end(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    directory::EndWish wish{std::string(request.field("ground")),
                            std::string(request.field("first_day")),
                            std::string(request.field("note"))};
    auto guardians = ticked_guardians(request);
    if (!guardians) return guardians.fault();
    wish.guardians = *std::move(guardians);
    const access::Scope& scope = exchange.scope();
    if (add_unasked(house, exchange, *membership, wish)) {
        const Fault fault = invalid(
            "guardians not asked about",
            KEREGE_TR("From that day on more parents have no child here. Look whether their "
                      "access ends, too."));
        return show_form(house, exchange, *membership, wish, &fault);
    }
    const auto ended =
        house.endings.end(scope.organisation, *membership, wish, scope.person, request.id);
    if (!ended) {
        if (ended.fault().kind == FaultKind::not_found) return ended.fault();
        return show_form(house, exchange, *membership, wish, &ended.fault());
    }
    read_again(house, *ended);
    return go(house, exchange, "/people/" + membership->text(), KEREGE_TR("Access is ended."));
}

Result<> reopen(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, *membership);
    if (!card) return card.fault();
    // With the access an administrator's role comes back.
    if (gives_power(house, card->roles) && house.endings.of(scope.organisation, *membership)) {
        if (const auto proved = prove(house, exchange); !proved)
            return show_person_card(house, exchange, *membership, proved.fault());
    }
    const auto reopened =
        house.endings.reopen(scope.organisation, *membership, scope.person, exchange.request.id);
    if (!reopened) {
        if (reopened.fault().kind == FaultKind::not_found) return reopened.fault();
        // The card says why not.
        return go(house, exchange, "/people/" + membership->text(), reopened.fault().user_message);
    }
    read_again(house, *reopened);
    return go(house, exchange, "/people/" + membership->text(), KEREGE_TR("Access is open again."));
}

}  // namespace

void register_ending(http::Router& router, House& house) {
    get(router, house, "/people/{membership}/end", access::permission::kPeopleEdit, form);
    post(router, house, "/people/{membership}/end", access::permission::kPeopleEdit, end);
    post(router, house, "/people/{membership}/reopen", access::permission::kPeopleEdit, reopen);
}

}  // namespace kerege::pages
