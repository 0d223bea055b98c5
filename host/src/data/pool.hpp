// A bounded pool of connections. Opens when asked, keeps what is idle, drops what is lost.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "host/src/data/connection.hpp"
#include "host/src/data/fair_gate.hpp"

namespace kerege::data {

class ConnectionPool {
public:
    using Open = std::function<std::unique_ptr<Connection>()>;

    ConnectionPool(int connections_max, Open open)
        : gate_(connections_max), open_(std::move(open)) {}

    // A connection on loan; goes back to the pool with the loan's end.
    class Loan {
    public:
        Loan() = default;
        Loan(Loan&&) noexcept = default;
        Loan& operator=(Loan&& other) noexcept;
        ~Loan() { give_back(); }

        // Ends the loan at once.
        void give_back() noexcept;

        Connection* operator->() const { return connection_.get(); }
        Connection& operator*() const { return *connection_; }

    private:
        friend class ConnectionPool;
        ConnectionPool* pool_ = nullptr;
        GatePass pass_;
        std::unique_ptr<Connection> connection_;
    };

    // Waits until the deadline, in the order of coming. Throws Unavailable. [any]
    Loan take(FairGate::Deadline deadline);
    // Replaces a lost connection by one opened now. The idle ones went the same way, most likely,
    // and are dropped too. Throws Unavailable. [any]
    void renew(Loan& loan);

private:
    void give_back(std::unique_ptr<Connection> connection) noexcept;

    FairGate gate_;
    Open open_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;  // the last used is taken first
};

}  // namespace kerege::data
