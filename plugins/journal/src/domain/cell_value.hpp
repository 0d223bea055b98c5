// What one cell of the journal holds: a mark, an attendance, or a mark with "late".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kerege/sdk/result.hpp"
#include "src/domain/attendance.hpp"

namespace kerege::journal {

inline constexpr int kMarkMax = 10;

struct CellValue {
    std::optional<int> mark;
    Attendance attendance = Attendance::present;

    bool operator==(const CellValue&) const = default;
    bool empty() const { return !mark && attendance == Attendance::present; }
};

// A cell as it is stored. Revision 0: nothing was ever entered.
struct Cell {
    CellValue value;
    int revision = 0;

    bool operator==(const Cell&) const = default;
};

// Checks the rules of a value: marks 1 to 10, and nothing but "late" beside one. Fault: invalid.
Result<CellValue> checked(CellValue value);

// Reads "8", "ж", "8 к", "8к" or nothing. Fault invalid, with a sentence for the user.
Result<CellValue> parse_cell(std::string_view text, std::string_view locale);

// Writes it as parse_cell() reads it: "8 к".
std::string cell_text(const CellValue& value, std::string_view locale);

}  // namespace kerege::journal
