// The parents whose last child in the organisation leaves it, as ticks of a form.
#pragma once

#include <string_view>
#include <vector>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Of a learner: the parents who would have no child left there from that day on, to be ticked.
void add_guardians_alone(House& house, const http::Exchange& exchange, MembershipId learner,
                         std::string_view first_day, const std::vector<MembershipId>& ticked,
                         Model& form);
bool among(const std::vector<MembershipId>& guardians, MembershipId guardian);
// What was ticked. Fault: not_found for what is no id.
Result<std::vector<MembershipId>> ticked_guardians(const http::Request& request);

}  // namespace kerege::pages
