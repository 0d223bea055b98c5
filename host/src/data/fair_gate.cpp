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
    if (self.wake.wait_until(lock, deadline, [&] { return self.through; })) return true;
    waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &self));
    return false;
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
