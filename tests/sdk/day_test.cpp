#include "kerege/sdk/day.hpp"

#include <gtest/gtest.h>

namespace kerege::sdk {
namespace {

TEST(Days, AreReadStrictly) {
    EXPECT_TRUE(parse_day("2028-02-29").has_value());
    for (const char* text : {"2027-02-29", "2027-2-9", "2027-02-0x", "2027-13-01", "2027-00-01",
                             "2027-01-00", "1899-12-31", "2027/01/01", "-027-01-01", "2027-+1-01",
                             " 2027-01-01", "2027-01-01 ", "2027-01-011", ""})
        EXPECT_FALSE(parse_day(text).has_value()) << text;
}

TEST(Days, ComeBackAsTheyWereWritten) {
    for (const char* text : {"1900-01-01", "2024-02-29", "2026-09-01", "9999-12-31"})
        EXPECT_EQ(day_text(parse_day(text).value()), text);
}

TEST(Days, FollowEachOther) {
    EXPECT_EQ(days_after("2028-02-29", 1), "2028-03-01");
    EXPECT_EQ(days_after("2028-03-01", -1), "2028-02-29");
    EXPECT_EQ(days_after("2027-01-01", -1), "2026-12-31");
    EXPECT_EQ(days_after("2026-12-31", 0), "2026-12-31");
    EXPECT_THROW(days_after("tomorrow", 1), std::bad_optional_access);
}

TEST(Days, HaveWeekdaysFromMondayOn) {
    EXPECT_EQ(weekday_of(*parse_day("2026-08-31")), 1);
    EXPECT_EQ(weekday_of(*parse_day("2026-09-01")), 2);
    EXPECT_EQ(weekday_of(*parse_day("2026-09-06")), 7);
}

TEST(SchoolYear, IsNamedByBothItsYears) {
    EXPECT_EQ(school_year_text(2026), "2026/27");
    EXPECT_EQ(school_year_text(2007), "2007/08");
    EXPECT_EQ(school_year_text(2099), "2099/00");
}

}  // namespace
}  // namespace kerege::sdk
