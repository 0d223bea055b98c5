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
    int heading_row = 1;
    std::vector<std::string> heading;
    std::vector<TableRow> rows;  // without those that are wholly empty
    // Required fields that this format need not say of everybody, or at all.
    std::vector<Field> absent;
};

// Which of the rows is the heading: among the first the one that names the most fields, at least
// two; none: nobody knows the words. REQUIRES: rows without empty ones.
std::optional<size_t> known_heading(Kind kind, const std::vector<TableRow>& rows);

// One of several tables in a file: a sheet of a workbook, a school of an archive.
struct Part {
    std::string name;
    std::string code;    // of a school: by what the archive names it
    std::string number;  // of a school: its BIN, or whatever identifies it beyond the archive
    size_t rows = 0;
    // What is not there can't be taken: a sheet too large or damaged, people of no school.
    std::optional<Table> table = {};
};
enum class PartsAre { none, sheets, schools };
std::string_view parts_word(PartsAre parts);  // "", "sheets" or "schools", as stored
PartsAre parts_of_word(std::string_view word);

struct Contents {
    PartsAre parts_are = PartsAre::none;  // none: there is one part, and it is the table
    std::vector<Part> parts;              // never empty
    std::optional<size_t> first;          // the sheet that is taken unless somebody says otherwise
};

// Fault: empty, too large, too many rows, damaged, a bomb, no UTF-8, or a file of another kind.
// All have a user message.
Result<Contents> read_contents(Kind kind, std::string_view bytes);
// The one table of a file, or the first sheet whose heading is known. Fault: as above; people of
// several schools.
Result<Table> read_table(Kind kind, std::string_view bytes);

Fault file_too_large();
Fault several_schools(const Contents& contents);
Fault too_many_columns();

// The same table as CSV with every row where it was: so it waits in the database for a yes.
std::string csv_of(const Table& table);
// Reads that back, whatever its first row is. Fault: as read_csv().
Result<Table> read_stored(std::string_view csv);

}  // namespace kerege::directory::roster
