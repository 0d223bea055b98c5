// Reads the CSV files that office programs write: RFC 4180 quoting, UTF-8 with or without BOM, CRLF
// or LF, separated by semicolon, comma or tab. Pure, from any thread.
#pragma once

#include <string_view>
#include <vector>

#include "host/src/directory/roster/table.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

struct Csv {
    char separator = ';';
    std::vector<TableRow> rows;  // without those that are wholly empty
};

struct CsvLimits {
    size_t bytes_max = kFileBytesMax;
    size_t rows_max = kRowsMax + kHeadingRowsMax;
};

// `separator`: 0 takes the one that stands most often in the first line. Fault: empty, too large,
// too many rows, not UTF-8, no text at all, a quote that is not closed. All have a user message.
Result<Csv> read_csv(std::string_view bytes, char separator = 0, const CsvLimits& limits = {});

}  // namespace kerege::directory::roster
