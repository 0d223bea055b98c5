// Who and what the portfolio's rules speak of.
#pragma once

#include "kerege/sdk/ids.hpp"

namespace kerege::portfolio {

using ClassId = Id<struct ClassTag>;
using LearnerId = Id<struct LearnerTag>;  // a learner's membership
using EntryId = Id<struct EntryTag>;
using BatchId = Id<struct BatchTag>;  // a form, however often it is sent

}  // namespace kerege::portfolio
