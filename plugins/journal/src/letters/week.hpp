// The letter guardians get on Sunday evening: a child's marks and absences of the week.
#pragma once

#include "kerege/sdk/call.hpp"

namespace kerege::journal {

// Does nothing where the setting `weekly_letter` is off, and writes nothing to the guardians of a
// learner of whom the week holds nothing. Begun again, it writes nobody a second letter.
Result<> write_week_letters(sdk::Call& call, const sdk::Job& job);

}  // namespace kerege::journal
