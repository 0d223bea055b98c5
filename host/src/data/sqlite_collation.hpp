// The collation "kk-x-icu" for SQLite, the same order as PostgreSQL's collation of that name.
#pragma once

#include <sqlite3.h>

namespace kerege::data {

// Registers it on a connection. Throws std::runtime_error when ICU has no Kazakh data.
void register_kazakh_collation(sqlite3* database);

}  // namespace kerege::data
