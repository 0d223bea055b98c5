// Somebody who has a login belongs to another organisation too: a teacher of two schools, an
// administrator whose child learns elsewhere. Two have to act: the person makes a code, the
// administrator of the organisation they come to enters it. Neither sees anything of the other
// before. What the person is elsewhere goes on. Why: docs/decisions/0038-a-second-membership.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/login_throttle.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/event_sink.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

inline constexpr int64_t kJoinCodeMs = int64_t{7} * 24 * 3600 * 1000;
inline constexpr int kJoinFailuresMax = 5;
inline constexpr size_t kJoinChildrenMax = 20;
inline constexpr size_t kJoinPositionLettersMax = 100;

struct JoinWish {
    std::string login;
    std::string code;      // as typed
    std::string profile;   // employee or guardian
    std::string position;  // of an employee
    // Of a guardian: logins of learners of the organisation; none where they register a child.
    std::vector<std::string> children;
    std::string kinship = {};  // what a guardian is to them, as in roster/kinship.hpp
    std::string role = {};     // of an employee, at the machine alone: on pages the card gives it
};

class Joinings {
public:
    // All must outlive this.
    Joinings(data::Database& database, Sessions& sessions, const audit::Audit& audit,
             directory::EventSink& events, IdMaker& ids, const Clock& clock,
             const LocalTime& local_time, const AccountSettings& settings)
        : database_(database),
          sessions_(sessions),
          audit_(audit),
          events_(events),
          ids_(ids),
          clock_(clock),
          local_time_(local_time),
          throttle_(database, clock, settings) {}

    // A code for the scope's person, for a week, or until their password is another one; it takes
    // the place of the one before. It is kept nowhere: shown once. Fault: not_found for a learner,
    // who moves by a transfer. REQUIRES: they have shown that it is they (Accounts::prove).
    // [request]
    Result<std::string> make_code(const Scope& scope, std::string_view request_id = {});
    // Until when the code opens that somebody has made, if one does. [request]
    std::optional<int64_t> code_until_ms(PersonId person);
    // Fault: not_found. [request]
    Result<> withdraw_code(const Scope& scope, std::string_view request_id = {});

    // Takes somebody in, in the scope's organisation, without roles; the code is used up. The
    // host's console (no person) needs none. Fault: invalid with fields named as in JoinWish, the
    // same for a login that is none and a code that is wrong or too old; conflict for oneself and
    // for who is here already; too_many after wrong ones, with {minutes}. [request]
    Result<MembershipId> join(const Scope& scope, const JoinWish& wish,
                              std::string_view request_id = {});

private:
    Result<MembershipId> enter(const Scope& scope, const JoinWish& wish, bool& guessed,
                               std::string_view request_id);
    Result<PersonId> admitted(data::Transaction& transaction, const Scope& scope,
                              const JoinWish& wish, bool& guessed,
                              std::string_view request_id) const;
    void count_wrong(data::Transaction& transaction, PersonId person, int64_t failures,
                     std::string_view request_id) const;
    std::vector<OrganisationId> organisations_of(data::Transaction& transaction,
                                                 PersonId person) const;
    void note_own(data::Transaction& transaction, const Scope& scope, std::string_view action,
                  std::string_view detail, std::string_view request_id) const;
    Result<MembershipId> take_in(data::Transaction& transaction, const Scope& scope,
                                 PersonId person, const JoinWish& wish);
    void tell(data::Transaction& transaction, const Scope& scope, PersonId person,
              MembershipId made, std::string_view request_id);

    data::Database& database_;
    Sessions& sessions_;
    const audit::Audit& audit_;
    directory::EventSink& events_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    LoginThrottle throttle_;
};

}  // namespace kerege::access
