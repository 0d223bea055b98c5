// Everybody of an organisation as a table that its own import reads back: the columns and words of
// the rosters that schools send. Pure, from any thread.
#pragma once

#include <vector>

#include "host/src/directory/roster/plan.hpp"
#include "host/src/directory/roster/table.hpp"

namespace kerege::directory::roster {

// Those whose access has not ended, in the order given; of a learner the first two guardians.
Table table_of_people(Kind kind, const std::vector<Known>& people);

}  // namespace kerege::directory::roster
