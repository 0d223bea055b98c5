// A learner gets a parent who is known here, or has one less.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/person_entry.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr const char* kAddTitle = KEREGE_TR("Add a parent");
constexpr const char* kRemoveTitle = KEREGE_TR("Remove a parent");

std::string path_of(MembershipId learner) { return "/people/" + learner.text(); }

// At most kAdultsFoundMax, without those who are this child's parents already.
void add_found(House& house, http::Exchange& exchange, const directory::PersonCard& card,
               const std::string& typed, Model& model) {
    const auto found = house.by_hand.adults(exchange.scope().organisation, typed);
    Model* place = nullptr;
    for (const auto& adult : found) {
        if (std::ranges::find(card.guardians, adult.membership,
                              &directory::RelatedPerson::membership) != card.guardians.end())
            continue;
        if (!place) {
            note_people(house, exchange, "guardian");
            place = &model.add("found");
            place->set("id", card.line.membership.value).set("q", typed);
            add_kinships(house, exchange, exchange.request.field("kinship"), *place);
        }
        place->add("adult")
            .set("id", adult.membership.value)
            .set("name", full_name(adult))
            .set("about", adult_words(house, exchange, adult));
    }
    if (!place) model.add("none_found");
}

Result<> show_form(House& house, http::Exchange& exchange, MembershipId membership,
                   const std::string& typed, const Fault* fault) {
    const auto card = asked_learner(house, exchange, membership);
    if (!card) return card.fault();
    Model model;
    model.set("id", membership.value).set("name", full_name(card->line)).set("q", typed);
    if (!typed.empty()) {
        if (const auto within = within_search_rate(house, exchange); !within) return within.fault();
        add_found(house, exchange, *card, typed, model);
    }
    model.add("crumb").set("label", full_name(card->line)).set("href", path_of(membership));
    return show(house, exchange, "people/guardians", model, kAddTitle, fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    return show_form(house, exchange, *membership, std::string(exchange.request.query_value("q")),
                     nullptr);
}

Result<> add_parent(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const auto adult = MembershipId::parse(request.field("adult"));
    if (!adult) {
        const Fault fault = invalid_fields({{"guardians", KEREGE_TR("Choose who it is.")}});
        return show_form(house, exchange, *membership, std::string(request.field("q")), &fault);
    }
    const auto added = house.by_hand.add_guardian(entry_desk(exchange), *membership, *adult,
                                                  request.field("kinship"));
    if (!added) {
        if (added.fault().kind == FaultKind::not_found) return added.fault();
        return show_form(house, exchange, *membership, std::string(request.field("q")),
                         &added.fault());
    }
    house.sessions.forget(*added);
    return go(house, exchange, path_of(*membership),
              KEREGE_TR("Saved: the parent belongs to this learner now."));
}

struct Pair {
    directory::PersonCard learner;
    directory::RelatedPerson guardian;
};

Result<Pair> asked_pair(House& house, const http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    const auto guardian = MembershipId::parse(exchange.path_value("guardian"));
    if (!membership || !guardian) return not_found("no membership id");
    auto card = asked_learner(house, exchange, *membership);
    if (!card) return card.fault();
    const auto found =
        std::ranges::find(card->guardians, *guardian, &directory::RelatedPerson::membership);
    if (found == card->guardians.end()) return not_found("people: not this learner's parent");
    directory::RelatedPerson parent = *found;
    return Pair{*std::move(card), std::move(parent)};
}

Result<> show_removal(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto pair = asked_pair(house, exchange);
    if (!pair) return pair.fault();
    const MembershipId learner = pair->learner.line.membership;
    Model model;
    model.set("id", learner.value)
        .set("guardian_id", pair->guardian.membership.value)
        .set("child_name", full_name(pair->learner.line))
        .set("name", full_name(pair->guardian));
    const auto alone = house.endings.guardians_to_ask(exchange.scope().organisation, learner);
    if (std::ranges::find(alone, pair->guardian.membership,
                          &directory::RelatedPerson::membership) != alone.end())
        model.add("alone");
    model.add("crumb").set("label", full_name(pair->learner.line)).set("href", path_of(learner));
    return show(house, exchange, "people/guardian_remove", model, kRemoveTitle, fault);
}

Result<> removal(House& house, http::Exchange& exchange) {
    return show_removal(house, exchange, nullptr);
}

Result<> remove(House& house, http::Exchange& exchange) {
    const auto learner = MembershipId::parse(exchange.path_value("membership"));
    const auto guardian = MembershipId::parse(exchange.path_value("guardian"));
    if (!learner || !guardian) return not_found("no membership id");
    const auto removed = house.by_hand.remove_guardian(entry_desk(exchange), *learner, *guardian,
                                                       !exchange.request.field("end").empty());
    if (!removed) {
        if (removed.fault().kind == FaultKind::not_found) return removed.fault();
        return show_removal(house, exchange, &removed.fault());
    }
    house.sessions.forget(*removed);
    return go(house, exchange, path_of(*learner),
              KEREGE_TR("Saved: they are this learner's parent no more."));
}

}  // namespace

void register_person_guardians(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/people/{membership}/guardians", permission::kPeopleEdit, form);
    post(router, house, "/people/{membership}/guardians", permission::kPeopleEdit, add_parent);
    get(router, house, "/people/{membership}/guardians/{guardian}/remove", permission::kPeopleEdit,
        removal);
    post(router, house, "/people/{membership}/guardians/{guardian}/remove", permission::kPeopleEdit,
         remove);
}

}  // namespace kerege::pages
