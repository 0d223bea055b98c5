// A connection to an SQLite file: opened by Poco::Data, worked on its native handle.
#pragma once

#include <Poco/Data/Session.h>
#include <sqlite3.h>

#include <unordered_map>

#include "host/src/data/batch_buffer.hpp"
#include "host/src/data/connection.hpp"
#include "host/src/data/sqlite_cursor.hpp"
#include "host/src/data/sqlite_sandbox.hpp"
#include "host/src/data/sqlite_watch.hpp"
#include "host/src/data/statement_key.hpp"

namespace kerege::data {

class SqliteConnection final : public Connection {
public:
    // Throws Unavailable when the file can't be opened.
    explicit SqliteConnection(const DatabaseSettings& settings);
    ~SqliteConnection() override;

    void begin(bool write) override;
    void commit() override;
    void rollback() noexcept override;
    int64_t execute(const Statement& statement, std::span<const Argument> args,
                    const Principal* principal) override;
    std::unique_ptr<BatchCursor> query(const Statement& statement, std::span<const Argument> args,
                                       ArgumentLife life, const Principal* principal) override;
    void script(std::string_view sql, const Principal* principal) override;
    void check(const Statement& statement, const Principal* principal) override;
    void begin_reading() override { ++reading_; }
    void end_reading() noexcept override { --reading_; }
    bool lost() const override { return lost_; }

    // For this connection's cursors.
    const std::string& enter(const SqliteStatement& statement);
    // For as long as it is stepped. Throws TookTooLong.
    SqliteWatch::Guard watch(const SqliteStatement& statement);
    void close(SqliteCursor& cursor, std::unique_ptr<BatchBuffer> buffer) noexcept;

private:
    bool step(SqliteStatement& statement) { return statement.step(enter(statement)); }
    void admit(std::string_view sql, const Principal* principal);
    SqliteStatement compile(const Statement& statement, const Principal* principal, bool kept);
    SqliteStatement& prepared(const Statement& statement, const Principal* principal);
    void make_room();
    void end_cursors() noexcept;
    void run(const char* sql, std::string_view what);
    void set_up(const DatabaseSettings& settings);

    // Before the session: SQLite asks them until the handle is closed.
    SqliteSandbox sandbox_;
    SqliteWatch watch_;
    Poco::Data::Session session_;
    sqlite3* handle_;
    std::unordered_map<StatementKey, SqliteStatement, StatementKeyHash> statements_;
    std::vector<SqliteCursor*> cursors_;
    std::unique_ptr<BatchBuffer> spare_buffer_;
    uint64_t uses_ = 0;
    bool writing_ = false;
    int reading_ = 0;  // marks since which is only read
    bool lost_ = false;
};

}  // namespace kerege::data
