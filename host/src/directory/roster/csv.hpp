// Reads the CSV files that office programs write: RFC 4180 quoting, UTF-8 with or without BOM, CRLF
// or LF, separated by semicolon, comma or tab. Pure, from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

inline constexpr size_t kFileBytesMax = 10 * 1024 * 1024;
inline constexpr size_t kRowsMax = 60'000;

struct CsvRow {
    int row = 0;  // as a spreadsheet counts: the heading is usually row 1
    std::vector<std::string> cells;
};

struct Csv {
    char separator = ';';
    std::vector<std::string> heading;
    std::vector<CsvRow> rows;  // without those that are wholly empty
};

// Fault: empty, too large, too many rows, not UTF-8, no text at all, a quote that is not closed.
// All have a user message.
Result<Csv> read_csv(std::string_view bytes);

}  // namespace kerege::directory::roster
