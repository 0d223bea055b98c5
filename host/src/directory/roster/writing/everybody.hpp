// What the archives for other school systems have in common: who is at a school, in which classes
// and subjects, and files whose cells are named. Pure, from any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {

struct SchoolNamed {
    OrganisationId id;
    std::string name;
    std::string bin;
};

// A CSV file with a heading.
class NamedCells {
public:
    explicit NamedCells(std::vector<std::string> heading);
    // Columns without a value are left empty.
    void add(const std::map<std::string, std::string>& values);
    std::string take() { return std::move(out_); }

private:
    std::vector<std::string> heading_;
    std::string out_;
};

// People whose access has not ended, with ids that stay while nothing changes. Points into the
// people given, who must outlive it.
class Everybody {
public:
    // today: YYYY-MM-DD, which tells the school year.
    Everybody(const SchoolNamed& school, const std::vector<Known>& people,
              const std::string& today);

    const std::vector<const Known*>& here() const { return here_; }
    const std::map<std::string, std::string>& classes() const { return classes_; }
    const std::map<std::string, std::string>& subjects() const { return subjects_; }
    const std::string& school_id() const { return school_id_; }
    std::string year_id() const { return "year-" + std::to_string(year_); }
    int year() const { return year_; }  // the one it ends in
    std::string year_begins() const { return std::to_string(year_ - 1) + "-09-01"; }
    std::string year_ends() const { return std::to_string(year_) + "-08-31"; }

    // The id of a label of this person: a class of a learner, a subject of an employee.
    const std::string& group_of(const Known& one, const std::string& label) const;
    // One user for a person, however many memberships.
    static std::string user_id(const Known& one) { return "person-" + one.person.text(); }
    // What a person's memberships say together.
    struct Whole {
        std::string position;
        std::string residence;
        std::string grade;
        std::vector<const Known*> guardians;  // of the learner, those who are here
        std::vector<std::string> kinships;    // of each of them
    };
    Whole whole(const Known& one) const;

private:
    std::string school_id_;
    int year_ = 0;
    std::vector<const Known*> here_;
    std::map<std::string, std::string> classes_;  // ids by label
    std::map<std::string, std::string> subjects_;
    std::map<int64_t, const Known*> by_membership_;
    std::map<int64_t, std::vector<const Known*>> by_person_;
};

// "7" of "7А".
std::string grade_of_label(const std::string& label);

}  // namespace kerege::directory::roster
