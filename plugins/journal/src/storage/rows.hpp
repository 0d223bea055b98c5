// What several stores read out of rows.
#pragma once

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/person_name.hpp"
#include "src/domain/cell_value.hpp"

namespace kerege::journal {

inline int int_at(const sdk::Row& row, uint32_t column) {
    return static_cast<int>(row.maybe_int64(column).value_or(0));
}

// Mark and attendance in two columns from `first`.
inline CellValue value_at(const sdk::Row& row, uint32_t first) {
    CellValue value;
    if (!row.is_null(first)) value.mark = static_cast<int>(row.int64(first));
    value.attendance =
        attendance_of_word(row.text_or_empty(first + 1)).value_or(Attendance::present);
    return value;
}

inline sdk::Argument mark_argument(const CellValue& value) {
    return value.mark ? sdk::Argument(*value.mark) : sdk::Argument(nullptr);
}

inline sdk::Argument attendance_argument(const CellValue& value) {
    const std::string_view word = attendance_word(value.attendance);
    return word.empty() ? sdk::Argument(nullptr) : sdk::Argument(word);
}

}  // namespace kerege::journal
