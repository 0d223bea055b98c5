// Terms of the school's years, and which one a page is about.
#pragma once

#include <string_view>
#include <vector>

#include "src/domain/period.hpp"

namespace kerege::journal {

struct Term {
    int year = 0;    // the calendar year the school year begins in
    int number = 0;  // 1 to 4
    Period days;
};

// The term of that number and year, if there is one; otherwise the one that runs today or comes
// next in that year; after the last one, that. year 0: of the year that runs or comes next. Null:
// no terms. `terms` are in the order of their days, and the result is one of them.
const Term* choose_term(const std::vector<Term>& terms, int year, int wanted_number,
                        std::string_view today);

// The terms of one year, in order.
std::vector<Term> terms_of(const std::vector<Term>& terms, int year);

}  // namespace kerege::journal
