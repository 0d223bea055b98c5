// SQLite's result codes as this folder's exceptions.
#pragma once

#include <sqlite3.h>

#include <string_view>

namespace kerege::data {

// Throws Unavailable, ConstraintViolation, NotAllowed or std::logic_error for a code that is not
// SQLITE_OK. `what` names the statement; `refused` is what the sandbox said, if it said anything.
[[noreturn]] void throw_sqlite(sqlite3* database, int code, std::string_view what,
                               std::string_view refused = {});

}  // namespace kerege::data
