#include "src/domain/grid.hpp"

#include <gtest/gtest.h>

namespace kerege::journal {
namespace {

Grid two_by_two() {
    return Grid({{{20}, "2026-09-01", 1, ""}, {{10}, "2026-09-02", 1, ""}},
                {{{5}, {"Әбіш", "Ая", ""}, {"2026-09-01", ""}},
                 {{3}, {"Бек", "Ян", ""}, {"2026-09-02", "2026-09-10"}}});
}

TEST(Grid, PutsEntriesWhereTheyBelong) {
    Grid grid = two_by_two();
    grid.put({10}, {3}, {{8, Attendance::present}, 1});
    grid.put({20}, {5}, {{9, Attendance::present}, 2});
    EXPECT_EQ(grid.at(1, 1).value.mark, 8);
    EXPECT_EQ(grid.at(0, 0).revision, 2);
    EXPECT_EQ(grid.at(0, 1).revision, 0);
}

TEST(Grid, WhoLeftAndCameBackWasNotThereBetween) {
    LearnerLine line{{5}, {"Әбіш", "Ая", ""}, {"2026-09-01", ""}, {{"2026-09-10", "2026-09-20"}}};
    EXPECT_TRUE(line.there("2026-09-09"));
    EXPECT_FALSE(line.there("2026-09-10"));
    EXPECT_FALSE(line.there("2026-09-20"));
    EXPECT_TRUE(line.there("2026-09-21"));
}

TEST(Grid, LeavesOutWhatIsNotOnThePage) {
    Grid grid = two_by_two();
    grid.put({99}, {3}, {{8, Attendance::present}, 1});
    grid.put({10}, {4}, {{8, Attendance::present}, 1});
    for (size_t row = 0; row < 2; ++row)
        for (size_t column = 0; column < 2; ++column) EXPECT_EQ(grid.at(row, column).revision, 0);
    Grid empty({}, {});
    empty.put({10}, {3}, {});
    EXPECT_TRUE(empty.lessons().empty());
}

TEST(Grid, OpensAtTodaysLesson) {
    Grid grid = two_by_two();
    EXPECT_EQ(grid.opens_at("2026-09-01"), LessonId{20});
    EXPECT_EQ(grid.opens_at("2026-09-02"), LessonId{10}) << "though the first is not filled in";
}

TEST(Grid, OpensAtTheFirstLessonNeverFilledInOnADayWithoutOne) {
    Grid grid = two_by_two();
    EXPECT_EQ(grid.opens_at("2026-09-05"), LessonId{20});
    grid.put({20}, {5}, {{9, Attendance::present}, 1});
    EXPECT_EQ(grid.opens_at("2026-09-05"), LessonId{10});
    grid.put({10}, {3}, {{{}, Attendance::present}, 2});
    EXPECT_EQ(grid.opens_at("2026-09-05"), LessonId{10}) << "a cleared entry fills nothing";
}

TEST(Grid, OpensAtTheLastLessonHeldOrAtTheFirstOfATermToCome) {
    Grid grid({{{20}, "2026-09-01", 1, "Топ"},
               {{10}, "2026-09-02", 1, "Топ"},
               {{30}, "2026-09-09", 1, ""}},
              {});
    EXPECT_EQ(grid.opens_at("2026-09-05"), LessonId{10});
    EXPECT_EQ(grid.opens_at("2026-08-20"), LessonId{20});
}

TEST(Grid, KnowsWhoIsInTheClassOnADay) {
    const Grid grid = two_by_two();
    EXPECT_TRUE(grid.learners()[0].there("2027-05-20"));
    EXPECT_FALSE(grid.learners()[1].there("2026-09-01"));
    EXPECT_TRUE(grid.learners()[1].there("2026-09-10"));
    EXPECT_FALSE(grid.learners()[1].there("2026-09-11"));
}

}  // namespace
}  // namespace kerege::journal
