// Rows of one SQLite statement, stepped as they are asked for.
#pragma once

#include "host/src/data/batch_buffer.hpp"
#include "host/src/data/sqlite_statement.hpp"

namespace kerege::data {

class SqliteConnection;

class SqliteCursor final : public BatchCursor {
public:
    // `one_off`: a statement of the cursor's own, or empty when `statement` is the connection's.
    SqliteCursor(SqliteConnection& connection, SqliteStatement& statement,
                 std::unique_ptr<SqliteStatement> one_off, std::unique_ptr<BatchBuffer> buffer);
    ~SqliteCursor() override;

    kerege_rows fetch_at_most(uint32_t rows) override;
    // The transaction is over: lets go of the statement. Later fetches throw std::logic_error.
    void detach() noexcept;

private:
    void take_row();

    SqliteConnection* connection_;
    SqliteStatement* statement_;
    std::unique_ptr<SqliteStatement> one_off_;
    std::unique_ptr<BatchBuffer> buffer_;
    int columns_;
    bool done_ = false;
};

}  // namespace kerege::data
