// What the journal keeps of one member: given out, and parted from the person.
#pragma once

#include "kerege/sdk/privacy.hpp"

namespace kerege::journal {

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out);
// Marks and their history stay as nobody's, for the sums of the school; who entered a mark stays a
// number whose name the host takes away.
Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out);

}  // namespace kerege::journal
