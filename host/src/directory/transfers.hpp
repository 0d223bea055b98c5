// Somebody moves to another organisation of the same tree: the one they leave asks, the one they
// come to accepts or declines. Accepted, the membership there ends and another one begins here, of
// the same person with the same login; see docs/decisions/0032-transfers.md.
//
// As in people.hpp, a transfer is found through an organisation that has part in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/endings.hpp"
#include "host/src/directory/search.hpp"

namespace kerege::directory {

inline constexpr size_t kTransferReasonLettersMax = 500;

namespace transfer_state {
inline constexpr std::string_view kWaiting = "waiting";
inline constexpr std::string_view kAccepted = "accepted";
inline constexpr std::string_view kDeclined = "declined";
inline constexpr std::string_view kWithdrawn = "withdrawn";
}  // namespace transfer_state

struct TransferWish {
    OrganisationId to;
    std::string first_day;  // there, and without access here; as typed; empty: today
    std::string note;
};

struct TransferPlace {
    OrganisationId id;
    std::string code;
    std::string name_kk, name_ru, name_en;
};

// As an organisation may see it: the one to which somebody was offered who never came is told the
// organisations, the state and when, and nothing of the person.
struct Transfer {
    int64_t id = 0;
    TransferPlace from, to;
    MembershipId left;  // of the organisation that is left
    MembershipId made;  // of the other one; none until it has accepted
    PersonId person;
    std::string profile;  // learner or employee
    std::string position;
    std::string family_name, given_name, patronymic;
    std::string birth_date;   // or empty
    std::string class_label;  // at the organisation that is left; or empty
    std::string first_day;
    std::string note;
    std::string state;   // as in transfer_state
    std::string reason;  // why it was declined
    PersonId asked_by;   // none: the host's console
    std::string asked_by_name;
    int64_t asked_at_ms = 0;
    std::optional<int64_t> decided_at_ms;

    bool waits() const { return state == transfer_state::kWaiting; }
};

// Who does something, and in whose name.
struct TransferDoer {
    OrganisationId organisation;
    PersonId person;  // none: the host's console
    std::string request_id = {};
};

class Transfers {
public:
    // All must outlive this.
    Transfers(data::Database& database, const audit::Audit& audit, EventSink& events,
              Endings& endings, IdMaker& ids, const Clock& clock, const LocalTime& local_time);

    // Active organisations of the same tree whose members may be of that profile, other than the
    // one that asks. `typed`: a name or a BIN. [request]
    std::vector<FoundOrganisation> places(OrganisationId from, std::string_view profile,
                                          std::string_view typed, size_t lines_max);

    // Asks; the same once more gives the transfer that waits. Returns its id. Fault: not_found;
    // invalid with fields named as in TransferWish; conflict for a deleted profile, another
    // transfer that waits, and whatever speaks against ending the access. [request]
    Result<int64_t> ask(const TransferDoer& doer, MembershipId membership,
                        const TransferWish& wish);
    // Fault: not_found; conflict: it was decided in another way meanwhile. Twice is done. [request]
    Result<> withdraw(const TransferDoer& doer, int64_t transfer);
    // reason: needed. Fault: invalid field "reason"; otherwise as of withdraw(). [request]
    Result<> decline(const TransferDoer& doer, int64_t transfer, std::string_view reason);
    // class_label: a class with learners; of a learner; empty: none yet. All or nothing: the
    // membership ends there and begins here, guardians get one here, and lose the other one where
    // this was their last child. Returns whose sessions are to be read again; of one accepted
    // before nobody's. Fault: invalid field "class"; conflict where something speaks against it by
    // now; otherwise as of withdraw(). [request]
    Result<std::vector<PersonId>> accept(const TransferDoer& doer, int64_t transfer,
                                         std::string_view class_label);

    // In both directions, what waits first. At most 200. [request]
    std::vector<Transfer> list(OrganisationId organisation);
    // Fault: not_found. [request]
    Result<Transfer> find(OrganisationId organisation, int64_t transfer);
    // The one that waits of a member; none: 0. [request]
    int64_t waiting_of(OrganisationId organisation, MembershipId membership);
    // How many wait for this organisation's answer. [request]
    int64_t incoming(OrganisationId organisation);

    // Tells modules of those whose first day has come: a job of the host. [any]
    void tell_due();

private:
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    Result<TransferWish> check(data::Transaction& transaction, const TransferDoer& doer,
                               MembershipId membership, std::string_view profile,
                               const TransferWish& typed);
    Result<> decide(const TransferDoer& doer, int64_t transfer, std::string_view state,
                    const std::string& reason);
    // The new membership of one who comes, with the class or the guardians. Fault: conflict.
    Result<MembershipId> take_in(data::Transaction& transaction, const Transfer& transfer,
                                 std::string_view class_label);
    MembershipId member_or_new(data::Transaction& transaction, OrganisationId organisation,
                               PersonId person, std::string_view profile,
                               const std::string& first_day);
    // A line of the log at both organisations.
    void note(data::Transaction& transaction, const TransferDoer& doer, const Transfer& transfer,
              std::string_view action, MembershipId made = {}) const;

    data::Database& database_;
    const audit::Audit& audit_;
    EventSink& events_;
    Endings& endings_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
