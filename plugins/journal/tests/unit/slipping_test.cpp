#include "src/domain/slipping.hpp"

#include <gtest/gtest.h>

#include "src/domain/class_totals.hpp"

namespace kerege::journal {
namespace {

TEST(Slipping, IsAnAverageBelowFive) {
    EXPECT_TRUE(slipping({14, 3, 0}, {}).low);
    EXPECT_FALSE(slipping({15, 3, 0}, {}).any()) << "exactly five";
    EXPECT_FALSE(slipping({2, 2, 0}, {}).any()) << "two marks say nothing";
    EXPECT_FALSE(slipping({}, {}).any());
}

TEST(Slipping, IsAFallByTwoMarks) {
    // 9, 9, 9 and then 7, 7, 7.
    EXPECT_TRUE(slipping({48, 6, 0}, {21, 3, 0}).falling);
    EXPECT_FALSE(slipping({49, 6, 0}, {22, 3, 0}).any());
    EXPECT_FALSE(slipping({41, 5, 0}, {14, 2, 0}).any()) << "two marks of late";
    EXPECT_FALSE(slipping({39, 5, 0}, {21, 3, 0}).any()) << "two marks before";
    EXPECT_FALSE(slipping({48, 6, 0}, {27, 3, 0}).any()) << "a rise";
}

TEST(Slipping, IsThreeLessonsMissedWithoutAReasonLately) {
    EXPECT_EQ(slipping({0, 0, 3}, {0, 0, 3}).unexcused, 3);
    EXPECT_FALSE(slipping({0, 0, 9}, {0, 0, 2}).any());
}

TEST(Slipping, CountsOverAllSubjects) {
    const ClassTotals totals({{{7}, {1}, {8, 1, 2}, {0, 0, 2}}, {{7}, {2}, {9, 1, 1}, {0, 0, 1}}});
    EXPECT_EQ(totals.slipping({7}).unexcused, 3);
    EXPECT_FALSE(totals.slipping({8}).any());
}

}  // namespace
}  // namespace kerege::journal
