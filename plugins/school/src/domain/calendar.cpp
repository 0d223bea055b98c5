#include "src/domain/calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "kerege/sdk/day.hpp"

namespace kerege::school {
namespace {

namespace chrono = std::chrono;
using chrono::sys_days;
using sdk::day_text;

constexpr int kNewYearMonth = 6;  // rosters from June on are for the coming year

// Weeks from the year's first Monday to a term's first Monday, and to the Monday after its end.
struct Weeks {
    int first;
    int after;
};
constexpr std::array<Weeks, 3> kFullTerms = {{{0, 8}, {9, 17}, {19, 29}}};
constexpr int kLastTermWeek = 30;
constexpr int kFirstGradeBreakWeek = 23;

// Month and day. Those of winter lie in the break of every year.
constexpr std::array<chrono::month_day, 9> kHolidays = {
    chrono::October / 25, chrono::December / 16, chrono::March / 8,
    chrono::March / 21,   chrono::March / 22,    chrono::March / 23,
    chrono::May / 1,      chrono::May / 7,       chrono::May / 9};

// The Monday the weeks are counted from: of the week of 1 September, or after a weekend.
sys_days first_monday(sys_days begin) {
    const chrono::weekday weekday(begin);
    const sys_days monday = begin - (weekday - chrono::Monday);
    const bool weekend = weekday == chrono::Saturday || weekday == chrono::Sunday;
    return weekend ? monday + chrono::weeks(1) : monday;
}

}  // namespace

int school_year_of(const std::string& day) {
    const chrono::year_month_day date(sdk::parse_day(day).value());
    const int year = static_cast<int>(date.year());
    return static_cast<unsigned>(date.month()) >= kNewYearMonth ? year : year - 1;
}

Calendar default_calendar(int year) {
    const sys_days begin = chrono::year(year) / chrono::September / 1;
    const sys_days end = chrono::year(year + 1) / chrono::May / 25;
    const sys_days monday = first_monday(begin);
    Calendar calendar{{year, day_text(begin), day_text(end), true}, {}, {}};
    for (const Weeks& weeks : kFullTerms) {
        const int number = static_cast<int>(calendar.terms.size()) + 1;
        const sys_days first = number == 1 ? begin : monday + chrono::weeks(weeks.first);
        const sys_days last = monday + chrono::weeks(weeks.after) - chrono::days(1);
        calendar.terms.push_back({number, day_text(first), day_text(last)});
    }
    calendar.terms.push_back(
        {4, day_text(monday + chrono::weeks(kLastTermWeek)), calendar.year.ends_on});

    const sys_days rest = monday + chrono::weeks(kFirstGradeBreakWeek);
    calendar.breaks.push_back({day_text(rest), day_text(rest + chrono::days(6)), 1});
    for (const chrono::month_day& holiday : kHolidays) {
        const int of_year = holiday.month() >= chrono::September ? year : year + 1;
        const std::string day =
            day_text(sys_days(chrono::year(of_year) / holiday.month() / holiday.day()));
        const bool in_term = std::any_of(
            calendar.terms.begin(), calendar.terms.end(),
            [&](const Term& term) { return term.begins_on <= day && day <= term.ends_on; });
        if (in_term) calendar.breaks.push_back({day, day, {}});
    }
    return calendar;
}

}  // namespace kerege::school
