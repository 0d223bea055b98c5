// The end of somebody's access in the school, and its undoing: from the person's card.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

bool chosen(const directory::EndWish& wish, MembershipId guardian) {
    return std::find(wish.guardians.begin(), wish.guardians.end(), guardian) !=
           wish.guardians.end();
}

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
    const std::string today = house.local_time.day(house.clock.now_ms());
    model.set("first_day", wish.first_day.empty() ? today : wish.first_day).set("note", wish.note);
    if (card->profile == "learner") {
        const auto guardians = house.endings.guardians_to_ask(organisation, membership);
        Model* section = guardians.empty() ? nullptr : &model.add("alone");
        for (const auto& guardian : guardians) {
            Model& item = section->add("guardian");
            item.set("id", guardian.membership.value).set("name", full_name(guardian));
            if (chosen(wish, guardian.membership)) item.add("chosen");
        }
    }
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
    return show_form(house, exchange, *membership, {}, nullptr);
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
    for (const auto& field : request.form) {
        if (field.name != "guardian") continue;
        const auto guardian = MembershipId::parse(field.value);
        if (!guardian) return not_found("no membership id");
        wish.guardians.push_back(*guardian);
    }
    const access::Scope& scope = exchange.scope();
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
