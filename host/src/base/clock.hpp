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

class SystemClock final : public Clock {
public:
    int64_t now_ms() const override;
};

// The installation's time zone, from the system's tz database. Kazakhstan has one zone, UTC+5,
// since 2024-03-01.
class LocalTime {
public:
    // Throws std::runtime_error for a zone the system does not know.
    explicit LocalTime(const std::string& zone = "Asia/Almaty");

    std::string day(int64_t at_ms) const;     // 2026-09-01
    std::string minute(int64_t at_ms) const;  // 2026-09-01 08:05

private:
    const void* zone_;  // date::time_zone, owned by the library
};

}  // namespace kerege
