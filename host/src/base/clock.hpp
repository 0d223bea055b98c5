// Time, passed in wherever it is needed, so that tests can set it.
#pragma once

#include <cstdint>
#include <string>

namespace kerege {

class Clock {
public:
    virtual ~Clock() = default;
    // UTC, milliseconds since 1970. [any]
    virtual int64_t now_ms() const = 0;
};

// The machine's clock, set forward (or back) by a constant. The difference is constant, not the
// instant: time goes on, so ids and sessions are made as ever.
class SystemClock final : public Clock {
public:
    explicit SystemClock(int64_t offset_ms = 0) : offset_ms_(offset_ms) {}
    int64_t now_ms() const override;
    int64_t offset_ms() const { return offset_ms_; }

private:
    int64_t offset_ms_;
};

// The installation's time zone, from the system's tz database. Kazakhstan has one zone, UTC+5,
// since 2024-03-01.
class LocalTime {
public:
    // Throws std::runtime_error for a zone the system does not know.
    explicit LocalTime(const std::string& zone = "Asia/Almaty");

    std::string day(int64_t at_ms) const;     // 2026-09-01
    std::string minute(int64_t at_ms) const;  // 2026-09-01 08:05
    // The day as a number: days since 1970-01-01, a Thursday.
    int64_t day_number(int64_t at_ms) const;
    // When that day has come to a minute, counted from midnight by the clock on the wall. Where the
    // clock is set back, the first of both; where it is set forward over it, the moment of that.
    int64_t at_ms(int64_t day_number, int minute_of_day) const;

private:
    const void* zone_;  // date::time_zone, owned by the library
};

}  // namespace kerege
