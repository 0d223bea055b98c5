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

    // Runs it to its end now and keeps its rows: one that changes something has done so, and on a
    // row it would stand in the way of marks. Throws, also TooLarge.
    void start();
    kerege_rows fetch_at_most(uint32_t rows) override;
    bool ended() const override { return (done_ && left_ == 0) || !connection_; }
    // The transaction is over: lets go of the statement. Later fetches throw std::logic_error.
    void detach() noexcept;

private:
    bool step(const std::string& refused);
    kerege_rows give(uint32_t rows);
    // Its bytes.
    size_t take_row();
    kerege_str take_bytes(const void* bytes, int size, size_t& bytes_of_row);

    SqliteConnection* connection_;
    SqliteStatement* statement_;
    std::unique_ptr<SqliteStatement> one_off_;
    std::unique_ptr<BatchBuffer> buffer_;
    int columns_;
    size_t left_ = 0;  // rows at the end of the buffer that start() took and nobody has had
    bool done_ = false;
};

}  // namespace kerege::data
