// A table of people out of whatever file holds one: CSV, a workbook (XLSX). What it is tells its
// content, not its name. Pure, from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/columns.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

inline constexpr size_t kFileBytesMax = 10 * 1024 * 1024;
inline constexpr size_t kRowsMax = 60'000;
// A heading is looked for in so many rows: above it stand the school's name, a title, a date.
inline constexpr size_t kHeadingRowsMax = 20;
inline constexpr size_t kColumnsMax = 200;

struct TableRow {
    int row = 0;  // as a spreadsheet counts, from 1
    std::vector<std::string> cells;
};

struct Table {
    std::string sheet;  // of a workbook with several
    int heading_row = 1;
    std::vector<std::string> heading;
    std::vector<TableRow> rows;  // without those that are wholly empty
    // Required fields that this format need not say of everybody, or at all.
    std::vector<Field> absent;
};

// Which of the rows is the heading: among the first the one that names the most fields, at least
// two; none: nobody knows the words. REQUIRES: rows without empty ones.
std::optional<size_t> known_heading(Kind kind, const std::vector<TableRow>& rows);

// Fault: empty, too large, too many rows, damaged, a bomb, no UTF-8, or a file of another kind.
// All have a user message.
Result<Table> read_table(Kind kind, std::string_view bytes);

Fault file_too_large();
Fault too_many_columns();

// The same table as CSV with every row where it was: so it waits in the database for a yes.
std::string csv_of(const Table& table);
// Reads that back, whatever its first row is. Fault: as read_csv().
Result<Table> read_stored(std::string_view csv);

}  // namespace kerege::directory::roster
