#include "host/src/pages/guardians_alone.hpp"

#include <algorithm>

#include "host/src/pages/person_words.hpp"

namespace kerege::pages {

bool among(const std::vector<MembershipId>& guardians, MembershipId guardian) {
    return std::ranges::find(guardians, guardian) != guardians.end();
}

void add_guardians_alone(House& house, const http::Exchange& exchange, MembershipId learner,
                         std::string_view first_day, const std::vector<MembershipId>& ticked,
                         Model& form) {
    const auto guardians =
        house.endings.guardians_to_ask(exchange.scope().organisation, learner, first_day);
    Model* section = guardians.empty() ? nullptr : &form.add("alone");
    for (const auto& guardian : guardians) {
        Model& item = section->add("guardian");
        item.set("id", guardian.membership.value).set("name", full_name(guardian));
        if (among(ticked, guardian.membership)) item.add("chosen");
    }
}

Result<std::vector<MembershipId>> ticked_guardians(const http::Request& request) {
    std::vector<MembershipId> ticked;
    for (const auto& field : request.form) {
        if (field.name != "guardian") continue;
        const auto guardian = MembershipId::parse(field.value);
        if (!guardian) return not_found("no membership id");
        ticked.push_back(*guardian);
    }
    return ticked;
}

}  // namespace kerege::pages
