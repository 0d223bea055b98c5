#include "host/src/data/postgres_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "host/src/data/database.hpp"

namespace kerege::data {
namespace {

std::string_view state_of(const PGresult* result) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    return state ? std::string_view(state) : std::string_view();
}

std::string_view class_of(std::string_view state) { return state.substr(0, 2); }

// Trying again may help: deadlock, cancelled, no room, the server's own trouble.
bool is_unavailable(std::string_view state) {
    static constexpr std::array<std::string_view, 3> states = {"40001", "40P01", "25P03"};
    static constexpr std::array<std::string_view, 5> classes = {"08", "53", "57", "58", "XX"};
    return std::find(states.begin(), states.end(), state) != states.end() ||
           std::find(classes.begin(), classes.end(), class_of(state)) != classes.end();
}

// Only a key is refused because of what somebody else wrote; a check or a null is the writer's own.
bool is_of_a_key(std::string_view state) {
    static constexpr std::array<std::string_view, 4> states = {"23001", "23503", "23505", "23P01"};
    return std::find(states.begin(), states.end(), state) != states.end();
}

constexpr std::string_view wrong_message = "08P01";  // also a wrong number of arguments
constexpr std::string_view lock_not_available = "55P03";
constexpr std::string_view cancelled = "57014";            // by statement_timeout
constexpr std::string_view idle_in_transaction = "25P03";  // which ends the session
constexpr std::string_view plan_outdated = "0A000";  // the schema changed beneath a kept statement

}  // namespace

bool is_session_over(const PGconn* connection, const PGresult* result) {
    if (PQstatus(connection) != CONNECTION_OK) return true;
    const std::string_view state = state_of(result);
    return state == plan_outdated || state == idle_in_transaction ||
           (class_of(state) == "08" && state != wrong_message) || state.substr(0, 4) == "57P0";
}

void require_good(const PGconn* connection, const PGresult* result, std::string_view what) {
    const ExecStatusType status = result ? PQresultStatus(result) : PGRES_FATAL_ERROR;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    const std::string_view state = state_of(result);
    const char* message = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    if (!message) message = PQerrorMessage(connection);
    const std::string text = fmt::format("{}: {} ({})", what, message, state);
    if (is_of_a_key(state)) throw ConstraintViolation(text);
    if (state == "42501") throw NotAllowed(text);
    if (state == "25006") throw ReadsOnly(text);
    if (state == cancelled) throw TookTooLong(text);
    if (state == lock_not_available) throw Busy(text);
    if (state == wrong_message) throw std::logic_error(text);
    if (state.empty() || state == plan_outdated || is_unavailable(state)) throw Unavailable(text);
    throw std::logic_error(text);
}

}  // namespace kerege::data
