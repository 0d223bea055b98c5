// Profiles to be deleted, in one organisation: asked for by the person, confirmed or begun by an
// administrator. From then on access has ended and the data are frozen; until the day of the
// erasure it can be taken back.
//
// As in people.hpp, a membership is found through the organisation: one of another organisation is
// not found.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/privacy/settings.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::privacy {

inline constexpr size_t kDeletionNoteLettersMax = 500;
inline constexpr int kDeletionsListed = 500;
// Of the scanned paper with which consent was withdrawn.
inline constexpr std::string_view kScanTypes = "application/pdf, image/jpeg, image/png";

enum class DeletionState { asked, running, erasing, erased, taken_back };

// The scanned paper with which consent was withdrawn.
struct Scan {
    int64_t file = 0;
    std::string sha256;
};

struct Deletion {
    int64_t id = 0;
    OrganisationId organisation;
    std::string organisation_code;
    MembershipId membership;
    PersonId person;
    std::string name;  // as it is now: a dash once it is erased
    std::string profile;
    std::string ground;  // own_request, agreement, withdrawn
    std::string note;
    std::string by_name;  // who confirmed it, else who asked; empty: the host's console
    bool by_themselves = false;
    int64_t asked_at_ms = 0;
    std::optional<int64_t> confirmed_at_ms;
    std::string erase_on;  // empty: not confirmed
    std::optional<int64_t> erased_at_ms;
    std::string certificate;  // SHA-256 of what was erased, once it is
    Scan scan;                // file 0: there is none, or none any more
    DeletionState state = DeletionState::asked;
};

// The grounds an administrator has for it.
std::vector<std::string_view> deletion_grounds();

struct DeletionWish {
    std::string ground;
    std::string note;
    // Of a learner: parents without another child there, whose access ends together with it.
    std::vector<MembershipId> guardians = {};
    // Where the ground is that consent is withdrawn: keeps the paper, in the transaction.
    std::function<Result<Scan>(data::Transaction&)> keep_scan = {};
    // The organisation is closed: its last administrator's profile too; and what nobody had asked
    // for is taken back when it opens again.
    bool closing = false;
};

class Deletions {
public:
    // All must outlive this.
    Deletions(data::Database& database, const audit::Audit& audit, directory::EventSink& events,
              directory::Endings& endings, IdMaker& ids, const Clock& clock,
              const LocalTime& local_time, const PrivacySettings& settings,
              access::Letters* letters = nullptr);

    // The person asks for the deletion of the profile they are signed in with; once more changes
    // nothing. Fault: invalid field "note". [request]
    Result<> ask(const access::Scope& scope, std::string_view note, std::string_view request_id);
    // They think better of it, as long as nobody has confirmed. Fault: not_found. [request]
    Result<> ask_no_more(const access::Scope& scope, std::string_view request_id);

    // Begins it, or confirms what was asked: access ends at once, and the clock runs. Returns whose
    // sessions are to be read again. Once more changes nothing. Fault: not_found (also of a
    // guardian who has other children there); invalid with fields; conflict for one's own and for
    // the last administrator. by: none is the host's console. [request]
    Result<std::vector<PersonId>> begin(OrganisationId organisation, MembershipId membership,
                                        const DeletionWish& wish, PersonId by,
                                        std::string_view request_id = {});
    // Takes it back, also what was only asked; access is what it was before, also of the parents
    // who ended with a learner. Of withdrawn consent the person and the operators are told. Returns
    // as begin(). Fault: not_found; conflict once the erasure has begun, and for one's own.
    // [request]
    Result<std::vector<PersonId>> take_back(OrganisationId organisation, MembershipId membership,
                                            PersonId by, std::string_view request_id = {});

    // The one that stands. [request]
    std::optional<Deletion> of(OrganisationId organisation, MembershipId membership);
    // Of an organisation, none: of all; those taken back at the end. [request]
    std::vector<Deletion> list(OrganisationId organisation);
    // Where consent was withdrawn, in an organisation and beneath; what was taken back at the end.
    // [request]
    std::vector<Deletion> withdrawals(OrganisationId top);
    // How many people ask for theirs and have no answer yet. [request]
    int64_t asked(OrganisationId organisation);
    // Fault: not_found. organisation none: any. [request]
    Result<Deletion> find(OrganisationId organisation, int64_t id);

private:
    struct Act;
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    std::vector<Deletion> select(data::Transaction& transaction, OrganisationId organisation,
                                 MembershipId membership, int64_t id) const;
    std::optional<Deletion> standing(data::Transaction& transaction, OrganisationId organisation,
                                     MembershipId membership) const;
    void tell_operators(data::Transaction& transaction, OrganisationId organisation,
                        const char* letter, int64_t id);
    void tell_taken_back(data::Transaction& transaction, const Deletion& one, PersonId person);
    void note(data::Transaction& transaction, OrganisationId organisation, MembershipId membership,
              PersonId by, std::string_view action, const std::string& detail,
              std::string_view request_id) const;

    data::Database& database_;
    const audit::Audit& audit_;
    directory::EventSink& events_;
    directory::Endings& endings_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const PrivacySettings settings_;
    access::Letters* letters_;
};

}  // namespace kerege::privacy
