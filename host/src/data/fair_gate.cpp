#include "host/src/data/fair_gate.hpp"

#include <algorithm>

namespace kerege::data {

bool FairGate::enter(Deadline deadline) {
    std::unique_lock lock(mutex_);
    if (permits_ > 0) {
        --permits_;
        return true;
    }
    Waiter self;
    waiting_.push_back(&self);
    const auto began = std::chrono::steady_clock::now();
    const bool through = self.wake.wait_until(lock, deadline, [&] { return self.through; });
    ++waits_.waits;
    waits_.waited += std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    if (through) return true;
    ++waits_.in_vain;
    waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &self));
    return false;
}

FairGate::Waits FairGate::waits() const {
    const std::lock_guard lock(mutex_);
    return waits_;
}

void FairGate::leave() {
    std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
        ++permits_;
        return;
    }
    // The permit passes straight to the first in the queue, so nobody can slip in between.
    Waiter* next = waiting_.front();
    waiting_.pop_front();
    next->through = true;
    next->wake.notify_one();
}

}  // namespace kerege::data
