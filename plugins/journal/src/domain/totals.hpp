// Sums over marks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "src/domain/cell_value.hpp"

namespace kerege::journal {

struct Totals {
    int64_t mark_sum = 0;
    int64_t marks = 0;
    int64_t absences = 0;

    void add(const Totals& other) {
        mark_sum += other.mark_sum;
        marks += other.marks;
        absences += other.absences;
    }
    void add(const CellValue& value) {
        mark_sum += value.mark.value_or(0);
        marks += value.mark.has_value();
        absences += is_absence(value.attendance);
    }
    // The mean of the marks with two digits, rounded half up, written as the locale does: "8,25".
    // Empty without marks.
    std::string average(std::string_view locale) const;
};

}  // namespace kerege::journal
