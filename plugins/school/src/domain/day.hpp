// Days as text, YYYY-MM-DD: they compare as they follow each other.
#pragma once

#include <string>
#include <string_view>

namespace kerege::school {

// The day before. REQUIRES: `day` is a day.
std::string day_before(std::string_view day);

}  // namespace kerege::school
