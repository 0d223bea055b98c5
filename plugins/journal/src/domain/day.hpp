// Days as text, YYYY-MM-DD: they compare as they follow each other.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kerege::journal {

// nullopt for anything but a day of the calendar.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);
std::string day_text(std::chrono::sys_days day);
// ISO: 1 Monday … 7 Sunday.
int weekday(std::chrono::sys_days day);
// REQUIRES: `day` is a day.
std::string days_before(std::string_view day, int days);

// From the first to the last day, both included.
struct Period {
    std::string begins_on;
    std::string ends_on;

    bool holds(std::string_view day) const { return begins_on <= day && day <= ends_on; }
};

}  // namespace kerege::journal
