#include "src/domain/day.hpp"

#include <cstdio>
#include <stdexcept>

namespace kerege::school {

std::chrono::sys_days parse_day(std::string_view day) {
    using namespace std::chrono;
    int y = 0;
    unsigned m = 0, d = 0;
    if (std::sscanf(std::string(day).c_str(), "%4d-%2u-%2u", &y, &m, &d) != 3)
        throw std::logic_error("not a day: " + std::string(day));
    return year(y) / month(m) / d;
}

std::string day_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    char text[16];
    std::snprintf(text, sizeof(text), "%04d-%02u-%02u", int(date.year()), unsigned(date.month()),
                  unsigned(date.day()));
    return text;
}

std::string day_before(std::string_view day) {
    return day_text(parse_day(day) - std::chrono::days(1));
}

std::string day_after(std::string_view day) {
    return day_text(parse_day(day) + std::chrono::days(1));
}

}  // namespace kerege::school
