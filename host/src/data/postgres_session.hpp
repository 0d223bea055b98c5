// A PostgreSQL session opened by Poco::Data's connector, as libpq's handle.
#pragma once

#include <Poco/Data/PostgreSQL/SessionHandle.h>

#include "host/src/data/database.hpp"

namespace kerege::data {

// Poco's SessionImpl takes connection strings apart at blanks and so loses quoted values; its
// SessionHandle hands them to libpq as they are, and gives the PGconn* away.
class PostgresSession {
public:
    // Throws Unavailable when the server does not answer, std::invalid_argument for a connection
    // string libpq does not understand.
    explicit PostgresSession(const DatabaseSettings& settings);
    ~PostgresSession();
    PostgresSession(const PostgresSession&) = delete;
    PostgresSession& operator=(const PostgresSession&) = delete;

    PGconn* handle() { return session_; }

private:
    void close() noexcept;

    Poco::Data::PostgreSQL::SessionHandle session_;
};

// The connection string with the password and the host's own defaults filled in.
std::string connection_string(const DatabaseSettings& settings);

}  // namespace kerege::data
