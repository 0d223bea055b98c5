// What the parts of a workbook around its sheets say: which sheets there are, the texts they share,
// which styles show a number as a day.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/archive/zip.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster::xlsx {

struct SheetPart {
    std::string name;
    std::string path;  // in the archive
};

struct Workbook {
    std::vector<SheetPart> sheets;  // in their order, without hidden ones
    bool from_1904 = false;         // days are counted from there
    std::vector<std::string> shared;
    std::vector<bool> day_styles;  // by the number of a cell's style

    bool shows_day(size_t style) const { return style < day_styles.size() && day_styles[style]; }
};

// Whether the archive is a workbook at all.
bool is_workbook(const archive::Reader& archive);

// Fault: damaged, or beyond the limits.
Result<Workbook> read_workbook(archive::Reader& archive);

// A number as its cell shows it: a day as 31.12.2015 where the style says so, whole numbers with
// all their digits. What is no number comes back as it is.
std::string shown_number(std::string_view number, bool as_day, bool from_1904);

// Whether a number format shows days: "dd.mm.yyyy", "[$-43F]d mmmm yyyy", not "0.00" or "hh:mm".
bool is_day_format(std::string_view code);

}  // namespace kerege::directory::roster::xlsx
