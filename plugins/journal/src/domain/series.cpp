#include "src/domain/series.hpp"

#include <algorithm>

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::journal {
namespace {

bool holds(const std::vector<PlannedLesson>& lessons, const PlannedLesson& lesson) {
    return std::find(lessons.begin(), lessons.end(), lesson) != lessons.end();
}

}  // namespace

bool SchoolDays::in_term(std::string_view day) const {
    return std::any_of(terms.begin(), terms.end(),
                       [&](const Term& term) { return term.days.holds(day); });
}

bool SchoolDays::holds(std::string_view day) const {
    return in_term(day) && std::none_of(breaks.begin(), breaks.end(),
                                        [&](const Period& off) { return off.holds(day); });
}

Result<std::vector<PlannedLesson>> plan_series(const Series& series, const SchoolDays& school,
                                               const std::vector<PlannedLesson>& existing) {
    const auto from = sdk::parse_day(series.from);
    const auto until = sdk::parse_day(series.until);
    if (!from || !until || *until < *from || *until - *from > std::chrono::days(366))
        return invalid("span of days", KEREGE_TR("Choose a first day and a last day after it."));
    if (series.weekdays.none())
        return invalid("no weekday", KEREGE_TR("Choose at least one day of the week."));
    if (series.per_day < 1 || series.per_day > kLessonsPerDayMax)
        return invalid("lessons a day", KEREGE_TR("A day has one to eight lessons."));

    std::vector<PlannedLesson> planned;
    bool any_day = false;
    for (auto day = *from; day <= *until; day += std::chrono::days(1)) {
        const std::string text = sdk::day_text(day);
        if (!series.weekdays.test(static_cast<size_t>(sdk::weekday_of(day))) || !school.holds(text))
            continue;
        any_day = true;
        for (int number = 1; number <= series.per_day; ++number)
            if (!holds(existing, {text, number})) planned.push_back({text, number});
    }
    if (!any_day)
        return invalid(
            "no school day in the span",
            KEREGE_TR("There is no school day in this span: terms and breaks leave none."));
    if (planned.size() > kSeriesLessonsMax)
        return invalid("too many lessons", KEREGE_TR("At most 400 lessons can be added at once."));
    return planned;
}

Result<PlannedLesson> plan_lesson(const std::string& day, const SchoolDays& school,
                                  const std::vector<PlannedLesson>& existing) {
    if (!sdk::parse_day(day) || !school.in_term(day))
        return invalid("day outside the terms", KEREGE_TR("Choose a day within a term."));
    PlannedLesson lesson{day, 1};
    while (holds(existing, lesson)) ++lesson.number;
    if (lesson.number > kLessonsPerDayMax)
        return invalid("too many lessons on a day", KEREGE_TR("A day has one to eight lessons."));
    return lesson;
}

}  // namespace kerege::journal
