// Support: whom people turn to, and messages to the school's administrators or to the operator,
// with their answers (U1.18, U3.8, C6.4).
#pragma once

#include <cstdint>
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
#include "host/src/jobs/queue.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::support {

inline constexpr size_t kWordsLettersMax = 2000;
inline constexpr size_t kContactLettersMax = 200;
inline constexpr int kOfPersonADay = 20;
inline constexpr int kOfVisitorADay = 3;        // of one address of mail
inline constexpr int kOfVisitorsAnHour = 2000;  // of all together: nobody fills the database
inline constexpr int kShownMost = 200;

struct Contact {
    OrganisationId organisation;  // where it is set; none: nowhere
    std::string email;
    std::string phone;
    std::string hours_kk, hours_ru, hours_en;
};

// What is sent. kind: question, fault, content (a complaint about what somebody wrote), sign_in.
struct NewMessage {
    std::string addressee;  // school, operator; of visitors always the operator
    std::string kind;
    std::string words;
    std::string email;  // of who can't sign in; of others empty
    // What the person has agreed to send along; or empty.
    std::string page;
    std::string role;
    std::string browser;
    std::string request_id;
    std::string locale;
};

struct Message {
    int64_t id = 0;
    OrganisationId organisation;  // none: of a visitor
    std::string organisation_kk, organisation_ru, organisation_en;
    PersonId person;
    MembershipId membership;
    std::string person_name;
    bool person_has_address = false;
    std::string email;  // of a visitor
    std::string addressee, kind, words, page, role, locale, browser, request_id;
    std::string state;  // open, answered, closed
    std::string answer;
    std::string answered_by;
    int64_t created_at_ms = 0;
    int64_t changed_at_ms = 0;
};

// Who answers: a school's administrators what was sent to them, operators what was sent to them
// from their tree, the host's console everything.
struct Desk {
    enum class Of { school, above, console };
    Of of = Of::console;
    OrganisationId organisation;
    PersonId by;
};

// The job that sends a visitor the answer; its payload is the message's number.
inline constexpr const char* kAnswerJob = "support.answer";

class Support {
public:
    // All must outlive this. letters may be null: no member is written to.
    Support(data::Database& database, const audit::Audit& audit, IdMaker& ids, const Clock& clock,
            jobs::Queue& queue, access::Letters* letters = nullptr);

    // The nearest that is set, of an organisation; of none that of the top of the tree. [request]
    Contact contact(OrganisationId organisation);
    // For the organisation and all beneath it that have none of their own; an empty one is taken
    // away. Fault: not_found for an organisation outside the desk's; invalid with fields named as
    // in Contact. [request]
    Result<> set_contact(const Desk& desk, const Contact& contact, std::string_view request_id);

    // Of somebody signed in, or of a visitor (a scope without a person). Returns its number. Fault:
    // invalid with fields named as in NewMessage; too_many. [request]
    Result<int64_t> send(const access::Scope& scope, const NewMessage& message);
    // The newest first. [request]
    std::vector<Message> own(PersonId person);
    std::vector<Message> list(const Desk& desk, bool closed);
    int64_t waiting(const Desk& desk);

    // Fault: not_found for what is not at this desk; conflict for what is closed. [request]
    Result<> answer(const Desk& desk, int64_t id, std::string_view words,
                    std::string_view request_id);
    Result<> close(const Desk& desk, int64_t id, std::string_view request_id);
    // From the school to the operator. Fault: as above; conflict for what is answered. [request]
    Result<> pass_on(const Desk& desk, int64_t id, std::string_view request_id);

    // What the job of an answer to a visitor writes about; none: it is gone, or was no visitor's.
    // [job]
    std::optional<Message> for_letter(int64_t id);

    // Deletes what was answered or closed before the first instant, and what has waited in vain
    // since before the second. [any]
    void forget(int64_t answered_before_ms, int64_t open_before_ms);

private:
    std::vector<Message> read(data::Transaction& transaction, const Desk& desk,
                              std::string_view standing, int64_t id) const;
    Result<Message> find(data::Transaction& transaction, const Desk& desk, int64_t id) const;
    void note(data::Transaction& transaction, const Desk& desk, OrganisationId organisation,
              std::string_view action, const std::string& subject,
              std::string_view request_id) const;

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    jobs::Queue& queue_;
    access::Letters* letters_;
};

}  // namespace kerege::support
