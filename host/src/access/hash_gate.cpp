#include "host/src/access/hash_gate.hpp"

#include <utility>

namespace kerege::access {

HashGate::Pass::Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}

HashGate::Pass::~Pass() {
    if (gate_ == nullptr) return;
    {
        const std::lock_guard lock(gate_->mutex_);
        ++gate_->free_;
    }
    gate_->freed_.notify_one();
}

HashGate::Pass HashGate::enter(std::chrono::milliseconds wait_max) {
    std::unique_lock lock(mutex_);
    if (free_ == 0 && waiting_ >= waiting_max_) return Pass(nullptr);
    ++waiting_;
    const bool entered = freed_.wait_for(lock, wait_max, [this] { return free_ > 0; });
    --waiting_;
    if (!entered) return Pass(nullptr);
    --free_;
    return Pass(this);
}

}  // namespace kerege::access
