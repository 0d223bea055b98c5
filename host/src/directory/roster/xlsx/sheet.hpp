// One sheet of a workbook as rows of text.
#pragma once

#include <string_view>
#include <vector>

#include "host/src/archive/zip.hpp"
#include "host/src/directory/roster/table.hpp"
#include "host/src/directory/roster/xlsx/workbook.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster::xlsx {

// The rows that hold something, as far as cells are filled. A cell with a formula, or one that
// shows an error, comes as "=…", which nobody takes for a value: what a spreadsheet once reckoned
// is not trusted. A cell merged over several rows is said in each of them.
// Fault: damaged, too many rows or columns, more text than a roster may have.
Result<std::vector<TableRow>> read_sheet(archive::Reader& archive, const Workbook& book,
                                         std::string_view path);

}  // namespace kerege::directory::roster::xlsx
