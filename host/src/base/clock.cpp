#include "host/src/base/clock.hpp"

#include <date/tz.h>

#include <chrono>

namespace kerege {
namespace {

auto local(const void* zone, int64_t at_ms) {
    const date::sys_time<std::chrono::milliseconds> at{std::chrono::milliseconds(at_ms)};
    return date::make_zoned(static_cast<const date::time_zone*>(zone),
                            date::floor<std::chrono::minutes>(at));
}

}  // namespace

int64_t SystemClock::now_ms() const {
    using namespace std::chrono;
    const auto since_epoch = system_clock::now().time_since_epoch();
    return duration_cast<milliseconds>(since_epoch).count() + offset_ms_;
}

LocalTime::LocalTime(const std::string& zone) : zone_(date::locate_zone(zone)) {}

std::string LocalTime::day(int64_t at_ms) const { return date::format("%F", local(zone_, at_ms)); }

std::string LocalTime::minute(int64_t at_ms) const {
    return date::format("%F %H:%M", local(zone_, at_ms));
}

int64_t LocalTime::day_number(int64_t at_ms) const {
    const auto day = date::floor<date::days>(local(zone_, at_ms).get_local_time());
    return day.time_since_epoch().count();
}

int64_t LocalTime::at_ms(int64_t day_number, int minute_of_day) const {
    const auto wall =
        date::local_days(date::days(day_number)) + std::chrono::minutes(minute_of_day);
    const auto at =
        static_cast<const date::time_zone*>(zone_)->to_sys(wall, date::choose::earliest);
    return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

}  // namespace kerege
