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

kerege_rows SqliteCursor::fetch_at_most(uint32_t rows) {
    if (!connection_) throw std::logic_error("a cursor was used after its transaction");
    buffer_->clear();
    const auto watched = connection_->watch(*statement_);
    const std::string& refused = connection_->enter(*statement_);
    uint32_t taken = 0;
    while (taken < rows && !done_) {
        if (!statement_->step(refused)) {
            done_ = true;
            statement_->reset();
            break;
        }
        take_row();
        ++taken;
    }
    return {taken, static_cast<uint32_t>(columns_), buffer_->values().data()};
}

// One call into the connection's mutex per column: a value in hand is read without it, and no other
// thread uses this connection meanwhile.
void SqliteCursor::take_row() {
    sqlite3_stmt* handle = statement_->handle();
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
                const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(source));
                value.as.text =
                    buffer_->keep({bytes, static_cast<size_t>(sqlite3_value_bytes(source))});
                break;
            }
            case SQLITE_BLOB: {
                value.type = KEREGE_DB_BLOB;
                const auto* bytes = static_cast<const char*>(sqlite3_value_blob(source));
                value.as.text =
                    buffer_->keep({bytes, static_cast<size_t>(sqlite3_value_bytes(source))});
                break;
            }
            default:
                value.type = KEREGE_DB_NULL;
        }
    }
}

}  // namespace kerege::data
