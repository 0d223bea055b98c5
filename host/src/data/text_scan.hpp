// Checks of a plugin's statement by its text, before a database sees it. They refuse rather too
// much than too little: a name that belongs to somebody else may not even stand in a string.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "host/src/data/database.hpp"
#include "host/src/data/sql_tokens.hpp"

namespace kerege::data {

using SqlTokens = std::span<const SqlToken>;

// Whether it begins as a select, insert, update, delete or with does.
bool changes_or_reads(SqlTokens tokens);

// Throws NotAllowed unless it is one statement that changes or reads rows.
void refuse_other_statements(SqlTokens tokens, const Principal& principal);

// with x as (…), with x (a, b) as (…): the names a statement gives to queries of its own.
std::set<std::string> named_queries(SqlTokens tokens);

// Throws NotAllowed for tokens that could be read in two ways, for a common table expression named
// like a published view, and for the name of a table or view that is neither the principal's own
// nor granted to it. `relations` are all of the database's, sorted by bytes, in lower case.
void refuse_foreign_names(SqlTokens tokens, const Principal& principal,
                          const std::vector<std::string>& relations);

// What to do instead of touching what is not one's own: ": declare it …", or nothing. `column` may
// be empty.
std::string cure_of(std::string_view name, std::string_view column);

}  // namespace kerege::data
