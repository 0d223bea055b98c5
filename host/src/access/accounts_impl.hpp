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
inline constexpr int64_t kRecoveryTriesMax = 10;                  // of passwords, with one link
inline constexpr size_t kPasswordBytesMax = 1024;                 // longer ones are nobody's

struct OwnAccount {
    std::string login;
    std::string hash;
    PasswordOwner owner;
    std::vector<std::pair<int64_t, std::string>> history;  // newest first
    std::string new_hash;                                  // while it is being replaced
};

struct IssueTarget;
struct Issuer;

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
        int64_t blocked_until_ms = 0;
    };
    static std::optional<StoredFactor> factor_of(data::Transaction& transaction, PersonId person);
    // A code of the app counts before it is looked at. Fault: too_many, while codes are blocked.
    struct CodeAttempt {
        bool counted = false;
        int64_t blocks_for_ms = 0;  // if it is wrong, codes are blocked for so long
    };
    Result<CodeAttempt> attempt_code(PersonId person, std::string_view code);
    // What became of it: a block is told and logged, a code nobody looked at is not counted.
    void judge_attempt(PersonId person, const CodeAttempt& attempt, const Result<>& taken,
                       std::string_view request_id);
    // Takes a code of the app, or a recovery code, once. Fault: invalid field "code", unavailable.
    // The transaction is not to be committed after a fault. REQUIRES: attempt_code().
    enum class CodeKind { app, recovery };
    Result<CodeKind> take_code(data::Transaction& transaction, PersonId person,
                               const StoredFactor& factor, std::string_view code) const;
    // A code, or the password and a code, at an open session. Faults of both, and too_many.
    Result<> prove_code(PersonId person, std::string_view code, std::string_view request_id);
    Result<> prove_both(PersonId person, std::string_view password, std::string_view code,
                        std::string_view request_id);
    // What the scope's person shows before they touch others' accounts; a failure is logged.
    // Returns what is said of it in the log.
    Result<std::string> prove(const Scope& scope, const Proof& proof, std::string_view request_id);
    std::string recovery_digest(PersonId person, std::string_view code) const;
    std::string login_of(PersonId person);
    bool may_recover(data::Transaction& transaction, PersonId person) const;
    // Whose link it is, if it opens.
    std::optional<PersonId> recovering(std::string_view token_hash);
    // False: a password was tried with the link too often.
    bool count_try(std::string_view token_hash);
    // The account with the hash of a new password. Faults as of change_password().
    Result<OwnAccount> choose_password(PersonId person, std::string_view old_password,
                                       std::string_view new_password);
    std::vector<std::string> write_recovery_codes(data::Transaction& transaction,
                                                  PersonId person) const;
    static void remove_factor(data::Transaction& transaction, PersonId person);
    void log(data::Transaction& transaction, const Scope& scope, std::string_view action,
             PersonId subject, std::string_view request_id, std::string_view detail = {}) const;
    // Where nobody is signed in: of the organisation the person begins with.
    void log_of(data::Transaction& transaction, PersonId person, std::string_view action,
                std::string_view detail, std::string_view request_id) const;
    // To somebody with an address and a membership, from where they begin.
    void write_letter(data::Transaction& transaction, PersonId person, std::string_view name,
                      const std::string& key) const;
    // detail: what it was begun with, for the audit log.
    void note_wrong(PersonId person, const LoginThrottle::Attempt& attempt,
                    std::string_view address, std::string_view request_id);
    void begin_session(data::Transaction& transaction, SignedIn& signed_in, std::string_view detail,
                       std::string_view request_id, std::string_view device);
    // Gives an account a temporary password, and ends what its former one opened.
    enum class Issue { replacing, first, by_letter, unused };
    // False: there is a password already (first), or somebody has signed in (by_letter, unused);
    // nothing
    // was done.
    bool issue(data::Transaction& transaction, const Issuer& issuer, const IssueTarget& target,
               const std::string& hash, Issue how);

    data::Database& database;
    Sessions& sessions;
    const audit::Audit& audit;
    IdMaker& ids;
    const Clock& clock;
    const LocalTime& local_time;
    const AccountSettings settings;
    Letters* const letters;
    const LoginLetters login_letters;
    LoginThrottle throttle;
    HashGate gate;
    const Sealer sealer;
    const std::string nobodys_hash;
    std::atomic<uint64_t> comparisons{0};
};

// Too many people sign in at this moment.
Fault busy();
Fault wrong_code();
// As people type it: with a space from copying, with a capital from their phone.
std::string as_login(std::string_view typed);
std::string subject_of(PersonId person);  // "person:12", for the audit

// Who issues temporary passwords, for the audit log.
struct Issuer {
    OrganisationId organisation;
    PersonId person;
    std::string proved;  // as Impl::prove() says
    std::string request_id;
    std::string_view letter = "password";  // the template of what goes by letter
};

struct IssueTarget : IssuedPassword {
    std::string locale;
    std::string organisation_name;  // in that language
    bool has_address = false;
    bool used = false;  // somebody has signed in with the account
};

Fault no_letter(const IssueTarget& target);  // why a letter can't bring a password

// The members whose credentials the scope's person may change, each with a fresh password made.
// Faults as of issue_temporary_password().
Result<std::vector<IssueTarget>> find_targets(data::Transaction& transaction, const Scope& scope,
                                              std::span<const MembershipId> memberships,
                                              const std::string& today);

}  // namespace kerege::access
