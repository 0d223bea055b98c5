// Statements, transactions and rows.
//
// Statements come from queries/*.sql: the build makes a header of named constants from them. A
// transaction rolls back unless commit() was called; it belongs to the call and its thread.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/host.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::sdk {

// One of the plugin's statements; parameters are $1…$n. Made by the build, never by hand.
struct Statement {
    std::string_view name;
    std::string_view sqlite_sql;
    std::string_view pg_sql;  // empty: the same text
};

// The statements handed in at start; a statement's number is its place in the generated array.
class Statements {
public:
    // Throws std::logic_error when called again: there is one array, made by the build.
    void add(std::span<const Statement> all, const Host& host, kerege_registration* registration) {
        if (all_.data())
            throw std::logic_error("statements() is called once, with all the build has made");
        all_ = all;
        for (const Statement& statement : all) {
            StringSink error;
            int32_t number = 0;
            require(
                host.db->add_statement(registration, str(statement.name), str(statement.sqlite_sql),
                                       str(statement.pg_sql), &number, error.sink()),
                error, "add_statement");
            numbers_.push_back(number);
        }
    }
    int32_t number(const Statement& statement) const {
        // A copy of one, or one of another array, stands nowhere in this one.
        const Statement* const begin = all_.data();
        if (std::less<>()(&statement, begin) || !std::less<>()(&statement, begin + numbers_.size()))
            throw std::logic_error("statement was not handed in at start: " +
                                   std::string(statement.name));
        return numbers_[static_cast<size_t>(&statement - begin)];
    }

private:
    std::span<const Statement> all_;
    std::vector<int32_t> numbers_;
};

// Bytes that are no text, as an argument: transaction.execute(q, {id, Blob{bytes}}). Borrowed.
struct Blob {
    std::string_view bytes;
};

// One argument. Text and blobs are borrowed for the call.
struct Argument {
    kerege_value value{};

    explicit(false) Argument(std::nullptr_t) {}
    explicit(false) Argument(int64_t number) { set(number); }
    explicit(false) Argument(int number) { set(number); }
    explicit(false) Argument(double number) {
        value.type = KEREGE_DB_REAL;
        value.as.real = number;
    }
    explicit(false) Argument(Blob blob) {
        value.type = KEREGE_DB_BLOB;
        value.as.text = str(blob.bytes);
    }
    explicit(false) Argument(std::string_view text) { set(text); }
    explicit(false) Argument(const std::string& text) { set(std::string_view(text)); }
    explicit(false) Argument(const char* text) { set(std::string_view(text)); }
    template <class Tag>
    explicit(false) Argument(Id<Tag> id) {
        set(id.value);
    }
    template <class T>
    explicit(false) Argument(const std::optional<T>& maybe) {
        if (maybe) *this = Argument(*maybe);
    }

private:
    void set(int64_t number) {
        value.type = KEREGE_DB_INT64;
        value.as.int64 = number;
    }
    void set(std::string_view text) {
        value.type = KEREGE_DB_TEXT;
        value.as.text = str(text);
    }
};
static_assert(sizeof(Argument) == sizeof(kerege_value),
              "arguments are passed as an array of values");

// One row, borrowed until the next. Columns count from 0.
class Row {
public:
    Row(const kerege_value* values, uint32_t columns) : values_(values), columns_(columns) {}

    bool is_null(uint32_t column) const { return at(column).type == KEREGE_DB_NULL; }
    int64_t int64(uint32_t column) const { return typed(column, KEREGE_DB_INT64).as.int64; }
    double real(uint32_t column) const { return typed(column, KEREGE_DB_REAL).as.real; }
    std::string_view text(uint32_t column) const {
        return view(typed(column, KEREGE_DB_TEXT).as.text);
    }
    std::string_view blob(uint32_t column) const {
        return view(typed(column, KEREGE_DB_BLOB).as.text);
    }
    std::optional<int64_t> maybe_int64(uint32_t column) const {
        return is_null(column) ? std::nullopt : std::optional(int64(column));
    }
    std::optional<double> maybe_real(uint32_t column) const {
        return is_null(column) ? std::nullopt : std::optional(real(column));
    }
    std::string_view text_or_empty(uint32_t column) const {
        return is_null(column) ? std::string_view() : text(column);
    }
    template <class SomeId>
    SomeId id(uint32_t column) const {
        return SomeId{int64(column)};
    }

private:
    const kerege_value& at(uint32_t column) const {
        if (column >= columns_)
            throw std::logic_error("row has no column " + std::to_string(column));
        return values_[column];
    }
    const kerege_value& typed(uint32_t column, int32_t type) const {
        const kerege_value& value = at(column);
        if (value.type != type)
            throw std::logic_error("column " + std::to_string(column) + " is of another type");
        return value;
    }

    const kerege_value* values_;
    uint32_t columns_;
};

class Transaction {
public:
    Transaction(const Host& host, const Statements& statements, kerege_call* call, int32_t mode)
        : host_(host), statements_(statements) {
        StringSink error;
        require(host_.db->begin(call, mode, &transaction_, error.sink()), error, "begin");
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
        if (transaction_) host_.db->rollback(transaction_);
    }

    // Rows changed. Throws CallFailed; status KEREGE_CONFLICT when a key refused it.
    int64_t execute(const Statement& statement, std::initializer_list<Argument> args) {
        StringSink error;
        int64_t changed = 0;
        require(host_.db->execute(transaction_, statements_.number(statement), values(args),
                                  static_cast<uint32_t>(args.size()), &changed, error.sink()),
                error, "execute");
        return changed;
    }

    // Calls row(const Row&) for each row.
    template <class F>
    void each(const Statement& statement, std::initializer_list<Argument> args, F&& row) {
        StringSink error;
        kerege_cursor* cursor = nullptr;
        require(host_.db->query(transaction_, statements_.number(statement), values(args),
                                static_cast<uint32_t>(args.size()), &cursor, error.sink()),
                error, "query");
        const CursorCloser closer{host_, cursor};
        for (;;) {
            kerege_rows rows{};
            require(host_.db->fetch(cursor, &rows, error.sink()), error, "fetch");
            if (rows.rows == 0) return;
            for (uint32_t i = 0; i < rows.rows; ++i)
                row(Row(rows.values + static_cast<size_t>(i) * rows.columns, rows.columns));
        }
    }

    // The first row through `read`, or nullopt: first(q, {id}, [](const Row& r) { return
    // r.int64(0); })
    template <class F>
    auto first(const Statement& statement, std::initializer_list<Argument> args, F&& read)
        -> std::optional<std::decay_t<decltype(read(std::declval<const Row&>()))>> {
        std::optional<std::decay_t<decltype(read(std::declval<const Row&>()))>> found;
        each(statement, args, [&](const Row& row) {
            if (!found) found = read(row);
        });
        return found;
    }

    void commit() {
        StringSink error;
        const kerege_status status = host_.db->commit(transaction_, error.sink());
        transaction_ = nullptr;
        require(status, error, "commit");
    }

private:
    struct CursorCloser {
        const Host& host;
        kerege_cursor* cursor;
        ~CursorCloser() { host.db->cursor_close(cursor); }
    };

    static const kerege_value* values(std::initializer_list<Argument> args) {
        return args.size() ? &args.begin()->value : nullptr;
    }

    const Host& host_;
    const Statements& statements_;
    kerege_transaction* transaction_ = nullptr;
};

}  // namespace kerege::sdk
