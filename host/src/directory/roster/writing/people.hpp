// Everybody of an organisation as a table that its own import reads back: the columns and words of
// the rosters that schools send. Pure, from any thread.
#pragma once

#include <string_view>
#include <vector>

#include "host/src/directory/roster/plan.hpp"
#include "host/src/directory/roster/table.hpp"

namespace kerege::directory::roster {

// Those whose access has not ended, in the order given; of a learner the first two guardians.
Table table_of_people(Kind kind, const std::vector<Known>& people);

// The heading alone, to be filled in. locale: kk, ru or en.
Table template_of(Kind kind, std::string_view locale);

}  // namespace kerege::directory::roster
