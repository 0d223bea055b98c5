// A bounded pool of connections, of the host's and of plugins' logins. Opens when asked, keeps what
// is idle, drops what is lost, and what was idle longest where another login needs the room.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "host/src/data/connection.hpp"
#include "host/src/data/fair_gate.hpp"

namespace kerege::data {

class ConnectionPool {
public:
    // nullptr: the host's.
    using Open = std::function<std::unique_ptr<Connection>(const Login* login)>;

    ConnectionPool(int connections_max, Open open)
        : gate_(connections_max),
          gate_beside_(beside(connections_max)),
          open_max_(connections_max + beside(connections_max)),
          open_(std::move(open)) {}

    // How many more are set aside for transactions beside another of the same thread, so that
    // pages that hold one and want a second don't wait for each other.
    static int beside(int connections_max) { return std::max(1, connections_max / 8); }

    // A connection on loan; goes back to the pool with the loan's end.
    class Loan {
    public:
        Loan() = default;
        Loan(Loan&& other) noexcept { *this = std::move(other); }
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
        const Login* login_ = nullptr;
        std::unique_ptr<Connection> connection_;
    };

    // Waits until the deadline, in the order of coming. `held`: connections the thread has on loan
    // already. Throws Unavailable. [any]
    Loan take(FairGate::Deadline deadline, const Login* login = nullptr, int held = 0);
    // Replaces a lost connection by one opened now. The idle ones went the same way, most likely,
    // and are dropped too. Throws Unavailable. [any]
    void renew(Loan& loan);

    struct Use {
        int lent = 0;
        int idle = 0;
        FairGate::Waits waits;
    };
    Use use() const;  // [any]

private:
    struct Idle {
        const Login* login;
        std::unique_ptr<Connection> connection;
    };

    std::unique_ptr<Connection> idle_of(const Login* login);
    void give_back(std::unique_ptr<Connection> connection, const Login* login) noexcept;

    FairGate gate_;
    FairGate gate_beside_;
    const int open_max_;
    Open open_;
    mutable std::mutex mutex_;
    int lent_ = 0;
    std::vector<Idle> idle_;  // the last used is taken first
};

}  // namespace kerege::data
