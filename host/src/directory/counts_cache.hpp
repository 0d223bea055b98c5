// What was counted lately, so that a whole country is not counted again for each view of a page.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/directory/organisations.hpp"

namespace kerege::directory {

class CountsCache {
public:
    // Must outlive this.
    explicit CountsCache(const Clock& clock) : clock_(clock) {}

    using Key = std::pair<int64_t, std::string>;  // organisation and day
    using Count = std::function<std::vector<Counts>()>;

    // A count of more than twenty rows is kept for a hundred times as long as it took, at most ten
    // minutes: a country's costs the database a hundredth of its time, and what a school or a small
    // district asks is always as it is now. One thread counts for
    // all who ask meanwhile; they get the last count, or wait for the first. Throws what `count`
    // throws. [any]
    std::shared_ptr<const RecentCounts> get(const Key& key, const Count& count);
    // Everything is counted anew by who asks next: the tree itself has changed. [any]
    void forget();

private:
    using Instant = std::chrono::steady_clock::time_point;
    struct Slot {
        std::shared_ptr<const RecentCounts> counted;
        Instant kept_until;
        bool counting = false;
    };
    void make_room();

    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable done_;
    std::map<Key, Slot> slots_;
    uint64_t trees_ = 0;  // how often the tree has changed
};

}  // namespace kerege::directory
