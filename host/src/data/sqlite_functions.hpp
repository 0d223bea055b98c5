// What migrations on SQLite call beside SQL's own functions.
#pragma once

#include <sqlite3.h>

namespace kerege::data {

// core_search_words(text): the different words of a text as text::fold() makes them, as a JSON
// array; of NULL none. On PostgreSQL migration 0024 has a function of that name. Throws
// std::runtime_error.
void register_search_words(sqlite3* database);

}  // namespace kerege::data
