// Whose a table or view is, told by its name: <owner>_<noun>, and api_<owner>_<noun>_v<N> for what
// an owner publishes; the dots of an owner's id become underscores.
#pragma once

#include <string>
#include <string_view>

namespace kerege::data {

struct Principal;

// "kz.vendor.chess" → "kz_vendor_chess": the owner's name in tables and views.
std::string owner_name(std::string_view owner);

// "kz.vendor.chess" → "kz_vendor_chess_". Throws std::logic_error for an id that could stand for
// the host's or the database's own names ("core", "api", "pg…", "sqlite…") or has other characters.
std::string table_prefix(std::string_view owner);

// A table, index or published view of the owner. `prefix` as table_prefix() gives it.
bool is_own_table(std::string_view name, std::string_view prefix);
bool is_own_view(std::string_view name, std::string_view prefix);

// Whether a column of a published view was granted; an empty column means any of them.
bool is_granted(const Principal& principal, std::string_view view, std::string_view column);

// Functions a plugin's statement may call, in lower case; both databases together.
bool is_harmless_function(std::string_view name);

}  // namespace kerege::data
