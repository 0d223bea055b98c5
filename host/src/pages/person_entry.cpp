#include "host/src/pages/person_entry.hpp"

#include "host/src/base/text_values.hpp"
#include "host/src/pages/roster_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

directory::roster::ByHandDesk entry_desk(const http::Exchange& exchange) {
    return {exchange.scope().organisation, exchange.scope().person,
            std::string(exchange.request.id)};
}

Result<directory::PersonCard> asked_learner(House& house, const http::Exchange& exchange,
                                            MembershipId membership) {
    auto card = house.people.card(exchange.scope().organisation, membership);
    if (!card) return card;
    const std::string today = house.local_time.day(house.clock.now_ms());
    const bool left = !card->valid_until.empty() && card->valid_until < today;
    if (card->profile != "learner" || left) return not_found("people: no learner who is here");
    return card;
}

void add_class_field(House& house, const http::Exchange& exchange, std::string_view value,
                     const Fault* fault, Model& form) {
    form.set("class_label", value);
    for (const auto& known : house.people.classes(exchange.scope().organisation))
        form.add("class").set("label", known.label);
    add_field_faults(house, exchange, fault, form);
}

std::string adult_words(const House& house, const http::Exchange& exchange,
                        const directory::roster::Known& known) {
    const std::string_view what = known.profile == "learner"    ? KEREGE_TR("Learner")
                                  : known.profile == "guardian" ? KEREGE_TR("Parent")
                                                                : KEREGE_TR("Employee");
    return by_commas({tr(house, exchange, what), known.position, text::show_phone(known.phone)});
}

void note_people(House& house, const http::Exchange& exchange, std::string_view profile) {
    const access::Scope& scope = exchange.scope();
    house.views.note(scope.organisation, scope.person, "list.viewed",
                     "people:" + std::string(profile), exchange.request.id);
}

void read_again(House& house, const http::Exchange& exchange, MembershipId membership) {
    const auto card = house.people.card(exchange.scope().organisation, membership);
    if (card) house.sessions.forget(card->line.person);
}

}  // namespace kerege::pages
