// How long things took: a count for each of some bounds, and the sum, as a histogram is published.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace kerege {

class Timing {
public:
    // In microseconds; from an answer out of memory to one that nobody waits for any more.
    static constexpr std::array<int64_t, 12> kBounds = {
        1'000,   2'500,   5'000,     10'000,    25'000,    50'000,
        100'000, 250'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

    struct Counts {
        std::array<uint64_t, kBounds.size() + 1> within{};  // the last: beyond all bounds
        uint64_t sum_us = 0;
    };

    void add(std::chrono::microseconds took) noexcept {
        size_t at = 0;
        while (at < kBounds.size() && took.count() > kBounds[at]) ++at;
        within_[at].fetch_add(1, std::memory_order_relaxed);
        sum_us_.fetch_add(static_cast<uint64_t>(took.count()), std::memory_order_relaxed);
    }
    Counts counts() const noexcept {
        Counts counts;
        for (size_t i = 0; i < within_.size(); ++i) counts.within[i] = within_[i];
        counts.sum_us = sum_us_;
        return counts;
    }

private:
    std::array<std::atomic<uint64_t>, kBounds.size() + 1> within_{};
    std::atomic<uint64_t> sum_us_{0};
};

}  // namespace kerege
