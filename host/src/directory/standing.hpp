// In which state an organisation is, by the day: in preparation, active, suspended or closed. The
// history is only ever added to. What a state means is said here, once: sessions, signing in and
// modules ask these functions. docs/decisions says why it is so.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr size_t kStatusReasonLettersMax = 500;
inline constexpr int64_t kStatusDaysAheadMax = 2 * 366;

namespace status {
inline constexpr std::string_view kPreparation = "preparation";
inline constexpr std::string_view kActive = "active";
inline constexpr std::string_view kSuspended = "suspended";
inline constexpr std::string_view kClosed = "closed";
}  // namespace status

struct Status {
    std::string_view code;
    std::string_view label;  // a message id
    std::string_view means;  // a sentence for whoever chooses it, a message id
};
std::span<const Status> statuses();
// Null for another word.
const Status* find_status(std::string_view code);

// How a member comes in. In preparation those who prepare do: neither learners nor guardians.
// Suspended, they look and enter nothing. Closed, for some days, they fetch what is theirs and do
// nothing else: `leaving_until` is the last of these days.
struct Door {
    bool open = true;
    bool only_looks = false;
    std::string leaving_until;  // YYYY-MM-DD; empty: the organisation is not closed
};
bool has_modules(std::string_view status);

// The code that holds on a day, YYYY-MM-DD. [any]
std::string status_on(data::Transaction& transaction, OrganisationId organisation,
                      std::string_view day);
// On a day, YYYY-MM-DD. closed_days: how long people of a closed organisation come in. [any]
Door door_of(data::Transaction& transaction, OrganisationId organisation, std::string_view profile,
             const std::string& day, int closed_days);
// Until when people of an organisation that is closed from a day on come in.
std::string leaving_until(const std::string& closed_from, int closed_days);
// Those that are not active on a day, of a tree; without a top of all.
std::map<OrganisationId, std::string> not_active(data::Transaction& transaction, OrganisationId top,
                                                 std::string_view day);

struct StatusWish {
    std::string status;
    std::string first_day;  // as typed; empty: today
    std::string reason;     // for those who read it later; needed to suspend and to close
};

struct StatusLine {
    std::string status;
    std::string first_day;  // YYYY-MM-DD
    std::string reason;
    std::string by_name;  // empty: the host's console
    int64_t entered_at_ms = 0;
};

class Standings {
public:
    // All must outlive this.
    Standings(data::Database& database, const audit::Audit& audit, IdMaker& ids, const Clock& clock,
              const LocalTime& local_time);

    // Takes effect for members within the seconds for which sessions are kept in memory, for
    // modules within a second. The state that holds from that day on already is not written again.
    // own: the organisation of who does it, whose state is for those above; none for the command
    // line. Fault: invalid fields "status", "status_from" and "status_reason", conflict (one's
    // own). [any]
    Result<> set(OrganisationId organisation, const StatusWish& wish, PersonId by,
                 OrganisationId own, std::string_view request_id = {});
    // Within the caller's transaction.
    Result<> set(data::Transaction& transaction, OrganisationId organisation,
                 const StatusWish& wish, PersonId by, OrganisationId own,
                 std::string_view request_id = {});

    // [any]
    std::string day() const { return local_time_.day(clock_.now_ms()); }
    std::string today(OrganisationId organisation);
    std::map<OrganisationId, std::string> not_active(OrganisationId top);
    // The latest day first; empty: it has always been active.
    std::vector<StatusLine> history(OrganisationId organisation);

private:
    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
