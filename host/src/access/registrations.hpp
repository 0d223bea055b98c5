// A parent registers a child who can't act alone: asks the school they belong to to take the child
// in, and accepts for it what a parent has to. An administrator takes the child in as a new
// learner, says which learner it is, or declines. Until then the school's people are what they
// were, and the parent learns nothing of them. Why:
// docs/decisions/0043-parents-register-children.md.
//
// As in directory/people.hpp, a registration is found through its organisation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/agreements/for_children.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/directory/roster/plan.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

inline constexpr size_t kRegistrationsWaitingMax = 5;  // of one parent
inline constexpr size_t kRegistrationsKeptMax = 20;    // of one parent, answered ones too
inline constexpr size_t kRegistrationReasonLettersMax = 500;
inline constexpr size_t kAlikeMax = 10;

namespace registration_state {
inline constexpr std::string_view kWaiting = "waiting";
inline constexpr std::string_view kTakenIn = "taken_in";
inline constexpr std::string_view kLinked = "linked";
inline constexpr std::string_view kDeclined = "declined";
inline constexpr std::string_view kWithdrawn = "withdrawn";
}  // namespace registration_state

// As typed.
struct RegistrationWish {
    std::string family_name, given_name, patronymic;
    std::string birth_date;
    std::string sex;                    // female, male or empty
    std::string class_label;            // the parent asks for; or empty
    std::vector<std::string> accepted;  // names of agreements::ForChild
    std::string locale;                 // in which the parent read
    std::string address = {};           // of the network
    std::string kinship = {};           // what the parent is to the child, as in roster/kinship.hpp
};

struct Registration {
    int64_t id = 0;
    MembershipId guardian;
    PersonId guardian_person;
    std::string guardian_name;
    std::string family_name, given_name, patronymic;
    std::string birth_date;
    std::string sex;
    std::string kinship;  // of the parent; or empty
    std::string class_label;
    std::string name_key;
    std::vector<std::string> accepted;
    std::string locale;
    std::string address;
    int64_t asked_at_ms = 0;
    std::string state;     // as in registration_state
    std::string reason;    // why it was declined
    MembershipId learner;  // once there is one
    std::optional<int64_t> decided_at_ms;

    bool waits() const { return state == registration_state::kWaiting; }
};

// Who decides, in whose name.
struct RegistrationDesk {
    OrganisationId organisation;
    PersonId person;  // none: the host's console
    std::string request_id = {};
};

class Registrations {
public:
    // All must outlive this; letters may be null. keep_months: answered ones are erased then.
    Registrations(data::Database& database, Sessions& sessions, const audit::Audit& audit,
                  directory::EventSink& events, IdMaker& ids, const Clock& clock,
                  const LocalTime& local_time, Letters* letters, int keep_months);

    // Whether the scope's school takes any today. Fault: not_found for who is no parent there.
    // [request]
    Result<bool> open(const Scope& scope);
    // What a parent accepts there for a child until an age. [request]
    std::vector<agreements::ForChild> documents(OrganisationId organisation);
    // Asks; the same child once more gives the one that waits. Fault: invalid with fields named as
    // in RegistrationWish; conflict where the school takes none, or for a child the parent has
    // there; too_many; otherwise as of open(). [request]
    Result<int64_t> ask(const Scope& scope, const RegistrationWish& wish,
                        std::string_view request_id = {});
    // Fault: not_found; conflict: it was answered. Twice is done. [request]
    Result<> withdraw(const Scope& scope, int64_t registration, std::string_view request_id = {});
    // The parent's own ones. At most 200, as list(). [request]
    std::vector<Registration> own(const Scope& scope);

    // What waits first. [request]
    std::vector<Registration> list(OrganisationId organisation);
    int64_t waiting(OrganisationId organisation);
    Result<Registration> find(OrganisationId organisation, int64_t registration);
    // Learners of the organisation, former ones too, who may be that child. [request]
    std::vector<directory::roster::Known> alike(OrganisationId organisation,
                                                const Registration& registration);

    // A new learner with an account that has no password yet. class_label: a class with learners,
    // or the one asked for; empty: none yet. Returns the membership; again for one taken in before.
    // Fault: invalid field "class"; conflict; not_found. [request]
    Result<MembershipId> take_in(const RegistrationDesk& desk, int64_t registration,
                                 std::string_view class_label);
    // The child is that learner already: the parent becomes theirs. Fault: invalid field "learner";
    // otherwise as of take_in(). [request]
    Result<MembershipId> link(const RegistrationDesk& desk, int64_t registration,
                              MembershipId learner);
    // Fault: invalid field "reason"; otherwise as of take_in(). [request]
    Result<> decline(const RegistrationDesk& desk, int64_t registration, std::string_view reason);

    // Erases those whose time is over. [any]
    void forget_old();

private:
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    Result<Registration> decide(data::Transaction& transaction, const RegistrationDesk& desk,
                                int64_t registration, std::string_view state,
                                const std::string& reason = {});
    Result<Registration> begin_admission(data::Transaction& transaction,
                                         const RegistrationDesk& desk, int64_t registration,
                                         std::string_view state);
    void admit(data::Transaction& transaction, const RegistrationDesk& desk,
               const Registration& one, const agreements::Member& learner, std::string_view action);
    Result<MembershipId> make(data::Transaction& transaction, const RegistrationDesk& desk,
                              const Registration& one, std::string_view class_label);
    void note(data::Transaction& transaction, const RegistrationDesk& desk, int64_t registration,
              std::string_view action, MembershipId learner = {}) const;
    void write(data::Transaction& transaction, const RegistrationDesk& desk,
               const Registration& one, std::string_view letter);

    data::Database& database_;
    Sessions& sessions_;
    const audit::Audit& audit_;
    directory::EventSink& events_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    Letters* letters_;
    const int keep_months_;
};

// Of an organisation. Fault: not_found.
Result<Registration> find_registration(data::Transaction& transaction, OrganisationId organisation,
                                       int64_t registration);

}  // namespace kerege::access
