// A counting gate that lets waiters through in the order they came. It bounds the connections of a
// pool, and with one permit it is the writers' lock of an SQLite file.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

namespace kerege::data {

class FairGate {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    explicit FairGate(int permits) : permits_(permits) {}

    // Waits for a permit without polling; false if the deadline passes first. [any]
    bool enter(Deadline deadline);
    // REQUIRES: a permit that enter() gave. [any]
    void leave();

    struct Waits {
        uint64_t waits = 0;
        std::chrono::microseconds waited{0};
        uint64_t in_vain = 0;
    };
    Waits waits() const;  // since the start [any]

private:
    struct Waiter {
        std::condition_variable wake;
        bool through = false;
    };

    mutable std::mutex mutex_;
    std::deque<Waiter*> waiting_;
    int permits_;
    Waits waits_;
};

// A permit held for a scope; empty when moved from or never entered.
class GatePass {
public:
    GatePass() = default;
    explicit GatePass(FairGate& entered) : gate_(&entered) {}
    GatePass(GatePass&& other) noexcept : gate_(other.gate_) { other.gate_ = nullptr; }
    GatePass& operator=(GatePass&& other) noexcept {
        if (this != &other) {
            give_back();
            gate_ = other.gate_;
            other.gate_ = nullptr;
        }
        return *this;
    }
    ~GatePass() { give_back(); }

    void give_back() noexcept {
        if (gate_) gate_->leave();
        gate_ = nullptr;
    }

private:
    FairGate* gate_ = nullptr;
};

}  // namespace kerege::data
