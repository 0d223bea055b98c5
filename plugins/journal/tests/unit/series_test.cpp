#include "src/domain/series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const SchoolDays kSchool{
    {{2026, 1, {"2026-09-01", "2026-10-25"}}, {2026, 2, {"2026-11-02", "2026-12-27"}}},
    {{"2026-12-16", "2026-12-16"}}};

Series series(const char* from, const char* until, std::initializer_list<int> weekdays,
              int per_day = 1) {
    Series out{from, until, {}, per_day};
    for (const int weekday : weekdays) out.weekdays.set(static_cast<size_t>(weekday));
    return out;
}

std::vector<std::string> days(const Result<std::vector<PlannedLesson>>& planned) {
    std::vector<std::string> out;
    for (const PlannedLesson& lesson : planned.value()) out.push_back(lesson.held_on);
    return out;
}

TEST(Series, LeavesOutBreaksBetweenTermsAndWithinThem) {
    EXPECT_THAT(days(plan_series(series("2026-10-19", "2026-11-04", {1, 3}), kSchool, {})),
                ElementsAre("2026-10-19", "2026-10-21", "2026-11-02", "2026-11-04"));
    EXPECT_THAT(days(plan_series(series("2026-12-14", "2026-12-20", {1, 3, 5}), kSchool, {})),
                ElementsAre("2026-12-14", "2026-12-18"));
}

TEST(Series, FillsATermWithFortyLessons) {
    const auto planned =
        plan_series(series("2026-11-02", "2026-12-27", {1, 2, 3, 4, 5}), kSchool, {});
    EXPECT_EQ(planned.value().size(), 39u);  // 8 weeks of 5 days, less a holiday
}

TEST(Series, AddsOnlyWhatIsMissing) {
    const Series twice = series("2026-09-01", "2026-09-01", {2}, 2);
    EXPECT_THAT(plan_series(twice, kSchool, {{"2026-09-01", 1}}).value(),
                ElementsAre(PlannedLesson{"2026-09-01", 2}));
    EXPECT_THAT(plan_series(twice, kSchool, {{"2026-09-01", 1}, {"2026-09-01", 2}}).value(),
                IsEmpty());
}

TEST(Series, SaysWhatIsWrong) {
    const auto fails = [](const Series& wrong) {
        const auto planned = plan_series(wrong, kSchool, {});
        return !planned.ok() && planned.fault().kind == FaultKind::invalid &&
               !planned.fault().user_message.empty();
    };
    EXPECT_TRUE(fails(series("2026-09-10", "2026-09-01", {1})));
    EXPECT_TRUE(fails(series("", "2026-09-01", {1})));
    EXPECT_TRUE(fails(series("2026-02-30", "2026-09-01", {1})));
    EXPECT_TRUE(fails(series("2026-09-01", "2026-09-30", {})));
    EXPECT_TRUE(fails(series("2026-09-01", "2026-09-30", {1}, 9)));
    EXPECT_TRUE(fails(series("2026-10-26", "2026-11-01", {1, 2, 3})));
    EXPECT_TRUE(fails(series("2026-09-01", "2026-12-20", {1, 2, 3, 4, 5}, 8)));
    EXPECT_TRUE(fails(series("2000-09-01", "2030-12-20", {1})));
}

TEST(OneLesson, TakesTheNextNumberOfItsDay) {
    EXPECT_EQ(plan_lesson("2026-09-01", kSchool, {}).value(), (PlannedLesson{"2026-09-01", 1}));
    EXPECT_EQ(plan_lesson("2026-09-01", kSchool, {{"2026-09-01", 1}}).value().number, 2);
    // A holiday within a term may be made a day of lessons.
    EXPECT_TRUE(plan_lesson("2026-12-16", kSchool, {}).ok());
    EXPECT_FALSE(plan_lesson("2026-10-28", kSchool, {}).ok());
    EXPECT_FALSE(plan_lesson("tomorrow", kSchool, {}).ok());
}

}  // namespace
}  // namespace kerege::journal
