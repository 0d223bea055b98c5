#include "host/src/data/sqlite_statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "host/src/data/sqlite_errors.hpp"

namespace kerege::data {

SqliteStatement::SqliteStatement(sqlite3* database, std::string_view name, std::string_view sql,
                                 bool kept, const Principal* principal, const std::string& refused)
    : database_(database), name_(name), principal_(principal) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                        kept ? SQLITE_PREPARE_PERSISTENT : 0, &statement, &rest);
    if (code != SQLITE_OK) throw_sqlite(database, code, name, refused);
    handle_.reset(statement);
    const std::string_view left = sql.substr(static_cast<size_t>(rest - sql.data()));
    if (!statement || left.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
        throw std::logic_error(fmt::format("{}: not exactly one statement", name));
    }
    reads_only_ = sqlite3_stmt_readonly(statement) != 0;
    number_parameters();
}

// SQLite numbers $3 by first appearance, PostgreSQL by the name: the name decides here too.
void SqliteStatement::number_parameters() {
    const int count = sqlite3_bind_parameter_count(handle_.get());
    numbers_.reserve(static_cast<size_t>(count));
    for (int i = 1; i <= count; ++i) {
        const char* name = sqlite3_bind_parameter_name(handle_.get(), i);
        const std::string_view digits = name ? std::string_view(name).substr(1) : "";
        uint16_t number = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (number == 0 || read.ptr != digits.data() + digits.size()) {
            throw std::logic_error(fmt::format("{}: parameters must be $1, $2, …", name_));
        }
        numbers_.push_back(number);
        arguments_ = std::max<size_t>(arguments_, number);
    }
}

void SqliteStatement::bind(std::span<const Argument> args, bool copy) {
    if (args.size() != arguments_) {
        throw std::logic_error(
            fmt::format("{}: {} arguments for {} parameters", name_, args.size(), arguments_));
    }
    sqlite3_stmt* statement = handle_.get();
    const sqlite3_destructor_type life = copy ? SQLITE_TRANSIENT : SQLITE_STATIC;
    for (size_t i = 0; i < numbers_.size(); ++i) {
        const kerege_value& value = args[numbers_[i] - 1u].value;
        const int place = static_cast<int>(i) + 1;
        const char* bytes = value.as.text.data ? value.as.text.data : "";
        int code = SQLITE_OK;
        switch (value.type) {
            case KEREGE_DB_INT64:
                code = sqlite3_bind_int64(statement, place, value.as.int64);
                break;
            case KEREGE_DB_REAL:
                code = sqlite3_bind_double(statement, place, value.as.real);
                break;
            case KEREGE_DB_TEXT:
                code = sqlite3_bind_text64(statement, place, bytes, value.as.text.size, life,
                                           SQLITE_UTF8);
                break;
            case KEREGE_DB_BLOB:
                code = sqlite3_bind_blob64(statement, place, bytes, value.as.text.size, life);
                break;
            default:
                code = sqlite3_bind_null(statement, place);
        }
        if (code != SQLITE_OK) throw_sqlite(database_, code, name_);
    }
}

void SqliteStatement::fail(int code, const std::string& refused) {
    // The message is the connection's and goes with the reset.
    struct ResetAfter {
        sqlite3_stmt* statement;
        ~ResetAfter() { sqlite3_reset(statement); }
    } reset_after{handle_.get()};
    throw_sqlite(database_, code, name_, refused);
}

}  // namespace kerege::data
