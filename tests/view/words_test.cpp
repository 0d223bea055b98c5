#include <gtest/gtest.h>

#include "host/src/view/translator.hpp"
#include "kerege/abi/i18n.h"

namespace kerege::view {
namespace {

TEST(Fill, ReplacesNames) {
    EXPECT_EQ(fill("{done} of {all}", {{"done", "3"}, {"all", "5"}}), "3 of 5");
    EXPECT_EQ(fill("no names", {{"done", "3"}}), "no names");
    EXPECT_EQ(fill("{done}{done}", {{"done", "x"}}), "xx");
}

TEST(Fill, LeavesWhatItDoesNotKnow) {
    EXPECT_EQ(fill("{other} {done", {{"done", "3"}}), "{other} {done");
    EXPECT_EQ(fill("{ {done} }", {{"done", "3"}}), "{ 3 }");
    EXPECT_EQ(fill("", {}), "");
}

TEST(Fill, DoesNotFillWhatItFilledIn) {
    EXPECT_EQ(fill("{a} {b}", {{"a", "{b}"}, {"b", "2"}}), "{b} 2");
}

TEST(FormatDay, AsEachLocaleWritesIt) {
    // 1 September 2026 is a Tuesday.
    EXPECT_EQ(format_day("kk", "2026-09-01", KEREGE_DAY_SHORT), "01.09");
    EXPECT_EQ(format_day("kk", "2026-09-01", KEREGE_DAY_FULL), "01.09.2026");
    EXPECT_EQ(format_day("kk", "2026-09-01", KEREGE_DAY_WEEKDAY), "сс 01.09");
    EXPECT_EQ(format_day("ru", "2026-09-01", KEREGE_DAY_FULL), "01.09.2026");
    EXPECT_EQ(format_day("ru", "2026-09-01", KEREGE_DAY_WEEKDAY), "вт 01.09");
    EXPECT_EQ(format_day("en", "2026-09-01", KEREGE_DAY_SHORT), "01 Sep");
    EXPECT_EQ(format_day("en", "2026-09-01", KEREGE_DAY_FULL), "1 Sep 2026");
    EXPECT_EQ(format_day("en", "2026-09-01", KEREGE_DAY_WEEKDAY), "Tue 01 Sep");
}

TEST(FormatDay, EveryDayOfTheWeek) {
    const char* kk[] = {"дс", "сс", "ср", "бс", "жм", "сб", "жс"};
    const char* ru[] = {"пн", "вт", "ср", "чт", "пт", "сб", "вс"};
    const char* en[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (int i = 0; i < 7; ++i) {
        // 5 October 2026 is a Monday.
        const std::string two = i + 5 < 10 ? "0" + std::to_string(i + 5) : std::to_string(i + 5);
        const std::string day = "2026-10-" + two;
        EXPECT_EQ(format_day("kk", day, KEREGE_DAY_WEEKDAY), kk[i] + (" " + two + ".10"));
        EXPECT_EQ(format_day("ru", day, KEREGE_DAY_WEEKDAY), ru[i] + (" " + two + ".10"));
        EXPECT_EQ(format_day("en", day, KEREGE_DAY_WEEKDAY), en[i] + (" " + two + " Oct"));
    }
}

TEST(FormatDay, RefusesWhatIsNoDay) {
    EXPECT_NE(format_day("kk", "2028-02-29", KEREGE_DAY_FULL), "");
    for (const char* day :
         {"2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-9-1", "01.09.2026",
          "2026-09-01 ", "2026-09-0x", "+026-09-01", "", "-001-01-01"}) {
        EXPECT_EQ(format_day("kk", day, KEREGE_DAY_FULL), "") << day;
    }
    EXPECT_EQ(format_day("de", "2026-09-01", KEREGE_DAY_FULL), "");
    EXPECT_EQ(format_day("kk", "2026-09-01", 9), "");
    EXPECT_EQ(format_day("en", "2026-09-01", 9), "");
}

}  // namespace
}  // namespace kerege::view
