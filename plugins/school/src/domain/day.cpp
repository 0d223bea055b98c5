#include "src/domain/day.hpp"

#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace kerege::school {

std::string day_before(std::string_view day) {
    using namespace std::chrono;
    int y = 0;
    unsigned m = 0, d = 0;
    if (std::sscanf(std::string(day).c_str(), "%4d-%2u-%2u", &y, &m, &d) != 3)
        throw std::logic_error("not a day: " + std::string(day));
    const year_month_day before(sys_days(year(y) / month(m) / d) - days(1));
    char text[16];
    std::snprintf(text, sizeof(text), "%04d-%02u-%02u", int(before.year()),
                  unsigned(before.month()), unsigned(before.day()));
    return text;
}

}  // namespace kerege::school
