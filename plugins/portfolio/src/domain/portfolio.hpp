// All of one learner: achievements by school year, the newest first, and additional education
// apart.
#pragma once

#include <string>
#include <vector>

#include "src/domain/entry.hpp"
#include "src/domain/ids.hpp"

namespace kerege::portfolio {

// An entry as it is kept.
struct Record {
    EntryId id;
    LearnerId learner;
    Entry entry;
    int revision = 0;
    bool removed = false;
    bool brought = false;       // entered by another school, and nobody's to change here
    std::string former_school;  // of what was brought; empty: a school without a name here
};

struct SchoolYear {
    int year = 0;  // the calendar year it begins in
    std::vector<Record> records;
};

struct Portfolio {
    std::vector<SchoolYear> years;
    std::vector<Record> courses;
    std::vector<Record> removed;

    bool empty() const { return years.empty() && courses.empty(); }
};

// From September to August. REQUIRES: `day` is a day.
int school_year_of(std::string_view day);

// REQUIRES: `records` stand in the order of their first days, the latest first.
Portfolio arrange(const std::vector<Record>& records);

}  // namespace kerege::portfolio
