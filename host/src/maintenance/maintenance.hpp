// Planned maintenance: announced on every page, and counted, for a calendar year has only so many
// hours for it (K3.1.2). Beyond these it takes a reason, which the audit log keeps.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::maintenance {

inline constexpr int kYearHoursMax = 96;  // K3.1.2: an operator may allow itself fewer
inline constexpr int64_t kAnnouncedMs = int64_t{7} * 24 * 3600 * 1000;  // before it begins
inline constexpr int64_t kExtendedMs = int64_t{24} * 3600 * 1000;       // after it has ended
inline constexpr int64_t kReadAgainMs = 30'000;
inline constexpr size_t kWordsLettersMax = 300;

struct Break {
    int64_t id = 0;
    int64_t begins_at_ms = 0;
    int64_t ends_at_ms = 0;
    std::string words_kk, words_ru, words_en;  // for people; or empty
    std::string reason;                        // why it goes beyond the hours of its year; or empty
    bool called_off = false;                   // it ends when that was done, if it had begun
};

// As somebody types it, in local time. The end is on the next day if it is not later than the
// beginning.
struct NewBreak {
    std::string day;                           // see text::read_day
    std::string from, until;                   // "22:00"
    std::string words_kk, words_ru, words_en;  // the missing ones as in Kazakh
    std::string reason;
};

// As somebody types it, in local time.
struct Extension {
    std::string until;   // "03:30"
    std::string reason;  // where it goes beyond the hours of its year
};

// Whether it may still end later.
bool may_extend(const Break& one, int64_t now_ms);

class Maintenance {
public:
    // All must outlive this.
    Maintenance(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                const Clock& clock, const LocalTime& local_time, int hours_a_year = kYearHoursMax)
        : database_(database),
          audit_(audit),
          ids_(ids),
          clock_(clock),
          local_time_(local_time),
          hours_a_year_(hours_a_year) {}

    int hours_a_year() const { return hours_a_year_; }

    // Fault: invalid, with fields named as in NewBreak: one that has begun, or lies beyond the
    // hours of the year without a reason; conflict: there is another one at that time. by: none
    // for the command line. Returns its id. [any]
    Result<int64_t> plan(const NewBreak& typed, PersonId by, std::string_view request_id = {});
    // Lets it end later: one that is planned, under way, or was over within the last kExtendedMs,
    // for work that took longer; all from its former end on is counted. until: the next such time
    // after that end, which has not passed. Fault: not_found; invalid, with the fields "until" and
    // "reason"; conflict: it is over for longer or called off, or there is another one at that
    // time. [any]
    Result<> extend(int64_t id, const Extension& typed, PersonId by,
                    std::string_view request_id = {});
    // Fault: not_found. [any]
    Result<Break> find(int64_t id);
    // Ends it, if it has begun. Fault: not_found; conflict: it is over, or called off. [any]
    Result<> call_off(int64_t id, PersonId by, std::string_view request_id = {});

    // Those that touch the calendar years from the first to the last, the earliest first. [any]
    std::vector<Break> of_years(int first, int last);
    // What is planned and was held in that year, without what was called off. [any]
    int64_t minutes_of_year(int year);
    int year_now() const;

    // The one under way, or the next within a week. Read again every half a minute, or once it was
    // changed here; none while the database is away. [any]
    std::optional<Break> announced();

private:
    struct Span {
        int64_t from_ms;
        int64_t until_ms;
    };
    Span year_span(int year) const;
    int64_t used_ms(data::Transaction& transaction, const Span& year) const;
    bool beyond_the_year(data::Transaction& transaction, const Span& more) const;
    Result<Break> read(const NewBreak& typed) const;
    void note(data::Transaction& transaction, const Break& one, std::string_view action,
              PersonId by, std::string_view request_id);
    std::optional<Break> read_announced(int64_t now_ms) const;
    void forget();

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const int hours_a_year_;
    std::mutex reading_;
    std::mutex mutex_;  // of announced_
    std::optional<Break> announced_;
    std::atomic<int64_t> read_at_ms_ = 0;  // 0: never
};

}  // namespace kerege::maintenance
