#include "host/src/data/pool.hpp"

#include <iterator>
#include <utility>

namespace kerege::data {

ConnectionPool::Loan& ConnectionPool::Loan::operator=(Loan&& other) noexcept {
    if (this == &other) return *this;
    give_back();
    pool_ = std::exchange(other.pool_, nullptr);
    pass_ = std::move(other.pass_);
    login_ = other.login_;
    connection_ = std::move(other.connection_);
    return *this;
}

void ConnectionPool::Loan::give_back() noexcept {
    if (pool_) pool_->give_back(std::move(connection_), login_);
    pool_ = nullptr;
    pass_.give_back();
}

ConnectionPool::Loan ConnectionPool::take(FairGate::Deadline deadline, const Login* login,
                                          int held) {
    FairGate& gate = held > 0 ? gate_beside_ : gate_;
    // Who holds one of those beside already must not wait for another.
    if (!gate.enter(held > 1 ? std::chrono::steady_clock::now() : deadline)) {
        throw Unavailable("no database connection became free in time");
    }
    Loan loan;
    loan.pass_ = GatePass(gate);
    loan.connection_ = idle_of(login);
    loan.pool_ = this;
    loan.login_ = login;
    if (!loan.connection_) loan.connection_ = open_(login);
    return loan;
}

// An idle one of the login, or room for one more: nullptr. Either way it counts as lent.
std::unique_ptr<Connection> ConnectionPool::idle_of(const Login* login) {
    std::unique_ptr<Connection> found;
    std::unique_ptr<Connection> dropped;  // closed without the lock
    const std::lock_guard lock(mutex_);
    const auto last = std::find_if(idle_.rbegin(), idle_.rend(),
                                   [&](const Idle& one) { return one.login == login; });
    if (last != idle_.rend()) {
        found = std::move(last->connection);
        idle_.erase(std::next(last).base());
    } else if (!idle_.empty() && lent_ + static_cast<int>(idle_.size()) >= open_max_) {
        dropped = std::move(idle_.front().connection);
        idle_.erase(idle_.begin());
    }
    ++lent_;
    return found;
}

void ConnectionPool::renew(Loan& loan) {
    loan.connection_.reset();
    std::vector<Idle> dropped;
    {
        std::lock_guard lock(mutex_);
        dropped.swap(idle_);
    }
    dropped.clear();
    loan.connection_ = open_(loan.login_);
}

ConnectionPool::Use ConnectionPool::use() const {
    Use use{0, 0, gate_.waits()};
    const FairGate::Waits beside = gate_beside_.waits();
    use.waits.waits += beside.waits;
    use.waits.waited += beside.waited;
    use.waits.in_vain += beside.in_vain;
    const std::lock_guard lock(mutex_);
    use.lent = lent_;
    use.idle = static_cast<int>(idle_.size());
    return use;
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection,
                               const Login* login) noexcept {
    std::lock_guard lock(mutex_);
    --lent_;
    if (connection && !connection->lost()) idle_.push_back({login, std::move(connection)});
}

}  // namespace kerege::data
