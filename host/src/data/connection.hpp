// What the two databases have in common beneath Database: one session, its prepared statements and
// its cursors. A connection belongs to one transaction at a time, and so to one thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "host/src/data/database.hpp"

namespace kerege::data {

inline constexpr uint32_t batch_rows_max = 256;
// A batch ends with the row that reaches this, a value counting 16 bytes and its text.
inline constexpr size_t batch_bytes_enough = size_t{4} << 20;
inline constexpr size_t row_bytes_max = size_t{8} << 20;
inline constexpr size_t value_bytes = 16;
// Of a result that is kept whole.
inline constexpr size_t result_bytes_max = size_t{32} << 20;

class BatchCursor : public Cursor {
public:
    kerege_rows fetch() final { return fetch_at_most(batch_rows_max); }
    virtual kerege_rows fetch_at_most(uint32_t rows) = 0;

protected:
    [[noreturn]] static void throw_row_too_large(std::string_view name) {
        throw TooLarge(std::string(name) + ": a row of more than 8 MiB");
    }
    [[noreturn]] static void throw_result_too_large(std::string_view name) {
        throw TooLarge(std::string(name) + ": a result of more than 32 MiB");
    }
};

// Whether the arguments of a query stay where they are until its cursor is closed.
enum class ArgumentLife { call, cursor };

class Connection {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    explicit Connection(std::chrono::milliseconds statement_max) : statement_max_(statement_max) {}
    virtual ~Connection() = default;

    virtual void begin(bool write) = 0;
    virtual void commit() = 0;
    // Never leaves a transaction open: a connection that can't roll back is lost.
    virtual void rollback() noexcept = 0;

    // `principal` is nullptr for the host; otherwise its address stands for its content for the
    // whole life of the connection.
    virtual int64_t execute(const Statement& statement, std::span<const Argument> args,
                            const Principal* principal) = 0;
    virtual std::unique_ptr<BatchCursor> query(const Statement& statement,
                                               std::span<const Argument> args, ArgumentLife life,
                                               const Principal* principal) = 0;
    virtual void script(std::string_view sql, const Principal* principal) = 0;
    virtual void check(const Statement& statement, const Principal* principal) = 0;

    // Refuses changes from here on, within a transaction that writes; on PostgreSQL until what was
    // marked last is rolled back. They nest.
    virtual void begin_reading() = 0;
    virtual void end_reading() noexcept = 0;

    // The session is gone for good: the pool drops it.
    virtual bool lost() const = 0;

    // See Transaction.
    void finish_by(Deadline latest) { latest_ = latest; }

protected:
    // When a principal's statement that goes on now has to be done. Throws TookTooLong where it may
    // not even begin.
    Deadline deadline_of(std::string_view name) const {
        const auto now = std::chrono::steady_clock::now();
        if (now >= latest_) throw_too_long(name);
        return std::min(latest_, now + statement_max_);
    }
    [[noreturn]] static void throw_too_long(std::string_view name) {
        throw TookTooLong(std::string(name) + ": it took longer than it may");
    }

    const std::chrono::milliseconds statement_max_;

private:
    Deadline latest_ = Deadline::max();
};

std::unique_ptr<Connection> open_sqlite(const DatabaseSettings& settings);
std::unique_ptr<Connection> open_postgres(const DatabaseSettings& settings);

// Throws std::invalid_argument for text that holds NUL or is not UTF-8, which one database or the
// other would cut or refuse, and for a type that does not exist.
void check_arguments(const Statement& statement, std::span<const Argument> args);

}  // namespace kerege::data
