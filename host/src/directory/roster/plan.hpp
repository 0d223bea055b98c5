// What a checked roster would change in an organisation: a comparison in memory, without a
// database.
//
// People are found within the organisation by surname, name, patronymic and birth date. An empty
// cell says nothing: it erases nothing. A guardian named in several rows with the same name and
// phone is one person; so is a guardian who also works at the school.
//
// Two questions the file can't answer are put to whoever imports it, and a person they are about is
// left out until they are answered: whether somebody whose access had ended comes back, and whether
// somebody who resembles a person known here is that person.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "host/src/directory/roster/check.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::directory::roster {

using UploadId = Id<struct UploadTag>;

// A membership of the organisation as it stands in the database.
struct Known {
    MembershipId membership;
    PersonId person;
    std::string profile;
    bool ended = false;
    std::string end_ground;  // empty: nobody said
    std::string end_day;     // the first one without access
    bool undone = false;     // ended with the undoing of the import that made it
    bool moved = false;      // handed over, and still a member there, which alone hands them back
    bool has_account = false;
    bool in_use = false;  // the account has a password: a link for another one would open it
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string birth_date;
    std::string sex;
    std::string phone;
    std::string email;
    std::string residence;
    std::string position;
    std::vector<std::string> labels;      // class or subjects, sorted
    std::vector<MembershipId> guardians;  // of a learner
    std::vector<std::string> kinships;    // of each of the guardians, as in kinship.hpp

    // What that guardian is to them.
    std::string kinship_of(MembershipId guardian) const;
};

enum class State { fresh, changed, unchanged };
enum class Question { none, comes_back, same_person };

// What was answered.
struct Answers {
    bool accept_faulty = false;  // the yes to leaving rows with faults out
    bool all_back = false;
    // Links for a new password go to an address: of accounts in use it changes by a file only if
    // somebody has shown that it is they.
    bool new_addresses = false;
    std::set<MembershipId> back = {};  // ended ones whose people come back
    std::map<std::string, MembershipId> twins =
        {};  // by Planned::key who it is; none: another person
};

// One person of the roster beside what is known. The values are those to be stored.
struct Planned {
    State state = State::fresh;
    Question question = Question::none;
    std::shared_ptr<const Known> about;  // whom a question is about
    bool left_out = false;               // for want of an answer, or of a learner
    std::string key;                     // the row, a guardian's with a number: "12", "12.1"
    PersonId person;                     // none: a new person
    MembershipId membership;             // none: a new membership
    int row = 0;                         // the first row that speaks of them
    std::string profile;                 // employee, learner, guardian
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string birth_date;
    std::string sex;
    std::string phone;
    std::string email;
    std::string residence;
    std::string position;
    std::vector<std::string> labels;
    std::vector<std::string> roles;    // of a new employee
    std::vector<std::string> changes;  // fields that change: "phone", "class", …
    std::vector<std::string> were;     // what stands there until then, of each of them
    bool has_account = false;
    bool new_address = false;   // of mail, of an account in use
    bool address_kept = false;  // that would be new, for want of a proof
    bool person_changed = false;
    bool labels_changed = false;
};

struct Link {
    size_t learner = 0;   // index in Plan::people
    size_t guardian = 0;  // index in Plan::guardians
    std::string kinship = {};
    std::string was = {};  // the kinship that is known
};

struct Tally {
    int fresh = 0;
    int changed = 0;
    int unchanged = 0;
};

struct Plan {
    std::vector<Planned> people;     // one for each good row
    std::vector<Planned> guardians;  // each once
    std::vector<Link> new_links;     // between those who are not left out
    std::vector<Link> new_kinships;  // of links that are there
    std::vector<Known>
        gone;            // here in the way the file lists, and in no good row; stay as they are
    Tally people_tally;  // without those who are left out
    Tally guardians_tally;

    bool changes_nothing() const;
    bool asks() const;
    // New employees whose position names an administrator. No file makes one: it is done on the
    // card, by somebody who shows that it is they. Asked for before the plan is written.
    std::vector<const Planned*> to_appoint() const;
    // Whose account in use gets another address of mail.
    std::vector<const Planned*> new_addresses() const;
    int addresses_kept() const;
};

Plan make_plan(const Checked& roster, const std::vector<Known>& known, const Answers& answers = {});

// The roles that a position gives to a new employee: "Редактор" → editor, "Мұғалім" or any subjects
// → teacher, otherwise staff. None that opens others' accounts.
std::vector<std::string> roles_of_position(const std::string& position, bool has_subjects);
// "Әкімші", "администратор школы" …
bool names_administrator(const std::string& position);

}  // namespace kerege::directory::roster
