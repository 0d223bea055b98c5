// The table of the grid, written cell by cell: it is the page teachers open twenty times a day.
#pragma once

#include <string>
#include <string_view>

#include "kerege/sdk/call.hpp"
#include "kerege/sdk/html_writer.hpp"
#include "src/domain/entry.hpp"
#include "src/domain/grid.hpp"

namespace kerege::journal {

// The id of the lesson's head at which the grid opens. Links carry it (#now): a browser scrolls
// there before it first paints, with scripts and without.
inline constexpr std::string_view kGridAnchor = "now";

// <td data-r="3">8 к</td>
void write_cell(sdk::HtmlWriter& writer, const Cell& cell, std::string_view locale);

// The same for a conflict: what the other has put, and who.
void write_conflict(sdk::HtmlWriter& writer, const SaveOutcome& outcome, std::string_view locale);

// The whole table. REQUIRES: the grid has lessons. Cells of days on which a learner is not in the
// class can't be changed.
std::string grid_table(const sdk::Call& call, const Grid& grid, std::string_view today);

}  // namespace kerege::journal
