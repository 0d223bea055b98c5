// The calendar of a school year: its terms and the days without lessons inside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace kerege::school {

struct SchoolYear {
    int year = 0;  // the calendar year it begins in
    std::string begins_on;
    std::string ends_on;
    bool provisional = false;  // made by rule, until the country's calendar is published
};

struct Term {
    int number = 0;
    std::string begins_on;
    std::string ends_on;
};

struct Break {
    std::string begins_on;
    std::string ends_on;
    std::optional<int> grade;  // absent: everybody
};

struct Calendar {
    SchoolYear year;
    std::vector<Term> terms;
    std::vector<Break> breaks;  // no two begin on the same day
};

// The school year a roster of that day is for: from June on the one that comes, before it the one
// that began last September. REQUIRES: `day` is a day.
int school_year_of(const std::string& day);

// A calendar by rule: from 1 September to 25 May, terms of 8, 8, 10 and 8 weeks between breaks of
// 1, 2 and 1 weeks, a week more for grade 1, and the national holidays that fall into a term.
Calendar default_calendar(int year);

}  // namespace kerege::school
