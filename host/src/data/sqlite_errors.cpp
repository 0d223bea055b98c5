#include "host/src/data/sqlite_errors.hpp"

#include <fmt/format.h>

#include "host/src/data/database.hpp"

namespace kerege::data {
namespace {

// Only a key is refused because of what somebody else wrote; a check or a null is the writer's own.
bool is_of_a_key(int code) {
    return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
           code == SQLITE_CONSTRAINT_ROWID || code == SQLITE_CONSTRAINT_FOREIGNKEY;
}

}  // namespace

void throw_sqlite(sqlite3* database, int code, std::string_view what, std::string_view refused) {
    const int primary = code & 0xff;
    if (!refused.empty() && (primary == SQLITE_AUTH || primary == SQLITE_ERROR)) {
        throw NotAllowed(fmt::format("{}: {}", what, refused));
    }
    const std::string text = fmt::format("{}: {}", what, sqlite3_errmsg(database));
    switch (primary) {
        case SQLITE_CONSTRAINT:
            if (is_of_a_key(code)) throw ConstraintViolation(text);
            throw std::logic_error(text);
        case SQLITE_AUTH:
            throw NotAllowed(text);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Busy(text);
        case SQLITE_TOOBIG:
            throw TooLarge(text);
        case SQLITE_INTERRUPT:
            throw TookTooLong(fmt::format("{}: it took longer than it may", what));
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_NOMEM:
        case SQLITE_PROTOCOL:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_READONLY:
            throw Unavailable(text);
        default:
            throw std::logic_error(text);
    }
}

}  // namespace kerege::data
