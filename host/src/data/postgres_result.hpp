// A libpq result, and libpq's errors as this folder's exceptions.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string_view>

namespace kerege::data {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

// Whether the session can't be used any more: the server said so, the socket is gone, or what it
// has prepared no longer fits the schema.
bool is_session_over(const PGconn* connection, const PGresult* result);

// Throws Unavailable, ConstraintViolation, NotAllowed or std::logic_error unless the result is
// good. `what` names the statement. The text has no values of rows.
void require_good(const PGconn* connection, const PGresult* result, std::string_view what);

}  // namespace kerege::data
