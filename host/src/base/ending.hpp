// That somebody's work is to end, told once and seen wherever that work waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace kerege {

// [any]
class Ending {
public:
    using Clock = std::chrono::steady_clock;

    // Nothing new begins; what is under way may go on until then. The earliest instant counts.
    void begin(Clock::time_point until);
    // As before begin(): the work is started again.
    void take_back();
    bool begun() const;
    // Waits so long, and no longer than what is under way may go on. Returns whether it still may.
    bool pause(std::chrono::milliseconds wait);

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool begun_ = false;
    Clock::time_point until_ = Clock::time_point::max();
};

}  // namespace kerege
