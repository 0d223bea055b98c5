// Tables as files for other programs. Pure, from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/table.hpp"

namespace kerege::directory::roster {

// One line of CSV, ended as the RFC says.
void add_line(std::string& out, const std::vector<std::string>& cells, char separator);

// What a program would run as a formula is marked as text, by an apostrophe before it.
void mark_formula(std::string& cell);

// For spreadsheets: semicolons, marked as UTF-8, formulas marked.
std::string csv_for_spreadsheets(const Table& table);

// A workbook (XLSX) of one sheet, all of it text, its heading in sight. at_s: since 1970.
std::string workbook_of(const Table& table, std::string_view sheet, int64_t at_s);

}  // namespace kerege::directory::roster
