// One prepared statement of an SQLite connection: its parameters' order and its arguments.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "host/src/data/connection.hpp"

namespace kerege::data {

class SqliteStatement {
public:
    // Compiles one statement. Throws as throw_sqlite() does, and std::logic_error when there is
    // more than one statement or a parameter without a number.
    SqliteStatement(sqlite3* database, std::string_view name, std::string_view sql, bool kept,
                    const Principal* principal, const std::string& refused);

    // Throws std::logic_error unless there is exactly one argument for each parameter.
    void bind(std::span<const Argument> args, bool copy);
    // True: there is a row.
    bool step(const std::string& refused) {
        const int code = sqlite3_step(handle_.get());
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(code, refused);
        return false;
    }
    void reset() noexcept { sqlite3_reset(handle_.get()); }

    sqlite3_stmt* handle() const { return handle_.get(); }
    const Principal* principal() const { return principal_; }
    std::string_view name() const { return name_; }
    bool reads_only() const { return reads_only_; }

    bool busy = false;       // a cursor is open on it
    uint64_t used_last = 0;  // of the connection's count of uses

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    void number_parameters();
    [[noreturn]] void fail(int code, const std::string& refused);

    sqlite3* database_;
    std::string_view name_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    std::vector<uint16_t> numbers_;  // SQLite's parameter i + 1 takes argument numbers_[i] - 1
    size_t arguments_ = 0;
    const Principal* principal_;
    bool reads_only_ = false;
};

}  // namespace kerege::data
