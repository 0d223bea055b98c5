#include "host/src/access/hash_gate.hpp"

#include <utility>

namespace kerege::access {

HashGate::Pass::Pass(Pass&& other) noexcept
    : gate_(std::exchange(other.gate_, nullptr)), behind_(other.behind_) {}

HashGate::Pass::~Pass() {
    if (gate_ == nullptr) return;
    {
        const std::lock_guard lock(gate_->mutex_);
        ++gate_->free_;
        if (behind_) --gate_->behind_;
    }
    gate_->freed_.notify_one();
    gate_->beside_.notify_all();
}

HashGate::Pass HashGate::enter(std::chrono::milliseconds wait_max) {
    std::unique_lock lock(mutex_);
    if (free_ == 0 && waiting_ >= waiting_max_) return {nullptr, false};
    ++waiting_;
    const bool entered = freed_.wait_for(lock, wait_max, [this] { return free_ > 0; });
    --waiting_;
    if (waiting_ == 0) beside_.notify_all();
    if (!entered) return {nullptr, false};
    --free_;
    return {this, false};
}

HashGate::Pass HashGate::enter_behind(std::chrono::milliseconds patience,
                                      std::chrono::milliseconds wait_max) {
    std::unique_lock lock(mutex_);
    const auto room = [this] { return free_ > 0 && behind_ < behind_max_; };
    const auto quiet = [&] { return room() && waiting_ == 0; };
    if (!beside_.wait_for(lock, patience, quiet) && !beside_.wait_for(lock, wait_max, room))
        return {nullptr, false};
    --free_;
    ++behind_;
    return {this, true};
}

}  // namespace kerege::access
