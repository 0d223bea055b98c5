// What the school's structure says of one member: given out, and parted from the person.
#pragma once

#include "kerege/sdk/privacy.hpp"

namespace kerege::school {

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out);
// Enrolments stay as nobody's, so that classes keep their numbers; what somebody taught stays with
// a number whose name the host takes away.
Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out);

}  // namespace kerege::school
