// Accounts: one for each person, whatever memberships they hold. Signing in, passwords, the first
// login's check of personal data, and the language of the pages.
//
// Passwords are hashed outside of transactions and a few at a time: each hash takes 19 MiB, and a
// school that signs in at eight o'clock must not take the memory of all.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/login_letter.hpp"
#include "host/src/access/password.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

inline constexpr size_t kTemporaryPasswordsMax = 100;  // a call
inline constexpr int kPasswordsRemembered = 5;         // that are not taken again (U4.17)
inline constexpr size_t kReportLettersMax = 2000;
inline constexpr size_t kReportAnswerLettersMax = 500;
inline constexpr int64_t kOpenReportsMax = 20;  // of one person

struct AccountSettings {
    PasswordCost password_cost;
    int password_letters_min = kPasswordLettersMin;
    int passwords_remembered = kPasswordsRemembered;
    int hashes_at_once = 2;
    std::chrono::seconds hash_wait_max{15};
    // Each that waits holds a thread of the server: beyond so many the answer is "busy" at once.
    int hashes_waiting_max = 64;
    // After so many failures in a row each further one has to wait: a minute, then twice as long
    // each time. Of a login from one address, of a login from anywhere, of an address, which may be
    // that of a whole school. See access/login_throttle.hpp.
    int login_failures_free = 4;
    int login_failures_everywhere_free = 50;
    int address_failures_free = 100;
    std::chrono::minutes pause_max{15};
    std::chrono::minutes failures_kept{60};
    // A forgotten password is replaced by a link in a letter, but for those who have one of the
    // roles.
    bool recovery_by_mail = false;
    std::vector<std::string> recovery_not_for;
    int letter_days = kLetterDays;     // so long a temporary password that travels by mail opens
    std::string second_factor_secret;  // of the installation; empty: there are no second factors
    std::string site_name = "Kerege";  // as an authenticator app shows it
};

// One of the organisations a person may enter, and as what.
struct Choice {
    MembershipId membership;
    OrganisationId organisation;
    int32_t profile = KEREGE_PROFILE_NONE;
    std::string position;
    std::string organisation_name;  // in the account's language
};

struct SignedIn {
    PersonId person;
    std::string locale;
    std::string token;  // of the session that was begun, with the first membership
    // Instead of a token: the code of the second factor is still to come (sign_in_with_code).
    std::string ticket;
    // Valid today, at least one. The first is the one to begin with: operator, official, employee,
    // learner, guardian; the older before the newer.
    std::vector<Choice> memberships;
};

// What somebody at an open session shows before they touch what opens the account of somebody else:
// that it is still they who sit there.
struct Proof {
    std::string_view password;  // their own
    std::string_view code;      // of their second factor, if they have one; or a recovery code
};

// An account by its login, with the organisations of its person.
struct FoundAccount {
    PersonId person;
    std::string login;
    std::string name;                 // "Family Given"
    std::vector<Choice> memberships;  // valid today, at least one, as in SignedIn
};

struct NewAccount {
    PersonId person;
    std::string login;  // small letters, digits and . - _; at most 64
    std::string locale = "kk";
};

// What is printed on a person's slip. The password is nowhere else in clear.
struct IssuedPassword {
    PersonId person;
    MembershipId membership;
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string login;
    std::string password;
};

// One of the person's own sessions.
// When somebody signed in before this time, and what was tried since.
struct SignIns {
    int64_t before_at_ms = 0;  // 0: never before
    int64_t failures = 0;      // wrong passwords with their login
};

struct OwnSession {
    std::string key;     // names it among them; opens nothing
    std::string device;  // as device_of() says
    int64_t begun_at_ms = 0;
    int64_t used_at_ms = 0;  // as written down, once in a while
    bool here = false;       // the one that asks
};

// The second step of signing in, as its owner sees it.
struct SecondFactor {
    bool possible = false;        // the installation has a key to keep it with
    int64_t since_ms = 0;         // 0: there is none
    int64_t codes_left = 0;       // recovery codes not used yet
    std::string key;              // while it is being set up: what the app is given, by hand
    std::string address;          // and by its camera
    int64_t taken_off_at_ms = 0;  // by somebody else, which the person has not read yet
};

// A person's word to the administrators: that the data about them is wrong, or that somebody else
// has got into their account.
struct DataReport {
    int64_t id = 0;
    bool compromised = false;
    PersonId person;
    MembershipId membership;  // in the organisation of the report
    std::string person_name;
    std::string message;
    int64_t created_at_ms = 0;
    std::string field = {};    // of kFixedData; empty: what the message says
    std::string by_name = {};  // of a parent; empty: the person themselves
    // Once it is settled.
    int64_t closed_at_ms = 0;
    std::string outcome = {};  // corrected, kept
    std::string answer = {};
};

// What a person can't change of their data, in the order in which it is shown.
inline constexpr std::string_view kFixedData[] = {"family_name", "given_name", "patronymic",
                                                  "birth_date", "sex"};

// That something of it is wrong.
struct WrongData {
    std::string message;
    std::string field = {};  // as of DataReport
    PersonId about = {};     // a child of the scope's person; none: themselves
};

// What came of it, for who reported it to read.
struct ReportAnswer {
    std::string outcome = {};  // as of DataReport; of a compromised account nothing
    std::string answer = {};
};

// Makes an account without a password, within the caller's transaction: nobody can sign in until
// issue_temporary_password(). Fault: invalid login or locale; conflict if the login is taken or
// the person has an account. The transaction goes on after a fault. [any]
Result<> create_account(data::Transaction& transaction, const Clock& clock,
                        const NewAccount& account);

// Keeps a password that was set, with which no later one may be the same, and forgets those before
// the last so many. REQUIRES: remembered >= 2. Within the transaction that sets it. [any]
void remember_password(data::Transaction& transaction, PersonId person, std::string_view hash,
                       int64_t now_ms, int remembered);

class Accounts {
public:
    // All must outlive this. Hashes once, to have something to compare unknown logins with.
    // letters may be null: nobody is written to.
    Accounts(data::Database& database, Sessions& sessions, const audit::Audit& audit, IdMaker& ids,
             const Clock& clock, const LocalTime& local_time, AccountSettings settings,
             Letters* letters = nullptr);
    ~Accounts();

    // Whom a login and a password belong to; a wrong login takes as long as a wrong password.
    // Fault: forbidden (wrong, no valid membership, or blocked: see block_of()), too_many (with
    // {minutes} in its values), unavailable. All have a user message. Begins a session in the
    // transaction that finds the password still to be the one that was compared. [request]
    Result<SignedIn> sign_in(std::string_view login, std::string_view password,
                             std::string_view address, std::string_view request_id = {},
                             std::string_view device = {});

    // The second step: the ticket of the first one, and a code of the app or a recovery code, each
    // taken once. Fault: not_found (the ticket has run out), invalid field "code", too_many,
    // unavailable (the configuration's key does not open the secret). [request]
    Result<SignedIn> sign_in_with_code(std::string_view ticket, std::string_view code,
                                       std::string_view address, std::string_view request_id = {},
                                       std::string_view device = {});

    // A forgotten password, where the operator lets it be replaced by mail. [request]
    bool recovery_offered() const;
    // Somebody asks for a letter: whose login it is, or nobody. What follows is for a job, for
    // nobody as well, so that the answer and its time are the same for every login. Fault:
    // too_many, not_found (switched off).
    Result<PersonId> ask_recovery(std::string_view login, std::string_view address);
    // The job: a letter with a link that opens once within 30 minutes, to somebody whose address
    // has been on file for a day, three times a day, and ten times a day for all accounts of one
    // address. [any]
    void write_recovery_letter(PersonId person);
    bool recovery_open(std::string_view token);
    // Replaces the password and ends all sessions. Fault: not_found (the link is used, was tried
    // ten times or has run out), invalid field "new_password", unavailable.
    Result<> recover(std::string_view token, std::string_view new_password,
                     std::string_view request_id = {});

    // One's own second factor. [request]
    SecondFactor second_factor(const Session& session);
    // Makes a key to set it up with. Fault: not_found (none are possible), conflict (it is on).
    Result<> offer_second_factor(const Session& session);
    // Turns it on. Returns the recovery codes, which are nowhere in clear after that. Fault:
    // invalid fields "password" or "code", conflict (nothing is being set up), too_many.
    Result<std::vector<std::string>> set_up_second_factor(const Session& session,
                                                          std::string_view password,
                                                          std::string_view code,
                                                          std::string_view request_id = {});
    // New recovery codes instead of those there are. Faults as above.
    Result<std::vector<std::string>> renew_recovery_codes(const Session& session,
                                                          std::string_view password,
                                                          std::string_view code,
                                                          std::string_view request_id = {});
    Result<> end_second_factor(const Session& session, std::string_view password,
                               std::string_view code, std::string_view request_id = {});
    // The person has read that somebody took it off.
    void read_second_factor_news(const Session& session);
    // Of somebody who lost the phone: a member of the scope's organisation. The person is told.
    // Faults and REQUIRES: as of issue_temporary_password(); not_found also if there is none.
    Result<> take_off_second_factor(const Scope& scope, MembershipId membership, const Proof& proof,
                                    std::string_view request_id = {});
    bool has_second_factor(PersonId person);
    // Whether it is the scope's person who sits there, where something else than a password would
    // open accounts: a role, an address. A failure is logged. Faults as of
    // issue_temporary_password() for the proof. [request]
    Result<> prove(const Scope& scope, const Proof& proof, std::string_view request_id = {});

    SignIns sign_ins(PersonId person);  // [request]
    // When somebody else changed the person's e-mail address, which they have not read yet; 0: no
    // such thing. [request]
    int64_t address_news(const Session& session);
    void read_address_news(const Session& session);

    // nullopt: nobody's login, or nobody's who belongs somewhere today. REQUIRES: whoever asks may
    // look at everybody. [request]
    std::optional<FoundAccount> find(std::string_view login, std::string_view locale);
    // The organisations of a person, as in SignedIn; empty if none is valid today. [request]
    std::vector<Choice> memberships_of(PersonId person);

    // Replaces the person's own password and ends all their other sessions.
    // Fault: invalid with fields "old_password" or "new_password"; too_many as above. [request]
    Result<> change_password(const Session& session, std::string_view old_password,
                             std::string_view new_password, std::string_view request_id = {});

    // A fresh temporary password for a member of the scope's organisation; ends the sessions of
    // that person. For several: CredentialBatches. The proof is the scope's person's, asked for
    // once everything else is right; the host's own console needs none.
    // Fault: not_found if it is no valid member with an account; forbidden if it is an operator
    // anywhere (the host's own console may), or an official or a member of another organisation,
    // which the password would open as well (an operator may), or the scope's person; invalid with
    // the fields "password" or "code"; too_many after wrong ones; unavailable while too many sign
    // in. REQUIRES: the scope's person may core.credentials.issue, or it is the host's own console.
    // [request]
    Result<IssuedPassword> issue_temporary_password(const Scope& scope, MembershipId membership,
                                                    const Proof& proof,
                                                    std::string_view request_id = {});

    // The person's own sessions, the last used first, at most 100. [request]
    std::vector<OwnSession> sessions_of(const Session& session);
    // Ends one of them. Fault: not_found. [request]
    Result<> end_session(const Session& session, std::string_view key,
                         std::string_view request_id = {});
    // The same of somebody else. REQUIRES: whoever asks may look at everybody. [request]
    std::vector<OwnSession> sessions_of(PersonId person);
    // Ends all of somebody else's, and what was half signed in; an entry in the scope's
    // organisation. Returns how many. Fault: forbidden (the scope's own person), and of the proof
    // as of issue_temporary_password(). REQUIRES: as above. [request]
    Result<int64_t> end_sessions_of(const Scope& scope, PersonId person, const Proof& proof,
                                    std::string_view request_id = {});
    // Ends the one that asks. [request]
    void sign_out(const Session& session, std::string_view request_id = {});
    // Goes on as another membership of the same person. Fault: not_found. [request]
    Result<> switch_membership(const Session& session, MembershipId membership,
                               std::string_view request_id = {});
    // Ends all but the one that asks. [request]
    void end_other_sessions(const Session& session, std::string_view request_id = {});
    // Somebody else has got into the account: replaces the password, ends every session, what was
    // half signed in, links for a new password and what was being set up, and tells the
    // administrators wherever the person belongs. Returns the token of a new session. Faults as of
    // change_password(). [request]
    Result<std::string> report_compromised(const Session& session, std::string_view old_password,
                                           std::string_view new_password,
                                           std::string_view device = {},
                                           std::string_view request_id = {});

    // First login: the person has checked their data. [request]
    Result<> confirm_personal_data(const Scope& scope, std::string_view request_id = {});
    // The person's message to the administrators of the scope's organisation; doesn't confirm.
    // Fault: invalid field "message" (empty, too long) or "field", too_many open reports.
    // REQUIRES: a child is one of theirs, in that organisation. [request]
    Result<> report_wrong_data(const Scope& scope, const WrongData& wrong,
                               std::string_view request_id = {});
    // What the scope's person reported in its organisation, the newest first, at most 20. [request]
    std::vector<DataReport> own_reports(const Scope& scope);
    // The open reports of the scope's organisation, compromised accounts first, then the oldest; at
    // most 200. REQUIRES: the
    // scope's person may core.people.edit. [request]
    // about: of one person alone.
    std::vector<DataReport> open_reports(const Scope& scope, PersonId about = {});
    // Who reported it reads the answer, by letter if they have an address. Fault: not_found;
    // invalid fields "outcome" and "report_answer" (why it stays as it is, or too long). REQUIRES:
    // as above. [request]
    Result<> close_report(const Scope& scope, int64_t report, const ReportAnswer& answer = {},
                          std::string_view request_id = {});

    // The language of pages: kk, ru or en. Fault: invalid. [request]
    Result<> set_locale(const Scope& scope, std::string_view locale);

    // Throws away counters of failed sign-ins that are too old to count: a job of the host. [any]
    void forget_old_failures();

    // How many passwords were compared since the start. [any]
    uint64_t comparisons() const;

private:
    friend class CredentialBatches;  // the same passwords, for many
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::access
