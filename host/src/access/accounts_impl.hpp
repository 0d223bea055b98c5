// What the parts of Accounts share. Only for accounts*.cpp.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/hash_gate.hpp"
#include "host/src/access/login_throttle.hpp"
#include "host/src/access/seal.hpp"

namespace kerege::access {

inline constexpr std::string_view kRecoveryPurpose = "recovery";  // of a ticket
inline constexpr size_t kPasswordBytesMax = 1024;                 // longer ones are nobody's

struct Accounts::Impl {
    Impl(data::Database& database_in, Sessions& sessions_in, const audit::Audit& audit_in,
         IdMaker& ids_in, const Clock& clock_in, const LocalTime& local_time_in,
         AccountSettings settings_in, Letters* letters_in);

    std::string today() const { return local_time.day(clock.now_ms()); }
    // Compares with a hash, or, if it is empty, with one that nobody's password fits.
    bool matches(std::string_view hash, std::string_view password);
    HashGate::Pass enter_gate() {
        return gate.enter(
            std::chrono::duration_cast<std::chrono::milliseconds>(settings.hash_wait_max));
    }
    std::vector<Choice> memberships_of(data::Transaction& transaction, PersonId person,
                                       std::string_view locale) const;
    // The administrators of one organisation: a report, and a letter to whom one can be sent.
    void tell_compromised(data::Transaction& transaction, const Scope& scope,
                          OrganisationId organisation, std::string_view request_id);

    // Whether the person at an open session knows their password. Fault: invalid field "password".
    Result<> prove_password(PersonId person, std::string_view password);
    struct StoredFactor {
        std::string secret;  // sealed
        std::optional<int64_t> confirmed_at_ms;
        int64_t last_step = 0;
    };
    static std::optional<StoredFactor> factor_of(data::Transaction& transaction, PersonId person);
    // Takes a code of the app, or a recovery code, once. Fault: invalid field "code", unavailable.
    // The transaction is not to be committed after a fault.
    Result<> take_code(data::Transaction& transaction, PersonId person, const StoredFactor& factor,
                       std::string_view code) const;
    // The password and a code at an open session. Faults of both, and too_many.
    Result<> prove_both(PersonId person, std::string_view password, std::string_view code);
    std::string login_of(PersonId person);
    bool may_recover(data::Transaction& transaction, PersonId person) const;
    // Whose link it is, if it opens.
    std::optional<PersonId> recovering(std::string_view token_hash);
    std::vector<std::string> write_recovery_codes(data::Transaction& transaction,
                                                  PersonId person) const;
    static void remove_factor(data::Transaction& transaction, PersonId person);
    void log(data::Transaction& transaction, const Scope& scope, std::string_view action,
             PersonId subject, std::string_view request_id) const;
    void begin_session(data::Transaction& transaction, SignedIn& signed_in,
                       std::string_view request_id, std::string_view device);

    data::Database& database;
    Sessions& sessions;
    const audit::Audit& audit;
    IdMaker& ids;
    const Clock& clock;
    const LocalTime& local_time;
    const AccountSettings settings;
    Letters* const letters;
    LoginThrottle throttle;
    HashGate gate;
    const Sealer sealer;
    const std::string nobodys_hash;
    std::atomic<uint64_t> comparisons{0};
};

// Too many people sign in at this moment.
Fault busy();
// As people type it: with a space from copying, with a capital from their phone.
std::string as_login(std::string_view typed);
std::string subject_of(PersonId person);  // "person:12", for the audit
// The members whose credentials the scope's person may change, each with a fresh password made.
// Faults as of issue_temporary_passwords().
Result<std::vector<IssuedPassword>> find_targets(data::Transaction& transaction, const Scope& scope,
                                                 std::span<const MembershipId> memberships,
                                                 const std::string& today);

}  // namespace kerege::access
