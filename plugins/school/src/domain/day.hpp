// Days as text, YYYY-MM-DD: they compare as they follow each other.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace kerege::school {

// REQUIRES: `day` is a day. Throws std::logic_error otherwise.
std::chrono::sys_days parse_day(std::string_view day);
std::string day_text(std::chrono::sys_days day);

// The day before. REQUIRES: `day` is a day.
std::string day_before(std::string_view day);
// The day after. REQUIRES: `day` is a day.
std::string day_after(std::string_view day);

}  // namespace kerege::school
