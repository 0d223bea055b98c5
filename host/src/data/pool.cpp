#include "host/src/data/pool.hpp"

#include <utility>

namespace kerege::data {

ConnectionPool::Loan& ConnectionPool::Loan::operator=(Loan&& other) noexcept {
    if (this == &other) return *this;
    give_back();
    pool_ = other.pool_;
    pass_ = std::move(other.pass_);
    connection_ = std::move(other.connection_);
    return *this;
}

void ConnectionPool::Loan::give_back() noexcept {
    if (connection_) pool_->give_back(std::move(connection_));
    connection_.reset();
    pass_.give_back();
}

ConnectionPool::Loan ConnectionPool::take(FairGate::Deadline deadline) {
    if (!gate_.enter(deadline)) throw Unavailable("no database connection became free in time");
    Loan loan;
    loan.pass_ = GatePass(gate_);
    loan.pool_ = this;
    {
        std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            loan.connection_ = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!loan.connection_) loan.connection_ = open_();
    return loan;
}

void ConnectionPool::renew(Loan& loan) {
    loan.connection_.reset();
    std::vector<std::unique_ptr<Connection>> dropped;
    {
        std::lock_guard lock(mutex_);
        dropped.swap(idle_);
    }
    dropped.clear();
    loan.connection_ = open_();
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) noexcept {
    if (connection->lost()) return;
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

}  // namespace kerege::data
