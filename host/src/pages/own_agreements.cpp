// What a person has accepted: on their own page, where a parent may accept for a child, and on the
// administrator's, who records what was signed on paper.
#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using agreements::Member;

constexpr const char* kOwnPath = "/account/agreements";

// network: with the addresses it came from.
void add_accepted(House& house, http::Exchange& exchange, PersonId person,
                  const std::vector<agreements::Accepted>& accepted, bool network, Model& page) {
    Model& model = page.add("accepted");
    if (accepted.empty()) {
        model.add("nothing");
        return;
    }
    Model& table = model.add("table");
    if (network) table.add("network");
    for (const auto& one : accepted) {
        Model& row = table.add("line");
        row.set("name", one.title.in(exchange.locale))
            .set("href", "/agreements/" + one.code + "/" + std::to_string(one.number))
            .set("number", one.number)
            .set("at", instant(house, exchange, one.at_ms))
            .set("way", way_words(house, exchange, one.way))
            .set("language", language_words(house, exchange, one.locale));
        if (network) row.add("from").set("address", one.address);
        if (const auto& party = one.party.in(exchange.locale); !party.empty())
            row.add("party").set("organisation", party);
        if (!one.signed_on.empty()) row.add("paper").set("day", full_day(exchange, one.signed_on));
        if (one.by != person) row.add("other").set("by", one.by_name);
    }
}

// The documents still asked of somebody, as ticks. Only their own: an organisation's are accepted
// by whoever acts for it. by_parent: what a parent accepts.
bool add_asked(House& house, http::Exchange& exchange, const Member& member, bool by_parent,
               Model& place) {
    bool any = false;
    for (const auto& one : house.agreements.asked(member)) {
        if (one.party) continue;
        if (by_parent && !one.parent_may) {
            place.add("of_age").set("name", one.title.in(exchange.locale));
            continue;
        }
        any = true;
        place.add("document")
            .set("name", one.title.in(exchange.locale))
            .set("value", one.name())
            .set("href", "/agreements/" + one.name());
    }
    return any;
}

Member own_member(const access::Scope& scope) {
    return {scope.person, scope.organisation, scope.membership};
}

Result<> show_own(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto& scope = exchange.scope();
    Model model;
    add_accepted(house, exchange, scope.person, house.agreements.accepted(scope.person), true,
                 model);
    if (scope.profile == KEREGE_PROFILE_GUARDIAN) {
        const auto card = house.people.card(scope.organisation, scope.membership);
        if (!card) return card.fault();
        for (const auto& child : card->learners) {
            const auto member = house.agreements.member(scope.organisation, child.membership);
            if (!member) continue;
            Model& section = model.add("child");
            section.set("id", child.membership.value).set("child_name", full_name(child));
            add_accepted(house, exchange, member->person, house.agreements.accepted(member->person),
                         true, section);
            Model& form = section.add("form");
            form.set("shown_in", exchange.locale);
            if (!add_asked(house, exchange, *member, true, form)) form.add("all_done");
        }
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
    return show(house, exchange, "account/agreements", model, KEREGE_TR("What I accepted"), fault);
}

Result<> own(House& house, http::Exchange& exchange) { return show_own(house, exchange, nullptr); }

Result<> for_child(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto& scope = exchange.scope();
    const auto membership = MembershipId::parse(request.field("membership"));
    if (!membership || !house.agreements.is_guardian(own_member(scope), *membership))
        return not_found("no child of this person");
    const auto child = house.agreements.member(scope.organisation, *membership);
    if (!child) return child.fault();
    const auto names = ticked(request, "accept");
    if (names.empty()) {
        const Fault fault =
            invalid("nothing ticked", KEREGE_TR("Tick what you accept for the child."));
        return show_own(house, exchange, &fault);
    }
    const auto accepted = house.agreements.accept(*child, names,
                                                  {.way = "guardian",
                                                   .locale = shown_language(exchange),
                                                   .address = request.client_address,
                                                   .doer = {scope.person, request.id}});
    if (!accepted) return show_own(house, exchange, &accepted.fault());
    house.sessions.forget(child->person);
    return go(house, exchange, kOwnPath, KEREGE_TR("Saved."));
}

Result<> show_member(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const auto& scope = exchange.scope();
    // Who left has accepted for others since.
    const auto member = house.agreements.member(scope.organisation, *membership);
    if (!member) return member.fault();
    const auto card = house.people.card(scope.organisation, *membership);
    if (!card) return card.fault();
    if (card->line.person != scope.person)
        house.views.note(scope.organisation, scope.person, "card.viewed",
                         "membership:" + membership->text(), exchange.request.id);
    Model model;
    model.set("id", membership->value)
        .set("name", full_name(card->line))
        .set("today", house.agreements.today())
        .set("signed_on", exchange.request.field("signed_on"));
    add_accepted(house, exchange, member->person, house.agreements.accepted_here(*member), false,
                 model);
    Model& form = model.add("form");
    add_field_faults(house, exchange, fault, form);
    for (const std::string_view locale : {"kk", "ru", "en"}) {
        Model& option = form.add("language_option");
        option.set("value", locale).set("label", language_words(house, exchange, locale));
        if (locale == shown_language(exchange)) option.add("selected");
    }
    if (!add_asked(house, exchange, *member, false, form)) form.add("all_done");
    model.add("crumb")
        .set("label", full_name(card->line))
        .set("href", "/people/" + membership->text());
    return show(house, exchange, "people/agreements", model, KEREGE_TR("What they accepted"),
                fault);
}

Result<> of_member(House& house, http::Exchange& exchange) {
    return show_member(house, exchange, nullptr);
}

Result<> on_paper(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto& scope = exchange.scope();
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const auto member = house.agreements.member(scope.organisation, *membership);
    if (!member) return member.fault();
    const auto signed_on = text::read_day(request.field("signed_on"));
    std::vector<FieldFault> faults;
    if (signed_on.day.empty() || signed_on.day > house.agreements.today())
        faults.push_back({"signed_on", KEREGE_TR("The day on the paper, not after today.")});
    const auto names = ticked(request, "accept");
    if (names.empty()) faults.push_back({"accept", KEREGE_TR("Tick what was signed.")});
    if (!faults.empty()) {
        const Fault fault = invalid_fields(std::move(faults));
        return show_member(house, exchange, &fault);
    }
    const auto accepted = house.agreements.accept(*member, names,
                                                  {.way = "paper",
                                                   .locale = shown_language(exchange),
                                                   .address = request.client_address,
                                                   .signed_on = signed_on.day,
                                                   .doer = {scope.person, request.id}});
    if (!accepted) return show_member(house, exchange, &accepted.fault());
    house.sessions.forget(member->person);
    return go(house, exchange, "/people/" + membership->text() + "/agreements",
              KEREGE_TR("Saved."));
}

}  // namespace

void register_own_agreements(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/account/agreements", "", own);
    post(router, house, "/account/agreements", "", for_child);
    get(router, house, "/people/{membership}/agreements", permission::kPeopleEdit, of_member);
    post(router, house, "/people/{membership}/agreements", permission::kPeopleEdit, on_paper);
}

}  // namespace kerege::pages
