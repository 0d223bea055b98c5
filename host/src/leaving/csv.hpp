// Tables as CSV: UTF-8 with its mark and semicolons, as spreadsheets here open it. Internal, pure.
#pragma once

#include <cstdint>
#include <string>

#include "host/src/data/value.hpp"
#include "host/src/leaving/table.hpp"

namespace kerege::leaving {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// UTC: 2026-09-01T03:00:00.000Z.
std::string iso_instant(int64_t at_ms);

std::string csv_heading(const Table& table);
// Null is an empty cell; a text that a spreadsheet would run as a formula begins with an
// apostrophe; bytes are base64.
void append_csv_row(std::string& out, const Table& table, const data::Row& row);

}  // namespace kerege::leaving
