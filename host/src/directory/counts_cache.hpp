// What was counted lately, so that a whole country is not counted again for each view of a page.
#pragma once

#include <algorithm>
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

// Counted: {rows, at_ms}, as RecentCounts is.
template <class Counted>
class RecentCache {
public:
    using Key = std::pair<int64_t, std::string>;  // organisation and day
    using Count = std::function<decltype(Counted::rows)()>;
    // Whether so little was counted that it is never kept, however busy the machine is: who has
    // just brought in a school looks.
    using IsLittle = std::function<bool(const Counted&)>;

    // clock must outlive this.
    RecentCache(const Clock& clock, IsLittle is_little)
        : clock_(clock), is_little_(std::move(is_little)) {}

    // What is not little is kept for a hundred times as long as it took to count, at most ten
    // minutes: a country's costs the database a hundredth of its time. One thread counts for all
    // who ask meanwhile; they get the last count, or wait for the first. Throws what `count`
    // throws. [any]
    std::shared_ptr<const Counted> get(const Key& key, const Count& count);
    // Everything is counted anew by who asks next: the tree itself has changed. [any]
    void forget();

private:
    using Steady = std::chrono::steady_clock;
    static constexpr int kKeptTimes = 100;
    static constexpr Steady::duration kKeptMax = std::chrono::minutes(10);
    static constexpr size_t kSlotsMax = 1000;

    struct Slot {
        std::shared_ptr<const Counted> counted;
        Steady::time_point kept_until;
        bool counting = false;
    };
    void make_room();

    const Clock& clock_;
    const IsLittle is_little_;
    std::mutex mutex_;
    std::condition_variable done_;
    std::map<Key, Slot> slots_;
    uint64_t trees_ = 0;  // how often the tree has changed
};

// A count of at most twenty rows is little.
class CountsCache : public RecentCache<RecentCounts> {
public:
    explicit CountsCache(const Clock& clock)
        : RecentCache(clock, [](const RecentCounts& counted) {
              constexpr size_t kFewRows = 20;
              return counted.rows.size() <= kFewRows;
          }) {}
};

template <class Counted>
std::shared_ptr<const Counted> RecentCache<Counted>::get(const Key& key, const Count& count) {
    std::unique_lock lock(mutex_);
    if (slots_.size() >= kSlotsMax) make_room();
    Slot* slot = &slots_[key];
    while (true) {
        const bool fresh = slot->counted && Steady::now() < slot->kept_until;
        if (fresh || (slot->counting && slot->counted)) return slot->counted;
        if (!slot->counting) break;
        done_.wait(lock);
        slot = &slots_[key];
    }
    const uint64_t tree = trees_;
    slot->counting = true;  // with which it stays where it is
    lock.unlock();
    const auto began = Steady::now();
    auto fresh = std::make_shared<Counted>();
    fresh->at_ms = clock_.now_ms();
    try {
        fresh->rows = count();
    } catch (...) {
        lock.lock();
        slot->counting = false;
        done_.notify_all();
        throw;
    }
    const auto took = Steady::now() - began;
    lock.lock();
    const bool kept = !is_little_(*fresh) && tree == trees_;
    slot->counted = std::move(fresh);
    slot->kept_until = kept
                           ? Steady::now() + std::min<Steady::duration>(kKeptTimes * took, kKeptMax)
                           : Steady::now();
    slot->counting = false;
    done_.notify_all();
    return slot->counted;
}

template <class Counted>
void RecentCache<Counted>::forget() {
    const std::lock_guard lock(mutex_);
    ++trees_;
    for (auto& [key, slot] : slots_) slot.kept_until = {};
}

template <class Counted>
void RecentCache<Counted>::make_room() {
    const auto now = Steady::now();
    std::erase_if(slots_, [&](const auto& entry) {
        return !entry.second.counting && entry.second.kept_until < now;
    });
}

}  // namespace kerege::directory
