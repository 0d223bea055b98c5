#include "host/src/jobs/schedule.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <vector>

#include "host/src/base/text_values.hpp"

namespace kerege::jobs {
namespace {

constexpr int64_t kMinuteMs = 60'000;
constexpr int kMinutesMax = 24 * 60;
constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::optional<int> number(std::string_view text, int least, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<int> weekday(std::string_view text) {
    for (size_t i = 0; i < kWeekdays.size(); ++i) {
        if (kWeekdays[i] == text) return static_cast<int>(i);
    }
    return {};
}

// 1970-01-01 was a Thursday.
int weekday_of(int64_t day_number) { return static_cast<int>(((day_number + 3) % 7 + 7) % 7); }

}  // namespace

int64_t Schedule::last_ms(int64_t now_ms, const LocalTime& local_time) const {
    if (every == Every::minutes) return now_ms - now_ms % (minutes * kMinuteMs);
    const int64_t today = local_time.day_number(now_ms);
    constexpr int64_t kBackMax = 8;
    for (int64_t day = today; day >= today - kBackMax; --day) {
        if (every == Every::week && weekday_of(day) != weekday) continue;
        const int64_t at_ms = local_time.at_ms(day, minute_of_day);
        if (at_ms <= now_ms) return at_ms;
    }
    throw std::logic_error("a schedule without an instant in the last eight days");
}

Result<Schedule> parse_schedule(std::string_view text) {
    const auto words = words_of(text);
    if (words.size() == 3 && words[0] == "every" && words[2] == "minutes") {
        if (const auto minutes = number(words[1], 1, kMinutesMax))
            return Schedule::every_minutes(*minutes);
    }
    if (words.size() == 2 && words[0] == "daily") {
        if (const auto minute = text::read_minute(words[1])) return Schedule::every_day(*minute);
    }
    if (words.size() == 3 && words[0] == "weekly") {
        const auto day = weekday(words[1]);
        const auto minute = text::read_minute(words[2]);
        if (day && minute) return Schedule{Schedule::Every::week, 0, *minute, *day};
    }
    return invalid(
        fmt::format("\"{}\" is no schedule: \"every 30 minutes\", \"daily 03:00\" or \"weekly "
                    "friday 17:00\"",
                    text));
}

}  // namespace kerege::jobs
