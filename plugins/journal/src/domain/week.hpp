// The week a letter tells of.
#pragma once

#include <string_view>

#include "src/domain/period.hpp"

namespace kerege::journal {

// Monday to Sunday: on a Sunday the week that ends with it, on any other day the one before, so
// that a letter that is late tells the same. REQUIRES: `today` is a day.
Period week_to_tell(std::string_view today);

}  // namespace kerege::journal
