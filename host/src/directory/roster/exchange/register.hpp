// People of a school as formats of exchange tell of them, file by file, put together into the table
// that a roster is. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/table.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster::exchange {

struct Member {
    int row = 0;  // of the file that names the person
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string birth_date;
    std::string sex;
    std::string phone;
    std::string email;
    std::string residence;
    std::string position;
    std::string homeroom;  // the class of a learner: what a homeroom class says,
    std::string label;     // else any class called like one,
    std::string grade;     // else the grade alone
    bool learner = false;
    bool employee = false;
    std::set<std::string> schools;
    std::set<std::string> subjects;
    std::vector<std::string> guardians;           // ids
    std::map<std::string, std::string> kinships;  // of guardians, by id, as in kinship.hpp
    std::string relationship;                     // that a guardian has to all their children
};

struct School {
    std::string name;
    std::string number;  // a BIN, or whatever its country identifies it by
};

struct Register {
    std::map<std::string, Member> members;  // by their id
    std::map<std::string, School> schools;  // by their id
    std::set<Field> held;                   // required fields that the files have a column for
    size_t places = 0;  // of members in schools, counted a little beyond what may be

    // The person, or nullptr.
    Member* find(const std::string& id);
    // The member is of that school; nothing if it has no id.
    void belong(Member& one, const std::string& school);
    // A class the learner is in; `titles`: what it is called, the best first.
    static void enrol(Member& learner, bool homeroom, const std::vector<std::string>& titles);
    // A subject the employee teaches; nothing if it has no name.
    static void teach(Member& employee, const std::string& subject);
};

// "07" and "10" as "7" and "10"; what is no grade of a school as nothing.
std::string grade_of(std::string_view text);

// Rows keep the numbers they have in the file that names people. What the files do not hold is
// absent, not invented. Of several schools each is a part, by name; somebody of two of them stands
// in both; behind them, without a table, how many belong to none. Fault: nobody of this kind, too
// many rows.
Result<Contents> contents_of(Kind kind, const Register& people);

}  // namespace kerege::directory::roster::exchange
