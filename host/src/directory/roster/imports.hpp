// Imports of an organisation: rosters somebody said yes to, taken over by a job where they are
// long, followed on the way, kept as a history, and undone as a whole.
//
// How far a job is stands in memory as well as in its row: on SQLite the one writer is the import
// itself, so that nobody could write the row meanwhile.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/rosters.hpp"
#include "host/src/directory/roster/undo.hpp"
#include "host/src/jobs/queue.hpp"

namespace kerege::directory::roster {

inline constexpr std::string_view kApplyJob = "roster.apply";
// A file with more rows is taken over by a job, a smaller one while the administrator waits.
inline constexpr int kAtOnceRowsMax = 200;

enum class Stage { waiting, queued, running, failed, applied, undone };

// An upload and what became of it.
struct Record {
    UploadId upload;
    Stage stage = Stage::waiting;
    Kind kind = Kind::staff;
    std::string file_name;
    int rows_total = 0;
    jobs::JobId job;
    int64_t done = 0, total = 0;  // people written, while it runs
    int64_t applied_at_ms = 0;
    std::string by_name;  // empty: the host's console
    int fresh = 0, changed = 0, left_out = 0;
    int64_t undone_at_ms = 0;
    std::string undone_by_name;
    bool undoable = false;  // by its age, and nothing of its kind was applied since
};

class Imports {
public:
    // All must outlive this.
    Imports(data::Database& database, Rosters& rosters, jobs::Queue& queue,
            const audit::Audit& audit, EventSink& events, AddressWatch& addresses,
            const Clock& clock, const LocalTime& local_time);

    // Hands a file over to a job. Fault: as Rosters::apply(); conflict where a job has it already.
    // [request]
    Result<> hand_over(OrganisationId organisation, UploadId upload, PersonId by,
                       const Answers& answers, std::string_view request_id = {});
    // Takes it back from a job that has not begun: then it waits as before. Fault: not_found;
    // conflict if the job has begun. [request]
    Result<> take_back(OrganisationId organisation, UploadId upload, PersonId by = {},
                       std::string_view request_id = {});
    // The job. [job]
    Result<> run(jobs::Running& running);

    // Fault: not_found. [request]
    Result<Record> record(OrganisationId organisation, UploadId upload);
    // New employees of an import whose position names an administrator and who are none yet: a file
    // makes nobody one. By name; of each only names, position and membership. [request]
    std::vector<Known> to_appoint(OrganisationId organisation, UploadId upload);
    // Applied ones, newest first. [request]
    std::vector<Record> history(OrganisationId organisation, int most);

    // What undoing would do. Fault: not_found; conflict if it was undone, is too old, or another
    // roster of the kind was applied since. [request]
    Result<Undo> undo_preview(OrganisationId organisation, UploadId upload);
    // Ends the memberships it made with their sessions, and puts back what it changed, unless that
    // was changed since; a line in the audit, the event core.members.changed. Returns what was
    // done; whose sessions are to be read again: people of `ends`. Fault: the same; conflict also
    // where one's own membership or the last administrator's would end. by: none is the console.
    // [request]
    Result<Undo> undo(OrganisationId organisation, UploadId upload, PersonId by,
                      std::string_view request_id = {});

private:
    void read_job(data::Transaction& transaction, Record& record);
    std::vector<Record> records(data::Transaction& transaction, OrganisationId organisation,
                                UploadId one, int most);
    void follow(UploadId upload, int64_t done, int64_t total);
    Result<> may_undo(data::Transaction& transaction, OrganisationId organisation,
                      const Record& record) const;
    Result<> may_undo(data::Transaction& transaction, OrganisationId organisation, UploadId upload);
    std::string today() const { return local_time_.day(clock_.now_ms()); }

    data::Database& database_;
    Rosters& rosters_;
    jobs::Queue& queue_;
    const audit::Audit& audit_;
    EventSink& events_;
    AddressWatch& addresses_;
    const Clock& clock_;
    const LocalTime& local_time_;

    struct Progress {
        int64_t done = 0, total = 0;
    };
    std::mutex mutex_;
    std::map<int64_t, Progress> running_;  // of this host, by upload
};

}  // namespace kerege::directory::roster
