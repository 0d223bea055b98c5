#include "host/src/data/sqlite_cursor.hpp"

#include <stdexcept>

#include "host/src/data/sqlite_connection.hpp"

namespace kerege::data {

SqliteCursor::SqliteCursor(SqliteConnection& connection, SqliteStatement& statement,
                           std::unique_ptr<SqliteStatement> one_off,
                           std::unique_ptr<BatchBuffer> buffer)
    : connection_(&connection),
      statement_(&statement),
      one_off_(std::move(one_off)),
      buffer_(std::move(buffer)),
      columns_(sqlite3_column_count(statement.handle())) {
    statement_->busy = true;
}

SqliteCursor::~SqliteCursor() {
    if (!connection_) return;
    SqliteConnection& connection = *connection_;
    detach();
    connection.close(*this, std::move(buffer_));
}

void SqliteCursor::detach() noexcept {
    statement_->reset();
    statement_->busy = false;
    one_off_.reset();
    connection_ = nullptr;
}

bool SqliteCursor::step(const std::string& refused) {
    if (statement_->step(refused)) return true;
    done_ = true;
    statement_->reset();
    return false;
}

void SqliteCursor::start() {
    buffer_->clear();
    const auto watched = connection_->watch(*statement_);
    const std::string& refused = connection_->enter(*statement_);
    size_t bytes = 0;
    while (step(refused)) {
        bytes += take_row();
        if (bytes > result_bytes_max) throw_result_too_large(statement_->name());
        ++left_;
    }
}

// Of the rows that start() took.
kerege_rows SqliteCursor::give(uint32_t rows) {
    const auto columns = static_cast<size_t>(columns_);
    const std::vector<kerege_value>& values = buffer_->values();
    const kerege_value* first = values.data() + values.size() - left_ * columns;
    uint32_t given = 0;
    for (size_t bytes = 0; given < rows && left_ > 0 && bytes < batch_bytes_enough; ++given) {
        for (size_t column = 0; column < columns; ++column) {
            const kerege_value& value = first[given * columns + column];
            const bool text = value.type == KEREGE_DB_TEXT || value.type == KEREGE_DB_BLOB;
            bytes += value_bytes + (text ? value.as.text.size : 0);
        }
        --left_;
    }
    return {given, static_cast<uint32_t>(columns_), first};
}

kerege_rows SqliteCursor::fetch_at_most(uint32_t rows) {
    if (!connection_) throw std::logic_error("a cursor was used after its transaction");
    if (left_ > 0) return give(rows);
    buffer_->clear();
    const auto watched = connection_->watch(*statement_);
    const std::string& refused = connection_->enter(*statement_);
    uint32_t taken = 0;
    size_t bytes = 0;
    while (taken < rows && bytes < batch_bytes_enough && !done_) {
        if (!step(refused)) break;
        bytes += take_row();
        ++taken;
    }
    return {taken, static_cast<uint32_t>(columns_), buffer_->values().data()};
}

// One call into the connection's mutex per column: a value in hand is read without it, and no other
// thread uses this connection meanwhile.
size_t SqliteCursor::take_row() {
    sqlite3_stmt* handle = statement_->handle();
    size_t bytes = static_cast<size_t>(columns_) * value_bytes;
    std::vector<kerege_value>& values = buffer_->values();
    for (int column = 0; column < columns_; ++column) {
        sqlite3_value* source = sqlite3_column_value(handle, column);
        kerege_value& value = values.emplace_back();
        switch (sqlite3_value_type(source)) {
            case SQLITE_INTEGER:
                value.type = KEREGE_DB_INT64;
                value.as.int64 = sqlite3_value_int64(source);
                break;
            case SQLITE_FLOAT:
                value.type = KEREGE_DB_REAL;
                value.as.real = sqlite3_value_double(source);
                break;
            case SQLITE_TEXT: {
                value.type = KEREGE_DB_TEXT;
                const void* text = sqlite3_value_text(source);
                value.as.text = take_bytes(text, sqlite3_value_bytes(source), bytes);
                break;
            }
            case SQLITE_BLOB: {
                value.type = KEREGE_DB_BLOB;
                const void* blob = sqlite3_value_blob(source);
                value.as.text = take_bytes(blob, sqlite3_value_bytes(source), bytes);
                break;
            }
            default:
                value.type = KEREGE_DB_NULL;
        }
    }
    return bytes;
}

kerege_str SqliteCursor::take_bytes(const void* bytes, int size, size_t& bytes_of_row) {
    bytes_of_row += static_cast<size_t>(size);
    if (bytes_of_row > row_bytes_max) throw_row_too_large(statement_->name());
    return buffer_->keep({static_cast<const char*>(bytes), static_cast<size_t>(size)});
}

}  // namespace kerege::data
