#include "host/src/data/postgres_connection.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>

#include "host/src/data/postgres_cursor.hpp"
#include "host/src/data/postgres_receive.hpp"
#include "host/src/data/postgres_scan.hpp"
#include "queries/data.hpp"

namespace kerege::data {
namespace {

std::string_view text_of(const Statement& statement) {
    return statement.pg_sql.empty() ? statement.sqlite_sql : statement.pg_sql;
}

// A plugin that computes or hangs with a transaction open: by then its session is given up.
constexpr std::chrono::milliseconds kIdleInTransactionMax{60'000};

void ignore_notice(void*, const char*) {}

}  // namespace

std::unique_ptr<Connection> open_postgres(const DatabaseSettings& settings) {
    return std::make_unique<PostgresConnection>(settings);
}

PostgresConnection::PostgresConnection(const DatabaseSettings& settings)
    : Connection(settings.statement_max),
      session_(settings),
      handle_(session_.handle()),
      of_login_(!settings.user.empty()),
      timeout_(settings.statement_max) {
    PQsetNoticeProcessor(handle_, ignore_notice, nullptr);
    const std::string set_up = fmt::format(
        "set standard_conforming_strings = on; set lock_timeout = {}; set datestyle = 'ISO, YMD'",
        settings.wait_max.count());
    good(PQexec(handle_, set_up.c_str()), "set up");
    if (!of_login_) return;
    // A login's statements can't set these: their text was read, and set_config() is refused.
    good(PQexec(handle_, fmt::format("set statement_timeout = {}; "
                                     "set idle_in_transaction_session_timeout = {}",
                                     statement_max_.count(), kIdleInTransactionMax.count())
                             .c_str()),
         "set up");
}

// The result, if it is good; otherwise throws, and knows whether the session is over.
PostgresResult PostgresConnection::good(PGresult* result, std::string_view what) {
    PostgresResult owned(result);
    if (is_session_over(handle_, result)) lost_ = true;
    require_good(handle_, result, what);
    return owned;
}

void PostgresConnection::begin(bool write) {
    if (statements_.size() >= statements_kept_max) {
        good(PQexec(handle_, "deallocate all"), "deallocate");
        statements_.clear();
    }
    entered_ = nullptr;
    timeout_ = statement_max_;
    good(PQexec(handle_, write ? "begin" : "begin isolation level repeatable read read only"),
         "begin");
}

void PostgresConnection::commit() {
    const PostgresResult result = good(PQexec(handle_, "commit"), "commit");
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
        throw std::logic_error("commit: the transaction had failed and was rolled back");
    }
}

void PostgresConnection::rollback() noexcept {
    if (PQtransactionStatus(handle_) == PQTRANS_IDLE) return;
    const PostgresResult result(PQexec(handle_, "rollback"));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) lost_ = true;
}

void PostgresConnection::begin_reading() {
    good(PQexec(handle_, "set transaction read only"), "set transaction read only");
}

int64_t PostgresConnection::execute(const Statement& statement, std::span<const Argument> args,
                                    const Principal* principal) {
    const PostgresResult result = run(statement, args, principal);
    const std::string_view command = PQcmdStatus(result.get());
    if (command.substr(0, 6) == "SELECT") return 0;
    return std::strtoll(PQcmdTuples(result.get()), nullptr, 10);
}

std::unique_ptr<BatchCursor> PostgresConnection::query(const Statement& statement,
                                                       std::span<const Argument> args, ArgumentLife,
                                                       const Principal* principal) {
    return std::make_unique<PostgresCursor>(run(statement, args, principal), statement.name);
}

void PostgresConnection::script(std::string_view sql, const Principal* principal) {
    if (principal) scan_migration(sql, *principal, catalogue());
    good(PQexec(handle_, std::string(sql).c_str()), "script");
}

void PostgresConnection::check(const Statement& statement, const Principal* principal) {
    if (of_login_) return try_plan(statement);
    if (principal) scan_statement(text_of(statement), *principal, catalogue());
    const std::string text(text_of(statement));
    good(PQprepare(handle_, "", text.c_str(), 0, nullptr), statement.name);
}

// The server asks for rights when it is about to run a statement, which explaining it is enough
// for. Without its arguments some can't be planned; that is no answer.
void PostgresConnection::try_plan(const Statement& statement) {
    const std::string name = fmt::format("k{}", ++names_);
    const std::string text(text_of(statement));
    good(PQprepare(handle_, name.c_str(), text.c_str(), 0, nullptr), statement.name);
    const PostgresResult described(PQdescribePrepared(handle_, name.c_str()));
    std::string nulls;
    for (int i = 0; i < PQnparams(described.get()); ++i) nulls += i == 0 ? "(null" : ", null";
    if (!nulls.empty()) nulls += ')';
    const std::string explain = fmt::format("explain execute {}{}", name, nulls);
    try {
        good(PQexec(handle_, explain.c_str()), statement.name);
    } catch (const std::logic_error&) {
        return;
    }
    good(PQexec(handle_, fmt::format("deallocate {}", name).c_str()), "deallocate");
}

PostgresResult PostgresConnection::run(const Statement& statement, std::span<const Argument> args,
                                       const Principal* principal) {
    enter(principal);
    if (principal) limit(statement.name);
    const std::string& name = prepared(statement, principal);
    lay_out(args);
    if (principal) {
        const PostgresArguments given{static_cast<int>(args.size()), values_.data(),
                                      lengths_.data(), formats_.data()};
        return good(run_bounded(handle_, name.c_str(), given, statement.name), statement.name);
    }
    constexpr int binary_result = 1;
    return good(PQexecPrepared(handle_, name.c_str(), static_cast<int>(args.size()), values_.data(),
                               lengths_.data(), formats_.data(), binary_result),
                statement.name);
}

// Tells the published views whose statement comes. The mark that is returned to after a failed
// statement was set by the host, and so was what the session says again then.
void PostgresConnection::enter(const Principal* principal) {
    if (of_login_) {
        // The host's own may be the way back to a mark, and what was set since then is undone.
        if (!principal) timeout_ = statement_max_;
        return;
    }
    if (PQtransactionStatus(handle_) == PQTRANS_INERROR) {
        entered_ = nullptr;
        return;
    }
    if (principal == entered_) return;
    const std::string timeout = std::to_string(principal ? statement_max_.count() : 0);
    const char* const values[] = {principal ? principal->id.c_str() : "", timeout.c_str()};
    good(PQexecParams(handle_,
                      "select set_config('kerege.module', $1, true), "
                      "set_config('statement_timeout', $2, true)",
                      2, nullptr, values, nullptr, nullptr, 0),
         "enter");
    entered_ = principal;
    timeout_ = statement_max_;
}

// Where the call ends sooner than a statement would have to. The server is told each time that half
// of it has passed, not with every statement, which would be a message more for each.
void PostgresConnection::limit(std::string_view name) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline_of(name) - std::chrono::steady_clock::now());
    if (left * 2 > timeout_ || PQtransactionStatus(handle_) == PQTRANS_INERROR) return;
    timeout_ = std::max(left, std::chrono::milliseconds(1));
    good(PQexec(handle_, fmt::format("set local statement_timeout = {}", timeout_.count()).c_str()),
         "limit");
}

const std::string& PostgresConnection::prepared(const Statement& statement,
                                                const Principal* principal) {
    const StatementKey key{&statement, principal};
    const auto found = statements_.find(key);
    if (found != statements_.end()) return found->second;
    const std::string name = fmt::format("k{}", ++names_);
    const std::string text(text_of(statement));
    good(PQprepare(handle_, name.c_str(), text.c_str(), 0, nullptr), statement.name);
    return statements_.emplace(key, name).first->second;
}

// Numbers and text go as text ended by NUL and take the parameter's type, blobs go as they are.
void PostgresConnection::lay_out(std::span<const Argument> args) {
    bytes_.clear();
    values_.clear();
    lengths_.clear();
    formats_.clear();
    size_t room = 0;
    for (const Argument& arg : args) {
        const bool counted = arg.value.type == KEREGE_DB_TEXT || arg.value.type == KEREGE_DB_BLOB;
        room += (counted ? arg.value.as.text.size : 0) + 32;
    }
    bytes_.reserve(room);  // so that what was laid out does not move
    for (const Argument& arg : args) {
        const kerege_value& value = arg.value;
        const size_t begin = bytes_.size();
        char digits[32];
        switch (value.type) {
            case KEREGE_DB_INT64:
                bytes_.append(digits, std::to_chars(digits, digits + 32, value.as.int64).ptr);
                break;
            case KEREGE_DB_REAL:
                bytes_.append(digits, std::to_chars(digits, digits + 32, value.as.real).ptr);
                break;
            case KEREGE_DB_TEXT:
            case KEREGE_DB_BLOB:
                if (value.as.text.size) bytes_.append(value.as.text.data, value.as.text.size);
                break;
            default:
                break;
        }
        values_.push_back(value.type == KEREGE_DB_NULL ? nullptr : bytes_.data() + begin);
        lengths_.push_back(static_cast<int>(bytes_.size() - begin));
        formats_.push_back(value.type == KEREGE_DB_BLOB ? 1 : 0);
        bytes_ += '\0';
    }
}

PostgresCatalogue PostgresConnection::catalogue() {
    PostgresCatalogue all;
    const auto rows = [&](const Statement& statement, const auto& take) {
        const auto cursor = query(statement, {}, ArgumentLife::cursor, nullptr);
        for (kerege_rows batch = cursor->fetch(); batch.rows > 0; batch = cursor->fetch()) {
            for (uint32_t i = 0; i < batch.rows; ++i) {
                take(Row({batch.values + size_t{i} * batch.columns, batch.columns}));
            }
        }
    };
    rows(queries::data::relations,
         [&](const Row& row) { all.relations.emplace_back(row.text(0)); });
    rows(queries::data::relation_columns,
         [&](const Row& row) { all.columns[std::string(row.text(0))].emplace_back(row.text(1)); });
    return all;
}

}  // namespace kerege::data
