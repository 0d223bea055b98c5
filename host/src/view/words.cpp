#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <initializer_list>
#include <optional>

#include "host/src/view/translator.hpp"
#include "kerege/abi/i18n.h"

namespace kerege::view {

namespace {

// Sunday first, as std::chrono counts.
constexpr std::string_view kWeekdaysKk[] = {"жс", "дс", "сс", "ср", "бс", "жм", "сб"};
constexpr std::string_view kWeekdaysRu[] = {"вс", "пн", "вт", "ср", "чт", "пт", "сб"};
constexpr std::string_view kWeekdaysEn[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view kMonthsEn[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool digits(std::string_view text, unsigned& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
    unsigned year = 0, month = 0, day = 0;
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(text.substr(0, 4), year) ||
        !digits(text.substr(5, 2), month) || !digits(text.substr(8, 2), day)) {
        return {};
    }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                           std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) return {};
    return date;
}

std::string_view value_of(
    std::string_view name,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values, bool& known) {
    for (const auto& [key, value] : values) {
        if (key == name) {
            known = true;
            return value;
        }
    }
    return {};
}

}  // namespace

std::string fill(std::string_view text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    std::string out;
    out.reserve(text.size() + 32);
    size_t at = 0;
    while (at < text.size()) {
        const size_t open = text.find('{', at);
        const size_t close = open == text.npos ? text.npos : text.find('}', open);
        if (close == text.npos) break;
        bool known = false;
        const std::string_view value =
            value_of(text.substr(open + 1, close - open - 1), values, known);
        out += text.substr(at, open - at);
        // A brace of no name stays, and what follows it is looked at again.
        out += known ? value : "{";
        at = known ? close + 1 : open + 1;
    }
    return out += text.substr(at);
}

std::string format_day(std::string_view locale, std::string_view day, int style) {
    const auto date = parse_day(day);
    if (!date || !is_locale(locale)) return {};
    const auto month = static_cast<unsigned>(date->month());
    const auto number = static_cast<unsigned>(date->day());
    const auto year = static_cast<int>(date->year());
    const unsigned weekday = std::chrono::weekday(std::chrono::sys_days(*date)).c_encoding();
    if (locale == "en") {
        const std::string_view name = kMonthsEn[month - 1];
        switch (style) {
            case KEREGE_DAY_SHORT:
                return fmt::format("{:02} {}", number, name);
            case KEREGE_DAY_FULL:
                return fmt::format("{} {} {:04}", number, name, year);
            case KEREGE_DAY_WEEKDAY:
                return fmt::format("{} {:02} {}", kWeekdaysEn[weekday], number, name);
            default:
                return {};
        }
    }
    const std::string_view name = locale == "kk" ? kWeekdaysKk[weekday] : kWeekdaysRu[weekday];
    switch (style) {
        case KEREGE_DAY_SHORT:
            return fmt::format("{:02}.{:02}", number, month);
        case KEREGE_DAY_FULL:
            return fmt::format("{:02}.{:02}.{:04}", number, month, year);
        case KEREGE_DAY_WEEKDAY:
            return fmt::format("{} {:02}.{:02}", name, number, month);
        default:
            return {};
    }
}

std::string format_instant(std::string_view locale, const LocalTime& local_time, int64_t at_ms) {
    constexpr size_t day_bytes = 10;
    const std::string minute = local_time.minute(at_ms);
    return format_day(locale, std::string_view(minute).substr(0, day_bytes), KEREGE_DAY_FULL) +
           minute.substr(day_bytes);
}

}  // namespace kerege::view
