// Temporary passwords for many at once: a class, the staff, a whole school. A hash takes its 20 ms
// and 19 MiB, so they are made beside the request that asks for them, and fetched when all are
// there.
//
// A password is in clear in the memory of who makes it and on the page that shows it; in between it
// is sealed. The key comes from the installation's secret of second factors; without one it is this
// process's own, and what a host made that has ended since can't be shown.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/seal.hpp"
#include "host/src/jobs/queue.hpp"

namespace kerege::access {

using BatchId = Id<struct CredentialBatchTag>;

inline constexpr std::string_view kBatchJob = "credentials.make";
// Made while who asks waits: with two at a time a tenth of a second, less than a page and a look
// back at it would take. A class is made by a job.
inline constexpr int64_t kMadeAtOnceMax = 10;
// The largest schools have some 4,000 learners; their sheets are 500 pages. Beyond that it is a
// mistake, or several batches.
inline constexpr int64_t kBatchPeopleMax = 5000;
// So long slips wait to be fetched, and so long they can be fetched again: a printer jams.
inline constexpr int64_t kSlipsWaitMs = int64_t{30} * 60'000;
inline constexpr int64_t kSlipsAgainMs = int64_t{10} * 60'000;
// So long one may be made: longer than any storm of sign-ins keeps it waiting.
inline constexpr int64_t kBatchMakingMs = int64_t{6} * 3600 * 1000;
// Letters wait for nobody to fetch them, but maybe for a host that serves.
inline constexpr int64_t kLettersMakingMs = int64_t{7} * 24 * 3600 * 1000;
// So long it is known what became of one.
inline constexpr int64_t kBatchKnownMs = int64_t{24} * 3600 * 1000;

// The "profile" of a batch for the first administrators of many organisations.
inline constexpr std::string_view kAppointedProfile = "administrator";

// How temporary passwords reach their people.
enum class Handing {
    slips,    // by who asked for them
    letters,  // to the address of each, if the account was never used: a letter replaces no
              // password
};

struct NewBatch {
    std::string once;                 // of the form: the same for one that is sent twice; or empty
    std::vector<MembershipId> named;  // these, whatever passwords they have; or
    // all of a kind, of a class unless that is empty, who have none.
    std::string profile;
    std::string class_label;
    Handing handing = Handing::slips;
};

enum class BatchStage { making, ready, broken_off, forgotten };

struct Batch {
    BatchId id;
    BatchStage stage = BatchStage::making;
    Handing handing = Handing::slips;
    std::string profile, class_label;  // empty: named ones
    int64_t created_at_ms = 0;
    int64_t forget_at_ms = 0;
    int64_t total = 0, made = 0, left_out = 0;
};

struct BatchSlip {
    IssuedPassword issued;
    std::string place;            // class or subjects, may be empty
    bool left_out = false;        // the account opens more than this organisation
    bool lost = false;            // sealed by a host that has ended since
    OrganisationId organisation;  // the member's
    std::string organisation_kk, organisation_ru, organisation_en;
};

// Somebody named the first administrator of an organisation, with an account without a password.
struct AppointedMember {
    OrganisationId organisation;
    MembershipId membership;
};

// Who named them. Their letters are found where the asker is.
struct Appointer {
    OrganisationId organisation;
    PersonId person;  // none for the command line
    std::string request_id;
};

class CredentialBatches {
public:
    // All must outlive this.
    CredentialBatches(Accounts& accounts, jobs::Queue& queue);

    // Asks for them; the proof as of Accounts::issue_temporary_password(). A form that was sent
    // before asks for nothing, and its batch is returned. Fault: as there for named ones, of whom
    // all or none; invalid where nobody of the group is without a password (or, by letter, nobody
    // with an address). REQUIRES: the scope's person may core.credentials.issue. [request]
    Result<BatchId> ask(const Scope& scope, const NewBatch& wanted, const Proof& proof,
                        std::string_view request_id = {});
    // The same for first administrators, whatever their organisations: letters or slips that open
    // their accounts, within the transaction that makes these. REQUIRES: at most kBatchPeopleMax,
    // the asker has shown who they are and looks after those organisations. [any]
    static BatchId ask_for_appointed(data::Transaction& transaction, jobs::Queue& queue,
                                     IdMaker& ids, const Clock& clock, const Appointer& asker,
                                     std::span<const AppointedMember> members,
                                     Handing handing = Handing::letters);
    // How many administrators of an organisation and beneath it wait for a way in: where none has
    // ever signed in, and no slip of theirs is being made. [request]
    int64_t waiting_administrators(OrganisationId top);
    // Slips for them, kBatchPeopleMax at most: instead of what they were given before. Fault:
    // invalid (there are none), and of the proof as of ask(). REQUIRES: the scope's person looks
    // after the organisation. [request]
    Result<BatchId> ask_for_waiting_administrators(const Scope& scope, OrganisationId top,
                                                   const Proof& proof,
                                                   std::string_view request_id = {});
    // Makes them now if they are few; else, or if too many people sign in, the job does. [request]
    void make_few(const Scope& scope, BatchId batch);
    // The job. Whom the account of is not for this organisation to open is left out. [job]
    Result<> run(jobs::Running& running);

    // What the scope's person asked for in its organisation. Fault: not_found. [request]
    Result<Batch> find(const Scope& scope, BatchId batch);
    // Those that were not forgotten, the newest first.
    std::vector<Batch> open(const Scope& scope);
    // Whose they are, without opening any. Fault: not_found.
    Result<std::vector<BatchSlip>> look(const Scope& scope, BatchId batch);
    // Opens them, by name; from then on they are forgotten soon. Fault: not_found. REQUIRES: ready.
    Result<std::vector<BatchSlip>> fetch(const Scope& scope, BatchId batch);
    // They are printed: forgets them now. Fault: not_found.
    Result<> forget(const Scope& scope, BatchId batch);
    // How many members of each profile have an account nobody has a password for. [request]
    std::map<std::string, int64_t> without_password(OrganisationId organisation);

    // Forgets what its time is over for: a job of the host. [any]
    void forget_old();

private:
    struct Work;   // one batch that is not ready
    struct Piece;  // one person of it
    std::optional<BatchId> sent_before(const Scope& scope, const std::string& once);
    Result<> check_named(const Scope& scope, const NewBatch& wanted);
    Result<> add_people(data::Transaction& transaction, const Scope& scope, BatchId batch,
                        const NewBatch& wanted);
    std::vector<Batch> list(const Scope& scope, BatchId one);
    std::vector<BatchSlip> read(const Scope& scope, BatchId batch, bool open);
    // What a slip is sealed for: it opens as no other's.
    static std::string owner_of(OrganisationId organisation, BatchId batch, int64_t number);
    std::optional<Work> work_of(OrganisationId organisation, BatchId batch);
    Result<> make(const Work& work);
    std::vector<Piece> next(const Work& work);
    void write(const Work& work, std::vector<Piece>& pieces);
    void finish(const Work& work);
    static jobs::JobId add_job(data::Transaction& transaction, jobs::Queue& queue,
                               OrganisationId organisation, BatchId batch);
    void go_on_later(const Work& work);

    Accounts::Impl& accounts_;
    jobs::Queue& queue_;
    const Sealer sealer_;
};

}  // namespace kerege::access
