// A database: a pool of connections, transactions on them, and named statements.
//
// Poco::Data opens the connections; statements are prepared once per connection and run on the
// native handle beneath (docs/decisions). SQLite and PostgreSQL behave the same through this door.
//
// Threads: a Database is shared by all; a Transaction belongs to the thread that began it.
#pragma once

#include <chrono>
#include <compare>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/data/value.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::data {

enum class Dialect { sqlite, postgresql };

// A statement of the host or of a plugin. Its address is its identity: connections keep what they
// prepared under it, so a Statement must live as long as the Database.
struct Statement {
    std::string_view name;        // "directory/organisation_by_code", for logs
    std::string_view sqlite_sql;  // parameters $1…$n, numbered by first appearance
    std::string_view pg_sql;      // empty: the same text
};

// Who runs a statement: the host itself, or a plugin within its own tables and views.
// `reads`: "core.person.name"-like grants are resolved to view columns before they come here.
struct Principal {
    std::string id;                    // plugin id, or empty for the host
    std::vector<std::string> columns;  // "api_core_person_v1.family_name", sorted
    bool migrating = false;            // may create, alter and drop what is its own, for run_script

    auto operator<=>(const Principal&) const = default;
};

// Lost infrastructure: no connection, connection lost, disk full. Becomes 503 at the edge.
class Unavailable : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
// Somebody else holds a lock for longer than one waits for it: later it may go.
class Busy : public Unavailable {
    using Unavailable::Unavailable;
};
// A plugin's statement ran longer than it may, or its call did.
class TookTooLong : public Unavailable {
    using Unavailable::Unavailable;
};
// A unique or foreign key refused the change. Callers that expect it catch it and return a Fault.
class ConstraintViolation : public std::runtime_error {
    using std::runtime_error::runtime_error;
};
// The sandbox refused the statement; what() names the table or column.
class NotAllowed : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A statement that changes something, in a transaction that reads.
class ReadsOnly : public std::logic_error {
    using std::logic_error::logic_error;
};
// A row of more than 8 MiB; on SQLite, for a principal, of more than 1 MiB.
class TooLarge : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// How a plugin logs in to PostgreSQL, and what the host's functions there ask for before they
// write for it.
struct Login {
    std::string role;
    std::string password;
    std::string key;
};

class Cursor {
public:
    virtual ~Cursor() = default;
    // The next rows, at most 256 and 12 MiB; rows == 0 at the end. Borrowed until the next call.
    // Throws TooLarge, and what Transaction::execute() throws.
    virtual kerege_rows fetch() = 0;
    // Whether it is known that no rows are left.
    virtual bool ended() const = 0;
};

class Connection;  // internal: a Poco session, its native handle, its prepared statements

class Transaction {
public:
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();  // rolls back what is open

    // Rows changed. Throws ConstraintViolation, Unavailable, NotAllowed, std::logic_error (bug in
    // the SQL, wrong number of arguments, text that holds NUL or is not UTF-8). After any of them
    // the transaction can only be rolled back.
    int64_t execute(const Statement& statement, std::span<const Argument> args);
    int64_t execute(const Statement& statement, std::initializer_list<Argument> args) {
        return execute(statement, std::span(args.begin(), args.size()));
    }
    // The arguments are copied. What changes something has done so when this returns. The cursor is
    // of no use once the transaction has ended.
    std::unique_ptr<Cursor> query(const Statement& statement, std::span<const Argument> args);

    // Calls `row` for each row.
    void each(const Statement& statement, std::initializer_list<Argument> args,
              const std::function<void(const Row&)>& row);
    // Calls `row` for the first row, if any; returns whether there was one.
    bool first(const Statement& statement, std::initializer_list<Argument> args,
               const std::function<void(const Row&)>& row);

    void commit();
    void rollback() noexcept;
    // Marks a place to come back to, as the host. Marks nest: what was marked last is left first.
    void mark();
    // The same; and until it is rolled back to, what changes something throws ReadsOnly.
    void mark_reading();
    // Undoes what ran since the last mark and takes the mark away; also after a statement failed,
    // with which the transaction is whole again. REQUIRES: no cursor of since then is fetched.
    void roll_back_to_mark();
    // Takes the last mark away and keeps what ran since, with the transaction. REQUIRES: it was set
    // by mark().
    void release_mark();
    // As Database::check, for whoever this transaction acts as, and with its changes in sight.
    void check(const Statement& statement);
    // Statements run so far in this transaction, for the limit per page.
    int statements() const;
    // Runs what follows as this principal, nullptr the host. Its content is copied. The host sets
    // it before it crosses the boundary.
    void act_as(const Principal* principal);
    // No statement of a principal runs on after this: it throws TookTooLong, as it does after
    // DatabaseSettings::statement_max. At first there is no end.
    void finish_by(std::chrono::steady_clock::time_point latest);
    // Whether that principal's statements may run in this one: not in the session of another's
    // login, nor in the host's where it has one of its own.
    bool serves(const Principal& principal) const;
    // Of the login whose session this is; empty: the session is the host's.
    std::string_view login_key() const;

private:
    friend class Database;
    struct State;
    explicit Transaction(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

struct DatabaseSettings {
    // sqlite: a file path; postgresql: a libpq connection string without the password.
    Dialect dialect = Dialect::sqlite;
    std::string target;
    std::string user;  // empty: the one that the target names
    std::string password;
    int connections_max = 16;
    std::chrono::milliseconds wait_max{5000};  // for a free connection, and for SQLite's write lock
    std::string sqlite_synchronous = "NORMAL";
    std::chrono::milliseconds statement_max{10'000};  // of a principal's, between two fetches
};

class Database {
public:
    // Opens lazily: a database that is down makes begin() throw Unavailable, not this.
    explicit Database(DatabaseSettings settings);
    ~Database();

    Dialect dialect() const;
    // One snapshot, read only. As `principal`, nullptr the host; in a session of its login if it
    // has one. `held`: transactions this thread has open already, at most one of them for long;
    // those beside have connections set aside, and those deeper don't wait for one. [any]
    Transaction read(const Principal* principal = nullptr, int held = 0);
    // On SQLite takes the one write lock at once, first come first served; on PostgreSQL writers
    // run side by side (read committed), so a change names the revision it is based on. [any]
    Transaction write(const Principal* principal = nullptr, int held = 0);
    // From now on the principal's transactions are sessions of this login. Returns why the server
    // does not let it in; then nothing has changed. [control]
    std::string use_login(const Principal& principal, Login login);
    // Runs a statement text that is not cached: migrations and tests. Several statements allowed.
    // A principal in force must be one that is migrating.
    void run_script(Transaction& transaction, std::string_view sql);
    // Checks that a statement prepares for a principal. Throws NotAllowed or std::logic_error.
    // SQLite asks its authorizer for every column. On PostgreSQL the text is judged
    // (postgres_scan.hpp), and the server, if the principal has a login.
    void check(const Statement& statement, const Principal& principal);
    // Since the start, and now.
    struct Numbers {
        int connections_max = 0;
        int lent = 0;
        int idle = 0;
        uint64_t waits = 0;  // for a connection, or for SQLite's write lock
        std::chrono::microseconds waited{0};
        uint64_t refused = 0;  // waited in vain
        uint64_t statements = 0;
    };
    Numbers numbers() const;  // [any]
    // Whether a connection answers within wait_max. Never throws.
    bool alive() noexcept;

private:
    friend class Transaction;
    struct Impl;
    Transaction begin(bool write, const Principal* principal, int held);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::data
