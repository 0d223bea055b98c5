#include "host/src/data/sqlite_connection.hpp"

#include <Poco/Data/SQLite/SessionImpl.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Exception.h>
#include <fmt/format.h>

#include <algorithm>

#include "host/src/data/sqlite_collation.hpp"
#include "host/src/data/sqlite_errors.hpp"
#include "host/src/data/sqlite_functions.hpp"
#include "queries/data.hpp"

namespace kerege::data {
namespace {

// Poco tries again until the time for logging in is over, also where there is no such folder.
constexpr size_t login_s = 0;

Poco::Data::Session open_session(const DatabaseSettings& settings) {
    try {
        return Poco::Data::Session(new Poco::Data::SQLite::SessionImpl(settings.target, login_s));
    } catch (const Poco::Exception& failure) {
        throw Unavailable(fmt::format("{}: {}", settings.target, failure.displayText()));
    }
}

}  // namespace

std::unique_ptr<Connection> open_sqlite(const DatabaseSettings& settings) {
    return std::make_unique<SqliteConnection>(settings);
}

SqliteConnection::SqliteConnection(const DatabaseSettings& settings)
    : Connection(settings.statement_max),
      session_(open_session(settings)),
      handle_(Poco::Data::SQLite::Utility::dbHandle(session_)) {
    set_up(settings);
    register_kazakh_collation(handle_);
    register_search_words(handle_);
    sandbox_.install(handle_);
    watch_.install(handle_);
}

SqliteConnection::~SqliteConnection() {
    end_cursors();
    statements_.clear();
    sqlite3_set_authorizer(handle_, nullptr, nullptr);
}

void SqliteConnection::set_up(const DatabaseSettings& settings) {
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, static_cast<int>(settings.wait_max.count()));
    for (const int option : {SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_ENABLE_FKEY}) {
        sqlite3_db_config(handle_, option, 1, nullptr);
    }
    // Text in double quotes is a name and never a string, as in PostgreSQL.
    for (const int option : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML,
                             SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION}) {
        sqlite3_db_config(handle_, option, 0, nullptr);
    }
    const auto pragma = [this](const std::string& sql) { run(sql.c_str(), sql); };
    pragma("pragma journal_mode = wal");
    pragma(fmt::format("pragma synchronous = {}", settings.sqlite_synchronous));
    // A mebibyte of pages per connection; the mapped file is shared by all of them.
    pragma("pragma cache_size = -1024");
    // What a long transaction has changed waits in memory, up to 64 MiB of pages of 4 KiB: written
    // out early, as a whole roster's would be, the same pages are written again and again.
    pragma("pragma cache_spill = 16384");
    pragma("pragma mmap_size = 67108864");
    pragma("pragma journal_size_limit = 67108864");
}

void SqliteConnection::run(const char* sql, std::string_view what) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw_sqlite(handle_, code, what, sandbox_.refused());
}

void SqliteConnection::begin(bool write) {
    static constexpr Statement read_only{"begin", "begin", ""};
    static constexpr Statement immediate{"begin immediate", "begin immediate", ""};
    writing_ = write;
    reading_ = 0;
    SqliteStatement& statement = prepared(write ? immediate : read_only, nullptr);
    step(statement);
    statement.reset();
}

void SqliteConnection::commit() {
    static constexpr Statement end{"commit", "commit", ""};
    end_cursors();
    SqliteStatement& statement = prepared(end, nullptr);
    step(statement);
    statement.reset();
}

void SqliteConnection::rollback() noexcept {
    end_cursors();
    sandbox_.enter(nullptr);
    // A full disk or a failed write has rolled back already.
    if (sqlite3_get_autocommit(handle_)) return;
    lost_ = sqlite3_exec(handle_, "rollback", nullptr, nullptr, nullptr) != SQLITE_OK;
}

int64_t SqliteConnection::execute(const Statement& statement, std::span<const Argument> args,
                                  const Principal* principal) {
    SqliteStatement* kept = &prepared(statement, principal);
    std::unique_ptr<SqliteStatement> one_off;
    if (kept->busy) {
        one_off = std::make_unique<SqliteStatement>(compile(statement, principal, false));
        kept = one_off.get();
    }
    kept->bind(args, false);
    // The count of changes is that of the last statement that could change rows, which a definition
    // is not.
    const sqlite3_int64 before = sqlite3_total_changes64(handle_);
    const auto watched = watch(*kept);
    const std::string& refused = enter(*kept);
    while (kept->step(refused)) {
    }
    kept->reset();
    return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

std::unique_ptr<BatchCursor> SqliteConnection::query(const Statement& statement,
                                                     std::span<const Argument> args,
                                                     ArgumentLife life,
                                                     const Principal* principal) {
    SqliteStatement* kept = &prepared(statement, principal);
    std::unique_ptr<SqliteStatement> one_off;
    if (kept->busy) {
        one_off = std::make_unique<SqliteStatement>(compile(statement, principal, false));
        kept = one_off.get();
    }
    kept->bind(args, life == ArgumentLife::call);
    auto buffer = spare_buffer_ ? std::move(spare_buffer_) : std::make_unique<BatchBuffer>();
    auto cursor =
        std::make_unique<SqliteCursor>(*this, *kept, std::move(one_off), std::move(buffer));
    cursors_.push_back(cursor.get());
    if (!kept->reads_only()) cursor->start();
    return cursor;
}

SqliteWatch::Guard SqliteConnection::watch(const SqliteStatement& statement) {
    const bool of_plugin = statement.principal() != nullptr;
    return {watch_, of_plugin,
            of_plugin ? deadline_of(statement.name()) : SqliteWatch::Clock::time_point::max()};
}

// To be called before a statement is stepped; returns where the sandbox says what it refused.
const std::string& SqliteConnection::enter(const SqliteStatement& statement) {
    // SQLite compiles again when the schema has changed, and asks the sandbox again.
    sandbox_.enter(statement.principal());
    if ((!writing_ || reading_ > 0) && !statement.reads_only()) {
        throw ReadsOnly(fmt::format("{}: a change in a transaction that reads", statement.name()));
    }
    return sandbox_.refused();
}

void SqliteConnection::script(std::string_view sql, const Principal* principal) {
    if (!writing_) throw std::logic_error("a script in a transaction that reads");
    admit(sql, principal);
    sandbox_.enter(principal);
    run(std::string(sql).c_str(), "script");
}

void SqliteConnection::check(const Statement& statement, const Principal* principal) {
    compile(statement, principal, false);
}

SqliteStatement SqliteConnection::compile(const Statement& statement, const Principal* principal,
                                          bool kept) {
    admit(statement.sqlite_sql, principal);
    sandbox_.enter(principal);
    return SqliteStatement(handle_, statement.name, statement.sqlite_sql, kept, principal,
                           sandbox_.refused());
}

void SqliteConnection::admit(std::string_view sql, const Principal* principal) {
    if (!principal) return;
    SqliteStatement& list = prepared(queries::data::relations, nullptr);
    std::vector<std::string> relations;
    while (step(list)) {
        const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(list.handle(), 0));
        relations.emplace_back(name);
    }
    list.reset();
    sandbox_.admit(sql, *principal, std::move(relations));
}

SqliteStatement& SqliteConnection::prepared(const Statement& statement,
                                            const Principal* principal) {
    const StatementKey key{&statement, principal};
    auto found = statements_.find(key);
    if (found == statements_.end()) {
        make_room();
        found = statements_.emplace(key, compile(statement, principal, true)).first;
    }
    found->second.used_last = ++uses_;
    return found->second;
}

void SqliteConnection::make_room() {
    if (statements_.size() < statements_kept_max) return;
    auto oldest = statements_.end();
    for (auto one = statements_.begin(); one != statements_.end(); ++one) {
        if (one->second.busy) continue;
        if (oldest == statements_.end() || one->second.used_last < oldest->second.used_last) {
            oldest = one;
        }
    }
    if (oldest != statements_.end()) statements_.erase(oldest);
}

void SqliteConnection::close(SqliteCursor& cursor, std::unique_ptr<BatchBuffer> buffer) noexcept {
    cursors_.erase(std::find(cursors_.begin(), cursors_.end(), &cursor));
    if (!spare_buffer_ && buffer->modest()) spare_buffer_ = std::move(buffer);
}

void SqliteConnection::end_cursors() noexcept {
    for (SqliteCursor* cursor : cursors_) cursor->detach();
    cursors_.clear();
}

}  // namespace kerege::data
