// A learner goes on in another class.
#include "host/src/access/roles.hpp"
#include "host/src/pages/person_entry.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr const char* kTitle = KEREGE_TR("Another class");

Result<> show_form(House& house, http::Exchange& exchange, MembershipId membership,
                   std::string_view typed, const Fault* fault) {
    const auto card = asked_learner(house, exchange, membership);
    if (!card) return card.fault();
    Model model;
    model.set("id", membership.value).set("name", full_name(card->line));
    if (!card->line.labels.empty()) model.add("now").set("label", card->line.labels);
    model.add("required");
    add_class_field(house, exchange, typed, fault, model);
    model.add("crumb")
        .set("label", full_name(card->line))
        .set("href", "/people/" + membership.text());
    return show(house, exchange, "people/class", model, kTitle, fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    return show_form(house, exchange, *membership, {}, nullptr);
}

Result<> place(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const std::string_view typed = exchange.request.field("class");
    const auto placed = house.by_hand.place(entry_desk(exchange), *membership, typed);
    if (!placed) {
        if (placed.fault().kind == FaultKind::not_found) return placed.fault();
        return show_form(house, exchange, *membership, typed, &placed.fault());
    }
    return go(house, exchange, "/people/" + membership->text(),
              KEREGE_TR("Saved: from today on the learner is in this class."));
}

}  // namespace

void register_person_class(http::Router& router, House& house) {
    get(router, house, "/people/{membership}/class", access::permission::kPeopleEdit, form);
    post(router, house, "/people/{membership}/class", access::permission::kPeopleEdit, place);
}

}  // namespace kerege::pages
