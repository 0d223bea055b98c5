// What the portfolio keeps of one member: given out, and erased.
#pragma once

#include "kerege/sdk/privacy.hpp"

namespace kerege::portfolio {

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out);
// Achievements go with the learner, their history too; who entered one stays a number whose name
// the host takes away.
Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out);

}  // namespace kerege::portfolio
