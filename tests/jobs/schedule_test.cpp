#include "host/src/jobs/schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::jobs {
namespace {

using testing::HasSubstr;

constexpr int64_t kMinuteMs = 60'000;
constexpr int64_t kHourMs = 60 * kMinuteMs;
constexpr int64_t kDayMs = 24 * kHourMs;
// Tuesday, 2026-09-01 05:00 in Almaty.
constexpr int64_t kTuesdayMs = 1'788'220'800'000;

class ScheduleTest : public testing::Test {
protected:
    static Schedule parsed(const char* text) {
        const auto schedule = parse_schedule(text);
        EXPECT_TRUE(schedule.ok()) << text;
        return schedule.ok() ? *schedule : Schedule();
    }
    std::string last(const char* text, int64_t now_ms) const {
        return almaty.minute(parsed(text).last_ms(now_ms, almaty));
    }

    LocalTime almaty{"Asia/Almaty"};
};

TEST_F(ScheduleTest, TheLastInstantIsByTheLocalClock) {
    EXPECT_EQ(almaty.minute(kTuesdayMs), "2026-09-01 05:00");
    EXPECT_EQ(last("daily 05:00", kTuesdayMs), "2026-09-01 05:00");
    EXPECT_EQ(last("daily 05:00", kTuesdayMs - 1), "2026-08-31 05:00");
    EXPECT_EQ(last("daily 23:59", kTuesdayMs), "2026-08-31 23:59");
    EXPECT_EQ(last("weekly tuesday 05:00", kTuesdayMs), "2026-09-01 05:00");
    EXPECT_EQ(last("weekly tuesday 05:01", kTuesdayMs), "2026-08-25 05:01");
    EXPECT_EQ(last("weekly friday 17:00", kTuesdayMs), "2026-08-28 17:00");
    EXPECT_EQ(last("weekly sunday 00:00", kTuesdayMs), "2026-08-30 00:00");
    EXPECT_EQ(last("every 30 minutes", kTuesdayMs + 29 * kMinuteMs), "2026-09-01 05:00");
    EXPECT_EQ(last("every 30 minutes", kTuesdayMs + 30 * kMinuteMs), "2026-09-01 05:30");
}

TEST_F(ScheduleTest, WhereTheClockIsSetEachDayHasItsInstant) {
    // Berlin: 2026-03-29 02:00 → 03:00, 2026-10-25 03:00 → 02:00.
    const LocalTime berlin("Europe/Berlin");
    const Schedule daily = parsed("daily 02:30");
    int64_t previous = 0;
    for (int64_t now = kTuesdayMs - 200 * kDayMs; now < kTuesdayMs + 100 * kDayMs; now += kHourMs) {
        const int64_t at = daily.last_ms(now, berlin);
        EXPECT_LE(at, now);
        if (at != previous && previous != 0) {
            EXPECT_NEAR(static_cast<double>(at - previous), static_cast<double>(kDayMs),
                        static_cast<double>(kHourMs));
        }
        previous = at;
    }
}

TEST_F(ScheduleTest, WhatIsNoScheduleIsSaid) {
    for (const char* text :
         {"", "daily", "daily 24:00", "daily 3:00", "daily 03:60", "weekly 03:00",
          "weekly freitag 17:00", "every minutes", "every 0 minutes", "every 1441 minutes",
          "every 5 hours", "daily 03:00 sharp", "every 30minutes", "daily -1:00"}) {
        const auto schedule = parse_schedule(text);
        ASSERT_FALSE(schedule.ok()) << text;
        EXPECT_THAT(schedule.fault().log_text, HasSubstr("daily 03:00"));
    }
}

}  // namespace
}  // namespace kerege::jobs
