#include "src/domain/day.hpp"

#include <charconv>
#include <cstdio>

namespace kerege::journal {

using namespace std::chrono;

std::optional<sys_days> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const auto number = [&](size_t from, size_t size) {
        int value = -1;
        const char* end = text.data() + from + size;
        const auto read = std::from_chars(text.data() + from, end, value);
        return read.ec == std::errc() && read.ptr == end ? value : -1;
    };
    const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < 1900 || m < 1 || d < 1) return {};
    const year_month_day day = year(y) / month(static_cast<unsigned>(m)) / d;
    if (!day.ok()) return {};
    return sys_days(day);
}

std::string day_text(sys_days day) {
    const year_month_day date(day);
    char text[16];
    std::snprintf(text, sizeof(text), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

int weekday(sys_days day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

std::string days_before(std::string_view day, int count) {
    return day_text(parse_day(day).value() - days(count));
}

}  // namespace kerege::journal
