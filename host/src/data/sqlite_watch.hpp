// Ends a plugin's statement on SQLite that takes too long, or builds values beyond all measure: the
// library asks every few thousand steps whether to go on.
#pragma once

#include <sqlite3.h>

#include <chrono>

namespace kerege::data {

class SqliteWatch {
public:
    using Clock = std::chrono::steady_clock;

    // One text or blob, and one row. Functions like instr() and replace() are one step, whose time
    // grows with the square of this; what a plugin hands in is at most 1 MiB.
    static constexpr int kValueBytesMax = 1024 * 1024 + 64 * 1024;

    // The limits of every statement on the connection. REQUIRES: the connection outlives this.
    void install(sqlite3* database) {
        database_ = database;
        host_value_bytes_max_ = sqlite3_limit(database, SQLITE_LIMIT_LENGTH, -1);
        // What parses within these can't exhaust the stack or take seconds to prepare.
        sqlite3_limit(database, SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024);
        sqlite3_limit(database, SQLITE_LIMIT_EXPR_DEPTH, 200);
        sqlite3_limit(database, SQLITE_LIMIT_COMPOUND_SELECT, 100);
        sqlite3_limit(database, SQLITE_LIMIT_VDBE_OP, 100'000);
        sqlite3_limit(database, SQLITE_LIMIT_FUNCTION_ARG, 64);
        sqlite3_limit(database, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 4096);
        sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
        constexpr int steps = 2000;  // some ten microseconds
        sqlite3_progress_handler(database, steps, &SqliteWatch::is_over, this);
    }

    // While a statement of a plugin runs; without a deadline it is the host's, and nothing happens.
    class Guard {
    public:
        Guard(SqliteWatch& watch, bool of_plugin, Clock::time_point deadline)
            : watch_(of_plugin ? &watch : nullptr) {
            if (!watch_) return;
            watch.deadline_ = deadline;
            sqlite3_limit(watch.database_, SQLITE_LIMIT_LENGTH, kValueBytesMax);
        }
        ~Guard() {
            if (!watch_) return;
            watch_->deadline_ = Clock::time_point::max();
            sqlite3_limit(watch_->database_, SQLITE_LIMIT_LENGTH, watch_->host_value_bytes_max_);
        }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        SqliteWatch* watch_;
    };

private:
    static int is_over(void* self) {
        const auto& watch = *static_cast<SqliteWatch*>(self);
        return watch.deadline_ != Clock::time_point::max() && Clock::now() >= watch.deadline_;
    }

    sqlite3* database_ = nullptr;
    int host_value_bytes_max_ = 0;
    Clock::time_point deadline_ = Clock::time_point::max();
};

}  // namespace kerege::data
