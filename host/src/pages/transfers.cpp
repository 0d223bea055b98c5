// Somebody moves to another organisation: asked for from the person's card, answered in the queue
// of the one they come to.
#include "host/src/directory/transfers.hpp"

#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using directory::Transfer;
using directory::TransferWish;
namespace state = directory::transfer_state;

constexpr size_t kPlacesShown = 20;

directory::TransferDoer doer(const http::Exchange& exchange) {
    return {exchange.scope().organisation, exchange.scope().person,
            std::string(exchange.request.id)};
}

std::string path_of(int64_t transfer) { return "/transfers/" + std::to_string(transfer); }

struct StateWords {
    std::string_view code;
    std::string_view label;
    std::string_view badge;
};
constexpr StateWords kStates[] = {
    {state::kWaiting, KEREGE_TR("Waits for an answer"), "warn"},
    {state::kAccepted, KEREGE_TR("Taken in"), "good"},
    {state::kDeclined, KEREGE_TR("Declined"), "bad"},
    {state::kWithdrawn, KEREGE_TR("Withdrawn"), ""},
};

void add_state(const House& house, const http::Exchange& exchange, const Transfer& one,
               Model& place) {
    for (const StateWords& words : kStates)
        if (words.code == one.state)
            place.set("state", tr(house, exchange, words.label)).set("badge", words.badge);
}

std::string name_words(const House& house, const http::Exchange& exchange, const Transfer& one) {
    return one.person ? full_name(one) : tr(house, exchange, KEREGE_TR("Not shown any more"));
}

std::string day_words(const http::Exchange& exchange, const std::string& day) {
    return day.empty() ? std::string() : view::format_day(exchange.locale, day, KEREGE_DAY_FULL);
}

// The organisations found for what was typed; the one chosen stays chosen.
void add_places(House& house, http::Exchange& exchange, const directory::PersonCard& card,
                std::string_view typed, OrganisationId chosen, Model& model) {
    if (typed.empty()) return;
    const auto places =
        house.transfers.places(exchange.scope().organisation, card.profile, typed, kPlacesShown);
    if (places.empty()) {
        model.add("none_found");
        return;
    }
    Model& form = model.add("choose");
    for (const auto& place : places) {
        Model& item = form.add("place");
        item.set("id", place.id.value).set("name", name_of(place, exchange));
        item.set("above", exchange.locale == "ru"   ? place.above_ru
                          : exchange.locale == "en" ? place.above_en
                                                    : place.above_kk);
        if (place.id == chosen || places.size() == 1) item.add("chosen");
    }
}

Result<> show_form(House& house, http::Exchange& exchange, MembershipId membership,
                   std::string_view typed, const TransferWish& wish, const Fault* fault) {
    const OrganisationId organisation = exchange.scope().organisation;
    const auto card = house.people.card(organisation, membership);
    if (!card) return card.fault();
    const bool learner = card->profile == "learner";
    if (!learner && card->profile != "employee") return not_found("people: nobody who moves");
    const std::string today = house.local_time.day(house.clock.now_ms());
    Model model;
    model.set("id", membership.value)
        .set("name", full_name(card->line))
        .set("q", typed)
        .set("first_day", wish.first_day.empty() ? today : wish.first_day)
        .set("note", wish.note);
    model.add(learner ? "learner" : "employee");
    add_places(house, exchange, *card, typed, wish.to, model);
    add_field_faults(house, exchange, fault, model);
    model.add("crumb")
        .set("label", full_name(card->line))
        .set("href", "/people/" + membership.text());
    return show(house, exchange, "people/transfer", model,
                KEREGE_TR("Hand over to another organisation"), fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    // Whoever comes back here by the browser's button finds what they did.
    if (const int64_t waiting =
            house.transfers.waiting_of(exchange.scope().organisation, *membership))
        return go(house, exchange, path_of(waiting));
    return show_form(house, exchange, *membership, exchange.request.query_value("q"), {}, nullptr);
}

Result<> ask(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const TransferWish wish{OrganisationId::parse(request.field("to")).value_or(OrganisationId{}),
                            std::string(request.field("first_day")),
                            std::string(request.field("note"))};
    const auto asked = house.transfers.ask(doer(exchange), *membership, wish);
    if (!asked) {
        if (asked.fault().kind == FaultKind::not_found) return asked.fault();
        return show_form(house, exchange, *membership, request.field("q"), wish, &asked.fault());
    }
    return go(house, exchange, path_of(*asked),
              KEREGE_TR("Handed over: the other organisation has to accept it."));
}

void add_lines(House& house, http::Exchange& exchange, const std::vector<const Transfer*>& some,
               Model& table) {
    const OrganisationId own = exchange.scope().organisation;
    for (const Transfer* one : some) {
        Model& line = table.add("line");
        const bool comes = one->to.id == own;
        line.set("id", one->id)
            .set("name", name_words(house, exchange, *one))
            .set("direction",
                 tr(house, exchange, comes ? KEREGE_TR("Comes from") : KEREGE_TR("Goes to")))
            .set("place", name_of(comes ? one->from : one->to, exchange))
            .set("day", day_words(exchange, one->first_day))
            .set("since", instant(house, exchange, one->decided_at_ms.value_or(one->asked_at_ms)));
        add_state(house, exchange, *one, line);
    }
}

Result<> list(House& house, http::Exchange& exchange) {
    const OrganisationId own = exchange.scope().organisation;
    const auto all = house.transfers.list(own);
    std::vector<const Transfer*> incoming, outgoing, done;
    for (const Transfer& one : all)
        (!one.waits() ? done : one.to.id == own ? incoming : outgoing).push_back(&one);
    if (!all.empty()) note_list(house, exchange, "transfers");
    Model model;
    model.add("wide");
    if (incoming.empty()) model.add("no_incoming");
    if (outgoing.empty()) model.add("no_outgoing");
    if (!incoming.empty()) add_lines(house, exchange, incoming, model.add("incoming"));
    if (!outgoing.empty()) add_lines(house, exchange, outgoing, model.add("outgoing"));
    if (!done.empty()) add_lines(house, exchange, done, model.add("done"));
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people");
    return show(house, exchange, "people/transfers", model, KEREGE_TR("Transfers"));
}

Result<Transfer> asked_for(House& house, const http::Exchange& exchange) {
    const std::string_view given = exchange.path_value("transfer");
    int64_t id = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), id);
    if (error != std::errc() || end != given.data() + given.size())
        return not_found("no transfer id");
    return house.transfers.find(exchange.scope().organisation, id);
}

void add_facts(House& house, http::Exchange& exchange, const Transfer& one, Model& model) {
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (!value.empty())
            model.add("fact").set("label", tr(house, exchange, label)).set("value", value);
    };
    fact(KEREGE_TR("Date of birth"), day_words(exchange, one.birth_date));
    fact(KEREGE_TR("Comes from"), name_of(one.from, exchange));
    fact(KEREGE_TR("Class there"), one.class_label);
    fact(KEREGE_TR("Position there"), one.position);
    fact(KEREGE_TR("Goes to"), name_of(one.to, exchange));
    fact(KEREGE_TR("First day there"), day_words(exchange, one.first_day));
    fact(KEREGE_TR("Note"), one.note);
    fact(KEREGE_TR("Entered by"), one.asked_by_name);
    fact(KEREGE_TR("Sent"), instant(house, exchange, one.asked_at_ms));
    fact(KEREGE_TR("Reason"), one.reason);
    if (one.decided_at_ms)
        fact(KEREGE_TR("Answered"), instant(house, exchange, *one.decided_at_ms));
}

void add_answer(House& house, http::Exchange& exchange, const Transfer& one, const Fault* fault,
                Model& model) {
    Model& answer = model.add("answer");
    answer.set("id", one.id).set("reason", exchange.request.field("reason"));
    add_field_faults(house, exchange, fault, answer);
    if (one.profile != "learner") {
        answer.add("employee");
        return;
    }
    // Nobody of another school is put in a class without being asked: the same number is offered.
    const std::string_view chosen =
        exchange.request.form.empty() ? one.class_label : exchange.request.field("class");
    Model& classes = answer.add("classes");
    add_field_faults(house, exchange, fault, classes);
    for (const auto& known : house.people.classes(exchange.scope().organisation)) {
        Model& item = classes.add("class");
        item.set("label", known.label);
        if (known.label == chosen) item.add("chosen");
    }
}

Result<> show_one(House& house, http::Exchange& exchange, const Transfer& one, const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    const bool comes = one.to.id == scope.organisation;
    // Somebody of another organisation is looked at: it stands in the log of theirs.
    if (comes && one.left)
        house.views.note(one.from.id, scope.person, "card.viewed", "membership:" + one.left.text(),
                         exchange.request.id);
    Model model;
    model.set("name", name_words(house, exchange, one));
    add_state(house, exchange, one, model);
    add_facts(house, exchange, one, model);
    if (one.waits() && comes) add_answer(house, exchange, one, fault, model);
    if (one.waits() && !comes) model.add("withdraw").set("id", one.id);
    if (const MembershipId card = comes ? one.made : one.left)
        model.add("card").set("href", "/people/" + card.text());
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Transfers")))
        .set("href", "/transfers");
    return show(house, exchange, "people/transfer_one", model, KEREGE_TR("A transfer"), fault);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    return show_one(house, exchange, *found, nullptr);
}

// What it says by now: somebody else may have answered meanwhile.
Result<> show_again(House& house, http::Exchange& exchange, const Fault& fault) {
    if (fault.kind == FaultKind::not_found) return fault;
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    return show_one(house, exchange, *found, &fault);
}

Result<> accept(House& house, http::Exchange& exchange) {
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    const auto accepted =
        house.transfers.accept(doer(exchange), found->id, exchange.request.field("class"));
    if (!accepted) return show_again(house, exchange, accepted.fault());
    for (const PersonId person : *accepted) house.sessions.forget(person);
    return go(house, exchange, path_of(found->id),
              found->profile == "learner"
                  ? KEREGE_TR("Accepted: the learner belongs to your organisation, with the same "
                              "login.")
                  : KEREGE_TR("Accepted, with the same login and without roles: give them on the "
                              "card."));
}

Result<> decline(House& house, http::Exchange& exchange) {
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    const auto declined =
        house.transfers.decline(doer(exchange), found->id, exchange.request.field("reason"));
    if (!declined) return show_again(house, exchange, declined.fault());
    return go(house, exchange, "/transfers",
              KEREGE_TR("Declined: nothing has changed for the person."));
}

Result<> withdraw(House& house, http::Exchange& exchange) {
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    const auto withdrawn = house.transfers.withdraw(doer(exchange), found->id);
    if (!withdrawn) return show_again(house, exchange, withdrawn.fault());
    return go(house, exchange, "/people/" + found->left.text(),
              KEREGE_TR("Withdrawn: nothing has changed for the person."));
}

}  // namespace

void register_transfers(http::Router& router, House& house) {
    get(router, house, "/people/{membership}/transfer", access::permission::kPeopleEdit, form);
    post(router, house, "/people/{membership}/transfer", access::permission::kPeopleEdit, ask);
    get(router, house, "/transfers", access::permission::kPeopleEdit, list);
    get(router, house, "/transfers/{transfer}", access::permission::kPeopleEdit, one);
    post(router, house, "/transfers/{transfer}/accept", access::permission::kPeopleEdit, accept);
    post(router, house, "/transfers/{transfer}/decline", access::permission::kPeopleEdit, decline);
    post(router, house, "/transfers/{transfer}/withdraw", access::permission::kPeopleEdit,
         withdraw);
}

}  // namespace kerege::pages
