// People as an organisation knows them: lists, cards, the fields that may be mended, roles.
//
// Every function takes the organisation of the scope first and finds a membership through it: an id
// of another organisation is not found.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr int kPeoplePage = 50;

struct PeopleFilter {
    std::string profile;      // employee, learner, guardian, …
    std::string search;       // parts of names or a login; folded, so that i finds і
    std::string class_label;  // of learners, or of the learners of guardians; empty: all
    int page = 1;
};

struct PersonLine {
    MembershipId membership;
    PersonId person;
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string birth_date;  // or empty
    std::string phone;
    std::string email;
    std::string position;
    std::string labels;  // class of a learner, subjects of a teacher, joined by ", "
    std::string login;   // empty: no account
    bool has_password = false;
    std::optional<int64_t> first_login_at_ms;  // none: the account was never used
};

struct PeoplePage {
    std::vector<PersonLine> lines;  // in the order of the Kazakh alphabet
    int64_t total = 0;
    int page = 1;
    int pages = 1;
};

struct RelatedPerson {
    MembershipId membership;
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string phone;
    std::string labels;  // class of a learner
};

struct PersonCard {
    PersonLine line;
    std::string profile;
    std::string sex;        // female, male or empty
    std::string residence;  // of employees
    std::string valid_from;
    std::string valid_until;               // or empty
    std::vector<std::string> roles;        // set by hand or by the roster; of employees
    std::vector<RelatedPerson> guardians;  // of a learner
    std::vector<RelatedPerson> learners;   // of a guardian
    std::optional<int64_t> last_login_at_ms;
    std::optional<int64_t> confirmed_at_ms;  // the person checked the data
};

// Exactly the fields that may be kept about a person.
struct PersonEdit {
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string birth_date;  // as typed; empty: unknown
    std::string sex;         // female, male or empty
    std::string phone;       // as typed
    std::string email;
    std::string residence;  // kept for employees only
    std::string position;   // likewise
};

struct ClassCount {
    std::string label;
    int64_t learners = 0;
};

class People {
public:
    // All must outlive this.
    People(data::Database& database, const audit::Audit& audit, const Clock& clock,
           const LocalTime& local_time);

    // Members whose membership is valid today. Pages beyond the last give the last. [request]
    PeoplePage list(OrganisationId organisation, const PeopleFilter& filter);
    // The classes of learners, in the order of schools: 1А, 1Ә, … 11В. [request]
    std::vector<ClassCount> classes(OrganisationId organisation);
    // Fault: not_found. [request]
    Result<PersonCard> card(OrganisationId organisation, MembershipId membership);

    // Fault: not_found; invalid with fields named as in PersonEdit. [request]
    Result<> edit(OrganisationId organisation, MembershipId membership, const PersonEdit& edit,
                  PersonId by, std::string_view request_id = {});
    // Roles of an employee: administrator, editor, teacher, staff. Fault: not_found; invalid for
    // other roles or profiles; conflict if the organisation would be left without an administrator.
    // The caller makes sessions read them again. [request]
    Result<> set_roles(OrganisationId organisation, MembershipId membership,
                       const std::vector<std::string>& roles, PersonId by,
                       std::string_view request_id = {});

private:
    std::string today() const;

    data::Database& database_;
    const audit::Audit& audit_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
