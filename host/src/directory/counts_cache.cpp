#include "host/src/directory/counts_cache.hpp"

#include <algorithm>

namespace kerege::directory {
namespace {

using std::chrono::steady_clock;

constexpr int kKeptTimes = 100;
constexpr steady_clock::duration kKeptMax = std::chrono::minutes(10);
constexpr size_t kSlotsMax = 1000;
// Counted anew each time, however busy the machine is: who has just brought in a school looks.
constexpr size_t kFewRows = 20;

}  // namespace

std::shared_ptr<const RecentCounts> CountsCache::get(const Key& key, const Count& count) {
    std::unique_lock lock(mutex_);
    if (slots_.size() >= kSlotsMax) make_room();
    Slot* slot = &slots_[key];
    while (true) {
        const bool fresh = slot->counted && steady_clock::now() < slot->kept_until;
        if (fresh || (slot->counting && slot->counted)) return slot->counted;
        if (!slot->counting) break;
        done_.wait(lock);
        slot = &slots_[key];
    }
    const uint64_t tree = trees_;
    slot->counting = true;  // with which it stays where it is
    lock.unlock();
    const auto began = steady_clock::now();
    auto fresh = std::make_shared<RecentCounts>();
    fresh->at_ms = clock_.now_ms();
    try {
        fresh->rows = count();
    } catch (...) {
        lock.lock();
        slot->counting = false;
        done_.notify_all();
        throw;
    }
    const auto took = steady_clock::now() - began;
    lock.lock();
    const bool few = fresh->rows.size() <= kFewRows;
    slot->counted = std::move(fresh);
    slot->kept_until = few || tree != trees_
                           ? steady_clock::now()
                           : steady_clock::now() + std::min(kKeptTimes * took, kKeptMax);
    slot->counting = false;
    done_.notify_all();
    return slot->counted;
}

void CountsCache::forget() {
    const std::lock_guard lock(mutex_);
    ++trees_;
    for (auto& [key, slot] : slots_) slot.kept_until = {};
}

void CountsCache::make_room() {
    const auto now = steady_clock::now();
    std::erase_if(slots_, [&](const auto& entry) {
        return !entry.second.counting && entry.second.kept_until < now;
    });
}

}  // namespace kerege::directory
