// Days of the calendar as text, YYYY-MM-DD: they compare as they follow each other. How a day is
// shown to a person is Call::day().
#pragma once

#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace kerege::sdk {

// nullopt for anything but a day of the calendar since 1900.
inline std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    using namespace std::chrono;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
    const auto number = [&](size_t from, size_t size) {
        int value = -1;
        const char* end = text.data() + from + size;
        const auto read = std::from_chars(text.data() + from, end, value);
        return read.ec == std::errc() && read.ptr == end ? value : -1;
    };
    const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
    if (y < 1900 || m < 1 || d < 1) return {};
    const year_month_day day(year(y), month(static_cast<unsigned>(m)),
                             std::chrono::day(static_cast<unsigned>(d)));
    if (!day.ok()) return {};
    return sys_days(day);
}

// REQUIRES: the year has four digits.
inline std::string day_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    char text[16];
    std::snprintf(text, sizeof(text), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

// So many days later; with a negative count, earlier. REQUIRES: `day` is a day; throws
// std::bad_optional_access otherwise.
inline std::string days_after(std::string_view day, int count) {
    return day_text(parse_day(day).value() + std::chrono::days(count));
}

// ISO: 1 Monday … 7 Sunday.
inline int weekday_of(std::chrono::sys_days day) {
    return static_cast<int>(std::chrono::weekday(day).iso_encoding());
}

// A school year by the calendar year it begins in: "2026/27".
inline std::string school_year_text(int year) {
    constexpr int kCentury = 100;
    const int next = (year + 1) % kCentury;
    return std::to_string(year) + (next < 10 ? "/0" : "/") + std::to_string(next);
}

}  // namespace kerege::sdk
