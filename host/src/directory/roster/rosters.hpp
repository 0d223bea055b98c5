// Rosters of an organisation: uploaded, looked at, then applied in one transaction.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/address_watch.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/directory/roster/check.hpp"
#include "host/src/directory/roster/plan.hpp"
#include "host/src/directory/roster/store.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

struct Preview {
    UploadId upload;
    std::string file_name;
    int64_t uploaded_at_ms = 0;
    Checked checked;
    Plan plan;        // as if nothing were answered
    Answers answers;  // kept so far
};

struct Applied {
    Tally people;
    Tally guardians;
    int accounts = 0;        // made, without a password
    int left_out = 0;        // faulty rows
    int came_back = 0;       // of the new ones: their access had ended
    int unanswered = 0;      // people a question was about, left out as it got no yes
    int to_appoint = 0;      // as Plan::to_appoint()
    int addresses_kept = 0;  // as Plan::addresses_kept()
};

// So long a file waits for a yes.
inline constexpr int kWaitingDaysMax = 7;
// So long an import can be undone.
inline constexpr int kUndoDaysMax = 30;

struct WaitingUpload {
    UploadId upload;
    Kind kind = Kind::staff;
    std::string file_name;
    int64_t uploaded_at_ms = 0;
    bool under_way = false;  // a job has it
};

class Rosters {
public:
    // All must outlive this.
    Rosters(data::Database& database, const audit::Audit& audit, EventSink& events,
            AddressWatch& addresses, IdMaker& ids, const Clock& clock, const LocalTime& local_time);

    // Keeps a file until somebody says yes; an earlier one of the same kind that was never applied
    // makes room, unless a job has it. file_name: at most 200 characters are kept. Which column is
    // which is taken over from the last file with the same headings, if somebody said it. Fault:
    // the file as a whole can't be read (see read_contents()). Of a file with several parts the one
    // called so is taken, else as meant_part() says. [request]
    Result<UploadId> stage(OrganisationId organisation, PersonId by, Kind kind,
                           std::string_view file_name, std::string_view bytes,
                           std::string_view request_id = {}, std::string_view wanted_part = {});
    // Files that wait for a yes, newest first. [request]
    std::vector<WaitingUpload> waiting(OrganisationId organisation);
    // Faults and changes, against the database as it is now. Fault: not_found; conflict if it was
    // applied already; is_about_columns() until it is said which column is which. [request]
    Result<Preview> preview(OrganisationId organisation, UploadId upload);
    // Answers of a file that waits, kept while somebody looks on: who comes back, who is whom.
    // Never a yes to leaving rows out or to new addresses, which are said with the saving itself.
    // Of one that does not wait they are none, and nothing is kept. [request]
    Answers kept_answers(OrganisationId organisation, UploadId upload);
    void keep_answers(OrganisationId organisation, UploadId upload, Answers answers);
    // Applies the good rows: people, memberships, roles, classes and subjects, guardians, accounts
    // without passwords, a line in the audit, the event core.roster.applied. A file with faults is
    // a conflict without the yes to leaving them out. Whom a question is about is left out without
    // an answer. Forgets the file's content. Fault: not_found, conflict; unavailable if `follow`
    // broke it off, and nothing was changed. [request, job]
    Result<Applied> apply(OrganisationId organisation, UploadId upload, PersonId by,
                          const Answers& answers, std::string_view request_id = {},
                          const Follow& follow = {});
    // Whether apply() would begin: the same faults. [request]
    Result<> may_apply(OrganisationId organisation, UploadId upload, const Answers& answers);
    // Throws a waiting file away. Fault: not_found. [request]
    Result<> discard(OrganisationId organisation, UploadId upload, PersonId by = {},
                     std::string_view request_id = {});
    // Throws away what has waited for longer than kWaitingDaysMax, and what undoing an import
    // older than kUndoDaysMax would need, of all organisations: a job of the host. [any]
    void forget_old();

private:
    std::string today() const;
    struct Readable;
    Result<Readable> checked(OrganisationId organisation, UploadId upload, const Answers& answers);
    Result<Applied> apply_once(const Takeover& takeover, const Readable& readable,
                               const Answers& answers, const Follow& follow);
    void note(data::Transaction& transaction, const Takeover& takeover, std::string_view action,
              const std::string& detail) const;

    data::Database& database_;
    const audit::Audit& audit_;
    EventSink& events_;
    AddressWatch& addresses_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory::roster
