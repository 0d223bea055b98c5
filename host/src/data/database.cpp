#include "host/src/data/database.hpp"

#include <fmt/format.h>

#include <atomic>
#include <list>
#include <map>
#include <set>

#include "host/src/data/pool.hpp"
#include "queries/data.hpp"

namespace kerege::data {
namespace {

std::unique_ptr<Connection> open(const DatabaseSettings& settings) {
    return settings.dialect == Dialect::sqlite ? open_sqlite(settings) : open_postgres(settings);
}

}  // namespace

struct Database::Impl {
    explicit Impl(DatabaseSettings given)
        : settings(std::move(given)), pool(settings.connections_max, [this](const Login* login) {
              if (!login) return open(settings);
              DatabaseSettings own = settings;
              own.user = login->role;
              own.password = login->password;
              return open(own);
          }) {}

    FairGate::Deadline deadline() const {
        return std::chrono::steady_clock::now() + settings.wait_max;
    }

    // Equal principals get one address for the life of the database, so that an address can stand
    // for what it may do.
    const Principal* intern(const Principal* principal) {
        if (!principal || principal->id.empty()) return nullptr;
        std::lock_guard lock(principals_mutex);
        return &*principals.insert(*principal).first;
    }

    // The login of that id, or nullptr.
    const Login* login_of(const Principal* principal) {
        if (!principal || principal->id.empty()) return nullptr;
        std::lock_guard lock(principals_mutex);
        const auto found = logins.find(principal->id);
        return found == logins.end() ? nullptr : found->second;
    }

    const DatabaseSettings settings;
    FairGate writers{1};
    ConnectionPool pool;
    std::mutex principals_mutex;
    std::set<Principal> principals;
    std::map<std::string, const Login*, std::less<>> logins;
    std::atomic<uint64_t> statements{0};
    std::list<Login> kept_logins;  // a connection in use may be an earlier one's
};

struct Transaction::State {
    explicit State(Database::Impl& its_database) : database(its_database) {}
    ~State() { roll_back(); }

    void roll_back() noexcept {
        if (!open) return;
        loan->rollback();
        end();
    }

    void end() noexcept {
        open = false;
        loan.give_back();
        writer.give_back();
    }

    // Runs `work` on the connection; whatever it throws leaves only the rollback.
    template <class Work>
    auto run(const Work& work) {
        if (!open) throw std::logic_error("the transaction has ended");
        if (failed)
            throw std::logic_error("a statement failed: the transaction can only roll back");
        failed = true;
        if constexpr (std::is_void_v<decltype(work(*loan))>) {
            work(*loan);
            failed = false;
        } else {
            auto result = work(*loan);
            failed = false;
            return result;
        }
    }

    std::unique_ptr<BatchCursor> query(const Statement& statement, std::span<const Argument> args,
                                       ArgumentLife life) {
        return run([&](Connection& connection) {
            check_arguments(statement, args);
            ++statements;
            database.statements.fetch_add(1, std::memory_order_relaxed);
            return connection.query(statement, args, life, principal);
        });
    }

    void forget_mark() noexcept {
        if (marks.empty()) return;
        if (marks.back()) loan->end_reading();
        marks.pop_back();
    }

    Database::Impl& database;
    GatePass writer;  // let go after the connection
    ConnectionPool::Loan loan;
    const Login* login = nullptr;  // whose session it is; nullptr: the host's
    const Principal* principal = nullptr;
    int statements = 0;
    std::vector<bool> marks = {};  // whether since then is only read
    bool open = false;
    bool failed = false;
};

Transaction::Transaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

int64_t Transaction::execute(const Statement& statement, std::span<const Argument> args) {
    return state_->run([&](Connection& connection) {
        check_arguments(statement, args);
        ++state_->statements;
        state_->database.statements.fetch_add(1, std::memory_order_relaxed);
        return connection.execute(statement, args, state_->principal);
    });
}

std::unique_ptr<Cursor> Transaction::query(const Statement& statement,
                                           std::span<const Argument> args) {
    return state_->query(statement, args, ArgumentLife::call);
}

void Transaction::each(const Statement& statement, std::initializer_list<Argument> args,
                       const std::function<void(const Row&)>& row) {
    const auto cursor =
        state_->query(statement, std::span(args.begin(), args.size()), ArgumentLife::cursor);
    for (kerege_rows rows = cursor->fetch(); rows.rows > 0; rows = cursor->fetch()) {
        for (uint32_t i = 0; i < rows.rows; ++i) {
            row(Row({rows.values + size_t{i} * rows.columns, rows.columns}));
        }
    }
}

bool Transaction::first(const Statement& statement, std::initializer_list<Argument> args,
                        const std::function<void(const Row&)>& row) {
    const auto cursor =
        state_->query(statement, std::span(args.begin(), args.size()), ArgumentLife::cursor);
    const kerege_rows rows = cursor->fetch_at_most(1);
    if (rows.rows == 0) return false;
    row(Row({rows.values, rows.columns}));
    return true;
}

void Transaction::commit() {
    state_->run([](Connection& connection) { connection.commit(); });
    state_->end();
}

void Transaction::rollback() noexcept { state_->roll_back(); }

void Transaction::mark() {
    state_->run(
        [](Connection& connection) { connection.execute(queries::data::mark_set, {}, nullptr); });
    state_->marks.push_back(false);
}

void Transaction::mark_reading() {
    mark();
    state_->run([](Connection& connection) { connection.begin_reading(); });
    state_->marks.back() = true;
}

void Transaction::roll_back_to_mark() {
    state_->failed = false;
    state_->run([](Connection& connection) {
        connection.execute(queries::data::mark_rollback, {}, nullptr);
        connection.execute(queries::data::mark_release, {}, nullptr);
    });
    state_->forget_mark();
}

void Transaction::release_mark() {
    state_->run([](Connection& connection) {
        connection.execute(queries::data::mark_release, {}, nullptr);
    });
    state_->forget_mark();
}

void Transaction::check(const Statement& statement) {
    state_->run([&](Connection& connection) { connection.check(statement, state_->principal); });
}

int Transaction::statements() const { return state_->statements; }

void Transaction::act_as(const Principal* principal) {
    state_->principal = state_->database.intern(principal);
}

bool Transaction::serves(const Principal& principal) const {
    return state_->login == state_->database.login_of(&principal);
}

void Transaction::finish_by(std::chrono::steady_clock::time_point latest) {
    if (state_->open) state_->loan->finish_by(latest);
}

std::string_view Transaction::login_key() const {
    return state_->login ? std::string_view(state_->login->key) : std::string_view();
}

Database::Database(DatabaseSettings settings)
    : impl_(std::make_unique<Impl>(std::move(settings))) {}
Database::~Database() = default;

Dialect Database::dialect() const { return impl_->settings.dialect; }

Transaction Database::begin(bool write, const Principal* principal, int held) {
    const FairGate::Deadline deadline = impl_->deadline();
    auto state = std::make_unique<Transaction::State>(*impl_);
    if (write && dialect() == Dialect::sqlite) {
        // Waiting here costs no connection, so that readers are served meanwhile.
        if (!impl_->writers.enter(deadline)) throw Busy("the write lock was not free in time");
        state->writer = GatePass(impl_->writers);
    }
    state->login = impl_->login_of(principal);
    state->loan = impl_->pool.take(deadline, state->login, held);
    try {
        state->loan->begin(write);
    } catch (const Unavailable&) {
        if (!state->loan->lost()) throw;
        impl_->pool.renew(state->loan);
        state->loan->begin(write);
    }
    state->loan->finish_by(Connection::Deadline::max());
    state->open = true;
    state->principal = impl_->intern(principal);
    return Transaction(std::move(state));
}

Transaction Database::read(const Principal* principal, int held) {
    return begin(false, principal, held);
}
Transaction Database::write(const Principal* principal, int held) {
    return begin(true, principal, held);
}

std::string Database::use_login(const Principal& principal, Login login) {
    DatabaseSettings own = impl_->settings;
    own.user = login.role;
    own.password = login.password;
    try {
        (void)open(own);
    } catch (const Unavailable& refused) {
        return refused.what();
    }
    std::lock_guard lock(impl_->principals_mutex);
    impl_->logins[principal.id] = &impl_->kept_logins.emplace_back(std::move(login));
    return {};
}

void Database::run_script(Transaction& transaction, std::string_view sql) {
    Transaction::State& state = *transaction.state_;
    if (state.principal && !state.principal->migrating) {
        throw std::logic_error("a script runs as the host or as a plugin that is migrating");
    }
    state.run([&](Connection& connection) { connection.script(sql, state.principal); });
}

void Database::check(const Statement& statement, const Principal& principal) {
    Transaction transaction = read();
    transaction.act_as(&principal);
    transaction.check(statement);
    transaction.rollback();
    if (impl_->login_of(&principal)) read(&principal).check(statement);
}

Database::Numbers Database::numbers() const {
    const ConnectionPool::Use use = impl_->pool.use();
    const FairGate::Waits writers = impl_->writers.waits();
    Numbers numbers;
    numbers.connections_max = impl_->settings.connections_max;
    numbers.lent = use.lent;
    numbers.idle = use.idle;
    numbers.waits = use.waits.waits + writers.waits;
    numbers.waited = use.waits.waited + writers.waited;
    numbers.refused = use.waits.in_vain + writers.in_vain;
    numbers.statements = impl_->statements;
    return numbers;
}

bool Database::alive() noexcept {
    try {
        return read().first(queries::data::ping, {}, [](const Row&) {});
    } catch (...) {
        return false;
    }
}

}  // namespace kerege::data
