// The queue in the database: jobs that wait, run, and have ended. One for all hosts; each takes
// what it can run, with a lease that it renews while it runs it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/jobs/kind.hpp"

namespace kerege::jobs {

// How long the key of a finished job stands for it.
inline constexpr int64_t kKeyKeptMs = int64_t{24} * 3600 * 1000;
inline constexpr int64_t kFinishedKeptMs = 7 * kKeyKeptMs;
inline constexpr int64_t kFailedKeptMs = 30 * kKeyKeptMs;

struct Wanted {
    std::string_view module;
    OrganisationId organisation;
    std::string_view kind;
    std::string_view key = {};
    std::string_view payload = "{}";
    int attempts_max = kAttemptsMax;
    int64_t not_before_ms = 0;
};

struct Facts {
    std::string state;  // waiting, running, done, failed, cancelled
    int attempts = 0;
    int64_t done = 0;
    int64_t total = 0;
};

struct Due {
    JobId id;
    OrganisationId organisation;
    std::string kind;
};

// Of an end that was not a good one: in the host's words (reasons.hpp), in the module's, or both.
struct Why {
    std::string_view reason = {};
    std::string_view error = {};
};

// A job as the operator sees it.
struct Line {
    JobId id;
    OrganisationId organisation;  // none: the host's own
    std::string module, kind, state;
    int attempts = 0, attempts_max = 0;
    int64_t next_at_ms = 0;
    bool cancel_asked = false;
    int64_t done = 0, total = 0;
    std::string error, reason;
    int64_t created_at_ms = 0, began_at_ms = 0, finished_at_ms = 0;  // 0: not yet
    std::string organisation_code;                                   // empty: none
    std::string name_kk, name_ru, name_en;                           // of the organisation
};

struct Counts {
    int64_t waiting = 0, running = 0, done = 0, failed = 0, cancelled = 0;
};

// Throws what data::Database throws.
class Queue {
public:
    // All must outlive this.
    Queue(data::Database& database, IdMaker& ids, const Clock& clock);

    // Within the caller's transaction, as the host; also in a session of the module's login, which
    // then must be the module named. [any]
    // Returns the new job's id, or that of one with the same key that waits, runs or was done
    // within a day.
    JobId add(data::Transaction& transaction, const Wanted& wanted);
    std::optional<Facts> facts(data::Transaction& transaction, std::string_view module,
                               OrganisationId organisation, JobId id);
    // One that runs is asked to end. False: there is none that has not ended.
    bool cancel(data::Transaction& transaction, std::string_view module,
                OrganisationId organisation, JobId id);

    // Taking and running: queue_run.cpp. [any]
    // One due job of each of so many organisations, those after `after` in turn.
    std::vector<Due> due(std::string_view module, OrganisationId after, int most);
    // nullopt: another host was first.
    std::optional<Taken> take(JobId id, std::chrono::milliseconds lease);
    // Renews leases and writes down progress; passes on what was asked of them. One that is not
    // this host's any more is asked to end; one that somebody is changing is left for the next
    // time.
    void renew(const std::vector<Running*>& running, std::chrono::milliseconds lease);
    // `state`: done, failed or cancelled. False: the job was lost meanwhile.
    bool finish(const Running& running, std::string_view state, const Why& why);
    // It waits again. uncounted: as if the attempt had not been.
    bool again(const Running& running, int64_t next_at_ms, const Why& why, bool uncounted);
    // Jobs whose host has not been heard of for a lease wait again, or have failed.
    int64_t lapse();
    void postpone(std::string_view module, OrganisationId organisation, int64_t next_at_ms);
    void postpone(std::string_view module, std::string_view kind, int64_t next_at_ms);
    // What ended long ago is forgotten.
    void prune();

    // Schedules: queue_plan.cpp. The jobs of an instant, made once however many hosts ask: for each
    // school where the module is on, one; of the host's own kinds one. A school whose last job of
    // the schedule has not ended gets no second one. The first instant of a new schedule is left
    // out. Returns how many were made. [any]
    int plan(const Kind& kind, int64_t at_ms);

    // For the operator: queue_list.cpp. [any]
    // Of the organisations within one, none: of all; and the host's own. Newest first.
    std::vector<Line> list(std::string_view state, OrganisationId within, int most);
    Counts counts(OrganisationId within);
    // Tries a failed or cancelled one anew, or one that waits at once. Fault: not found, or it runs
    // or is done.
    Result<> retry(data::Transaction& transaction, JobId id);
    Result<> stop(data::Transaction& transaction, JobId id);
    // What it is, and whose. Fault: not found.
    Result<Line> find(data::Transaction& transaction, JobId id);

private:
    data::Database& database_;
    IdMaker& ids_;
    const Clock& clock_;
};

}  // namespace kerege::jobs
