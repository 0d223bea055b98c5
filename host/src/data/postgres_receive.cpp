#include "host/src/data/postgres_receive.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <memory>

#include "host/src/data/connection.hpp"

namespace kerege::data {
namespace {

// libpq makes at least this much room before it reads: so much of what is there is read for sure.
constexpr size_t kReadAtLeast = 8192;
// What an encrypted connection has decrypted already does not make its socket readable.
constexpr int kLookAgainMs = 100;

size_t waiting_in(PGconn* connection) {
    int bytes = 0;
    return ioctl(PQsocket(connection), FIONREAD, &bytes) == 0 ? static_cast<size_t>(bytes) : 0;
}

// Reads until the result is there, or the connection lost; false: it is surely too large. What the
// server sends meanwhile hides how much was read, so this counts what was read at least.
bool take_in(PGconn* connection) {
    size_t at_least = 0;
    while (PQisBusy(connection)) {
        pollfd readable{PQsocket(connection), POLLIN, 0};
        poll(&readable, 1, kLookAgainMs);
        const size_t before = waiting_in(connection);
        if (PQconsumeInput(connection) == 0) break;
        const size_t after = waiting_in(connection);
        at_least += std::max(std::min(before, kReadAtLeast), before - std::min(before, after));
        if (at_least > result_bytes_max) return false;
    }
    return true;
}

void cancel(PGconn* connection) {
    const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> handle(PQgetCancel(connection),
                                                                    &PQfreeCancel);
    char reason[256];
    if (handle) PQcancel(handle.get(), reason, sizeof(reason));
}

}  // namespace

PGresult* run_bounded(PGconn* connection, const char* prepared, const PostgresArguments& args,
                      std::string_view name) {
    constexpr int binary_result = 1;
    if (PQsendQueryPrepared(connection, prepared, args.count, args.values, args.lengths,
                            args.formats, binary_result) == 0)
        return nullptr;
    bool fits = take_in(connection);
    if (!fits) cancel(connection);
    PGresult* result = PQgetResult(connection);
    while (PGresult* next = PQgetResult(connection)) PQclear(next);
    fits = fits && (!result || PQresultMemorySize(result) <= result_bytes_max);
    if (fits) return result;
    PQclear(result);
    throw TooLarge(fmt::format("{}: a result of more than 32 MiB", name));
}

}  // namespace kerege::data
