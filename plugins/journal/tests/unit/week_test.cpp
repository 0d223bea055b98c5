#include "src/domain/week.hpp"

#include <gtest/gtest.h>

namespace kerege::journal {
namespace {

TEST(WeekToTell, EndsWithTheLastSunday) {
    for (const char* today : {"2026-11-22", "2026-11-23", "2026-11-28"}) {
        const Period week = week_to_tell(today);
        EXPECT_EQ(week.begins_on, "2026-11-16") << today;
        EXPECT_EQ(week.ends_on, "2026-11-22") << today;
    }
    EXPECT_EQ(week_to_tell("2026-11-29").begins_on, "2026-11-23");
    EXPECT_EQ(week_to_tell("2027-01-01").ends_on, "2026-12-27");
}

}  // namespace
}  // namespace kerege::journal
