// A principal's statement on PostgreSQL: its result is taken in as long as it is of a size that
// something good can have. libpq keeps a result whole before it gives out the first row, so one
// without end would take the memory of the host.
#pragma once

#include <libpq-fe.h>

#include <cstddef>
#include <string_view>

namespace kerege::data {

// Arguments of a prepared statement, as PQexecPrepared() takes them.
struct PostgresArguments {
    int count;
    const char* const* values;
    const int* lengths;
    const int* formats;
};

// As PQexecPrepared() with a binary result; the caller owns it. Throws TooLarge, with the statement
// cancelled and its transaction failed.
PGresult* run_bounded(PGconn* connection, const char* prepared, const PostgresArguments& args,
                      std::string_view name);

}  // namespace kerege::data
