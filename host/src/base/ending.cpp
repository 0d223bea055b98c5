#include "host/src/base/ending.hpp"

#include <algorithm>

namespace kerege {

void Ending::begin(Clock::time_point until) {
    {
        const std::lock_guard lock(mutex_);
        begun_ = true;
        until_ = std::min(until_, until);
    }
    changed_.notify_all();
}

void Ending::take_back() {
    const std::lock_guard lock(mutex_);
    begun_ = false;
    until_ = Clock::time_point::max();
}

bool Ending::begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
}

bool Ending::pause(std::chrono::milliseconds wait) {
    const auto wake_at = Clock::now() + wait;
    std::unique_lock lock(mutex_);
    while (Clock::now() < std::min(wake_at, until_))
        changed_.wait_until(lock, std::min(wake_at, until_));
    return Clock::now() < until_;
}

}  // namespace kerege
