#include "host/src/data/ownership.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "host/src/data/database.hpp"

namespace kerege::data {
namespace {

// Sorted. What reads only its arguments; nothing that reaches files, settings, other sessions or a
// statement's text. Keep it so: a function that runs a query from a string would undo the sandbox.
constexpr std::array<std::string_view, 82> harmless = {
    "->",
    "->>",
    "abs",
    "avg",
    "ceil",
    "ceiling",
    "char",
    "char_length",
    "chr",
    "coalesce",
    "concat",
    "count",
    "cume_dist",
    "current_date",
    "date",
    "date_part",
    "date_trunc",
    "datetime",
    "dense_rank",
    "extract",
    "first_value",
    "floor",
    "format",
    "glob",
    "greatest",
    "group_concat",
    "hex",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_object",
    "json_type",
    "json_valid",
    "jsonb_array_elements",
    "jsonb_array_elements_text",
    "julianday",
    "lag",
    "last_value",
    "lead",
    "least",
    "left",
    "length",
    "like",
    "likelihood",
    "likely",
    "lower",
    "ltrim",
    "max",
    "min",
    "mod",
    "nth_value",
    "ntile",
    "nullif",
    "percent_rank",
    "position",
    "power",
    "printf",
    "quote",
    "rank",
    "replace",
    "right",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "strftime",
    "string_agg",
    "strpos",
    "substr",
    "substring",
    "sum",
    "time",
    "total",
    "trim",
    "typeof",
    "upper",
};

static_assert(std::is_sorted(harmless.begin(), harmless.end()));

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

}  // namespace

std::string owner_name(std::string_view owner) {
    std::string name(owner);
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

std::string table_prefix(std::string_view owner) {
    std::string prefix = owner_name(owner);
    const bool plain = !prefix.empty() && prefix[0] >= 'a' && prefix[0] <= 'z' &&
                       std::all_of(prefix.begin(), prefix.end(), [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                       });
    prefix += '_';
    for (const std::string_view reserved : {"core_", "api_", "pg_", "sqlite_"}) {
        if (!plain || starts_with(prefix, reserved)) {
            throw std::logic_error(fmt::format("\"{}\" can't own tables", owner));
        }
    }
    return prefix;
}

bool is_own_table(std::string_view name, std::string_view prefix) {
    return starts_with(name, prefix);
}

bool is_own_view(std::string_view name, std::string_view prefix) {
    return starts_with(name, "api_") && starts_with(name.substr(4), prefix);
}

bool is_granted(const Principal& principal, std::string_view view, std::string_view column) {
    const auto& columns = principal.columns;
    const std::string wanted = fmt::format("{}.{}", view, column);
    if (column.empty()) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const std::string& one) { return starts_with(one, wanted); });
    }
    return std::find(columns.begin(), columns.end(), wanted) != columns.end();
}

bool is_harmless_function(std::string_view name) {
    return std::binary_search(harmless.begin(), harmless.end(), name);
}

}  // namespace kerege::data
