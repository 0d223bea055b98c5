// Joining by application (K4.1): who asks on the public form, and what becomes of it.
//
//   unconfirmed ── the link of the letter ──▶ waiting ──▶ approved: an organisation in preparation,
//                                             │  ▲        its first administrator, and a letter
//                                             │  └── mended ── returned, with a reason
//                                             └──▶ refused, with a reason
//
// The rows hold personal data of people who are nobody here yet: those that were answered, or left
// alone, are deleted after a time. Letters to applicants go by jobs that name the application and
// carry nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/newcomer.hpp"
#include "host/src/applications/creation.hpp"
#include "host/src/applications/first_administrator.hpp"
#include "host/src/applications/form.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/standing.hpp"
#include "host/src/jobs/queue.hpp"

namespace kerege::applications {

inline constexpr std::string_view kLetterJob = "application.letter";  // payload: "ID name"
inline constexpr int kAddressHourMax = 20;
inline constexpr int kEmailHourMax = 5;
inline constexpr int kUnconfirmedMax = 5000;
inline constexpr int kListed = 200;
inline constexpr int kUnconfirmedDays = 3;
inline constexpr int kLapsedDays = 14;  // the applicant reads the letter, and then it is gone
inline constexpr size_t kReasonLettersMax = 1000;

struct Settings {
    bool offered = false;  // there is a mail server to answer by
    int kept_days = 90;    // after an answer
    int unanswered_days = 180;
    int letter_days = access::kLetterDays;
    access::PasswordCost password_cost;
};

struct Application {
    int64_t id = 0;
    std::string token;
    std::string state;
    Form form;
    std::string locale;
    std::string consent;  // "code/number, …" of what was in force
    std::string reason;   // of a return or a refusal
    OrganisationId made;  // once approved
    MembershipId administrator;
    int64_t created_at_ms = 0;
    int64_t changed_at_ms = 0;
    std::string confirmation;
    directory::Organisation parent;  // its id, names and kind
};

// What may be the same organisation.
struct Twin {
    std::string code;  // empty: another application
    std::string name_kk, name_ru, name_en;
    std::string bin;
};

// One that was made, with its first administrator.
struct Created {
    OrganisationId organisation;
    FirstAdministrator administrator;
};

// An account that was made; the password is nowhere else in clear.
struct MadeAccount {
    std::string login;
    std::string password;
    std::string until;  // the last day it opens, YYYY-MM-DD
};

struct Beginning {
    int64_t classes = 0, employees = 0, learners = 0;
};

// How a form came.
struct Sent {
    std::string once;  // of the form: the same for one that is sent twice
    std::string locale;
    std::string address;  // of the network
    std::string consent;  // documents in force
};

// Who answers. top: what is not in its tree is not found; none for the command line.
struct Answerer {
    OrganisationId top;
    PersonId person;
    std::string request_id;
};

class Applications {
public:
    // All must outlive this. Of organisations and standings those of the database.
    Applications(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                 const Clock& clock, const LocalTime& local_time,
                 directory::Organisations& organisations, directory::Standings& standings,
                 jobs::Queue& queue, access::Letters& letters, Settings settings);

    const Settings& settings() const { return settings_; }

    // Of the applicant, who is known by what only the letter and the page say. [request]
    // Returns the token of the page. Fault: invalid with fields, not_found (no such place, or none
    // where this kind may stand), too_many.
    Result<std::string> apply(const Form& typed, const Sent& sent);
    // Returns the token of the page; none for a link nobody was sent. Again does no harm.
    std::optional<std::string> confirm(std::string_view confirmation);
    std::optional<Application> by_token(std::string_view token);
    // Of one that was returned. Fault: invalid with fields, conflict (it is not).
    Result<> mend(const Application& there, const Form& typed);

    // Of the operator. [request]
    std::vector<Application> list(OrganisationId top, std::string_view state);
    int64_t count_waiting(OrganisationId top);
    Result<Application> find(OrganisationId top, int64_t id);
    std::vector<Twin> twins(const Application& one);
    // Fault: not_found, conflict (answered already; the code is taken), invalid fields "code",
    // "twins" (there are, and not_the_same was not said) and "reason".
    Result<OrganisationId> approve(const Answerer& who, int64_t id, const std::string& code,
                                   bool not_the_same);
    Result<> send_back(const Answerer& who, int64_t id, std::string_view reason);
    Result<> refuse(const Answerer& who, int64_t id, std::string_view reason);
    // Another letter to the administrator of one that was approved. Fault: not_found, conflict.
    Result<> send_again(const Answerer& who, int64_t id);
    // Another first administrator, without an application: for one the operator made. Fault:
    // invalid with fields, not_found, conflict (it has an administrator).
    Result<FirstAdministrator> appoint(const Answerer& who, OrganisationId organisation,
                                       const Applicant& typed, const std::string& locale);

    // The same for many, all or none; the letters follow by a job. Whose organisation has an
    // administrator is left out. Fault: not_found (an organisation that is not in the tree),
    // invalid (more than access::kBatchPeopleMax), and what create_account() refuses.
    // REQUIRES: administrators_of().
    Result<AppointedAll> appoint_all(const Answerer& who, const std::vector<Appointed>& wanted,
                                     access::Handing handing = access::Handing::letters);

    // One that nobody asked for, in preparation, and its first administrator: both or neither.
    // Fault: invalid with the fields of both, not_found (no such place), conflict (the code is
    // taken).
    Result<Created> create(const Answerer& who, const directory::NewOrganisation& organisation,
                           const Applicant& typed, const std::string& locale);

    // An account with a temporary password, to be handed over: of an official, or an administrator
    // beside those there are. Fault: invalid fields (names, "profile"), not_found (no such place).
    Result<MadeAccount> make_account(const Answerer& who, const access::Newcomer& newcomer);

    // What an organisation in preparation has to begin with. [request]
    Beginning beginning(OrganisationId organisation);
    // Its administrator has it begin, with its address. Fault: conflict (it is not in
    // preparation), invalid field "address_kk" (no address), and what an address may lack.
    Result<> activate(OrganisationId organisation, const std::string& address_kk,
                      const std::string& address_ru, PersonId by, std::string_view request_id);

    // Whether the letter is still to be sent, for the job; none: what it was about is over.
    std::optional<Application> for_letter(int64_t id, std::string_view name);
    // Tells applicants whom nobody has answered in time, and deletes what its time is over for;
    // returns how many were deleted. [any]
    int64_t forget_old();

private:
    Result<> answer(const Answerer& who, int64_t id, std::string_view state,
                    std::string_view reason);
    Result<Application> find(data::Transaction& transaction, OrganisationId top, int64_t id);
    void lapse(data::Transaction& transaction);
    bool has_administrator(data::Transaction& transaction, OrganisationId organisation);
    Result<> check_place(data::Transaction& transaction, const Form& form);
    void write_letter(data::Transaction& transaction, int64_t id, std::string_view name);
    void note(data::Transaction& transaction, const Answerer& who, const Application& one,
              std::string_view action);

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    directory::Organisations& organisations_;
    directory::Standings& standings_;
    jobs::Queue& queue_;
    const Settings settings_;
    FirstAdministrators administrators_;
};

// Reads a row of the statements that show whole applications. For this library.
Application application_of(const data::Row& row);

}  // namespace kerege::applications
