// When a kind of job comes by itself, in the installation's time zone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/src/base/clock.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::jobs {

struct Schedule {
    enum class Every { never, minutes, day, week };
    Every every = Every::never;
    int minutes = 0;        // between two of them
    int minute_of_day = 0;  // of a day or a week
    int weekday = 0;        // of a week: 0 is Monday

    static Schedule every_minutes(int minutes) { return {Every::minutes, minutes, 0, 0}; }
    static Schedule every_day(int minute_of_day) { return {Every::day, 0, minute_of_day, 0}; }

    explicit operator bool() const { return every != Every::never; }
    // The last instant at or before now. REQUIRES: there is a schedule.
    int64_t last_ms(int64_t now_ms, const LocalTime& local_time) const;
};

// "every 30 minutes", "daily 03:00", "weekly friday 17:00". Fault invalid: what is expected.
Result<Schedule> parse_schedule(std::string_view text);

}  // namespace kerege::jobs
