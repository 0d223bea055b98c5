// People as an organisation knows them: lists, cards, the fields that may be mended, roles.
//
// Every function takes the organisation of the scope first and finds a membership through it: an id
// of another organisation is not found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/address_watch.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr int kPeoplePage = 50;

struct PeopleFilter {
    std::string profile;      // employee, learner, guardian, …
    std::string search;       // beginnings of words, as search_words() reads them
    std::string class_label;  // of learners, or of the learners of guardians; empty: all
    int page = 1;
    // without_password: an account nobody can use yet; never_used: one with a password that nobody
    // has signed in with; empty: all.
    std::string account = {};
    bool by_names = false;  // the search looks at names alone: no login, telephone or class
    bool former = false;    // those whose membership has ended, instead of those who are here
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
    // Of former ones, where somebody ended their access: why, and the first day without it.
    std::string end_ground = {};
    std::string end_day = {};
    std::string children = {};  // of a parent, in lists: those who are here, with their class
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
    std::string labels;        // class of a learner
    std::string kinship = {};  // what the guardian is to the learner, or empty
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
    std::string revision;                    // of what PersonEdit may change
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
    // Of employees: administrator, deputy, editor, teacher, staff. None: as they are.
    std::optional<std::vector<std::string>> roles = {};
    // Of a learner: what guardians are to them; of whom nothing stands here it stays.
    std::map<MembershipId, std::string> kinships = {};
    // The revision of the card the edit is based on; empty: whatever stands there now.
    std::string revision = {};
};

struct ClassCount {
    std::string label;
    int64_t learners = 0;
};

// How far a group has come with its accounts. Of the staff, or of the learners or the guardians of
// a class; a guardian of two classes stands in both.
struct SlipCount {
    std::string label;  // the class; empty: the staff
    std::string profile;
    int64_t people = 0;
    int64_t without_password = 0;  // as in PeopleFilter::account
    int64_t never_used = 0;
};

// Of each of those who are guardians with children here: "Әмір 7А, Дана 3Б". [request]
std::map<MembershipId, std::string> children_of(data::Transaction& transaction,
                                                OrganisationId organisation,
                                                const std::vector<MembershipId>& guardians,
                                                std::string_view today);

// Somebody else has changed the card since it was read: a conflict.
Fault card_changed();

class People {
public:
    // All must outlive this.
    People(data::Database& database, const audit::Audit& audit, const Clock& clock,
           const LocalTime& local_time, AddressWatch& addresses);

    // Members whose membership is valid today, or has ended. Pages beyond the last give the last.
    // [request]
    PeoplePage list(OrganisationId organisation, const PeopleFilter& filter);
    // The classes of learners, in the order of schools: 1А, 1Ә, … 11В. [request]
    std::vector<ClassCount> classes(OrganisationId organisation);
    // The staff, then the classes in their order, learners before guardians. [request]
    std::vector<SlipCount> slip_counts(OrganisationId organisation);
    // The children of a guardian who are here today: through a child who left nothing is open any
    // more. [request]
    std::vector<RelatedPerson> learners_of(OrganisationId organisation, MembershipId guardian);
    // Fault: not_found. [request]
    Result<PersonCard> card(OrganisationId organisation, MembershipId membership);

    // Data and roles, both or none. Fault: not_found; invalid with fields named as in PersonEdit;
    // conflict if the card has another revision by now, if the person has left, and, with the field
    // "roles", if the organisation would be left without an administrator. The caller makes the
    // person's sessions read their roles again. [request]
    Result<> edit(OrganisationId organisation, MembershipId membership, const PersonEdit& edit,
                  PersonId by, std::string_view request_id = {});

private:
    struct Change {
        OrganisationId organisation;
        MembershipId membership;
        PersonId by;
        std::string_view request_id;
    };
    std::string today() const;
    PeoplePage lines_of(OrganisationId organisation, const PeopleFilter& filter);
    void write_data(data::Transaction& transaction, const Change& change, const PersonCard& card,
                    const PersonEdit& edit);
    Result<> write_roles(data::Transaction& transaction, const Change& change,
                         const PersonCard& card, const std::vector<std::string>& wanted);
    void note(data::Transaction& transaction, const Change& change, std::string_view action,
              const std::string& detail);

    data::Database& database_;
    const audit::Audit& audit_;
    const Clock& clock_;
    const LocalTime& local_time_;
    AddressWatch& addresses_;
};

}  // namespace kerege::directory
