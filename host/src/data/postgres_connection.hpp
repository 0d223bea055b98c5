// A connection to PostgreSQL, worked by libpq's prepared statements and binary results.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "host/src/data/connection.hpp"
#include "host/src/data/postgres_result.hpp"
#include "host/src/data/postgres_session.hpp"
#include "host/src/data/statement_key.hpp"

namespace kerege::data {

class PostgresConnection final : public Connection {
public:
    // Throws Unavailable.
    explicit PostgresConnection(const DatabaseSettings& settings);

    void begin(bool write) override;
    void commit() override;
    void rollback() noexcept override;
    int64_t execute(const Statement& statement, std::span<const Argument> args,
                    const Principal* principal) override;
    std::unique_ptr<BatchCursor> query(const Statement& statement, std::span<const Argument> args,
                                       ArgumentLife life, const Principal* principal) override;
    void script(std::string_view sql, const Principal* principal) override;
    void check(const Statement& statement, const Principal* principal) override;
    void begin_reading() override;
    void end_reading() noexcept override {}
    bool lost() const override { return lost_; }

private:
    PostgresResult run(const Statement& statement, std::span<const Argument> args,
                       const Principal* principal);
    PostgresResult good(PGresult* result, std::string_view what);
    void enter(const Principal* principal);
    void limit(std::string_view name);
    const std::string& prepared(const Statement& statement, const Principal* principal);
    void lay_out(std::span<const Argument> args);
    struct PostgresCatalogue catalogue();

    void try_plan(const Statement& statement);

    PostgresSession session_;
    PGconn* handle_;
    std::unordered_map<StatementKey, std::string, StatementKeyHash> statements_;
    const Principal* entered_ = nullptr;  // whom the session names, in this transaction
    const bool of_login_;                 // and not the host's
    std::chrono::milliseconds timeout_;   // of statements, as the server knows it
    uint64_t names_ = 0;
    bool lost_ = false;
    // Arguments as libpq takes them, kept so that their memory is used again.
    std::string bytes_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

}  // namespace kerege::data
