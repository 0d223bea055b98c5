#include "host/src/base/ids.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace kerege {
namespace {

constexpr int64_t kEpochMs = 1704067200000;  // 2024-01-01T00:00:00Z
constexpr int kNodeBits = 10;
constexpr int kSequenceBits = 12;

}  // namespace

IdMaker::IdMaker(const Clock& clock, uint32_t node) : clock_(clock), node_(node) {
    if (node >= (1u << kNodeBits)) throw std::invalid_argument("node must be 0…1023");
}

int64_t IdMaker::next() {
    const auto since_epoch_ms = static_cast<uint64_t>(clock_.now_ms() - kEpochMs);
    const uint64_t earliest = since_epoch_ms << kSequenceBits;
    uint64_t last = last_.load(std::memory_order_relaxed);
    uint64_t next = 0;
    do {
        next = last >= earliest ? last + 1 : earliest;
    } while (!last_.compare_exchange_weak(last, next, std::memory_order_relaxed));
    const uint64_t milliseconds = next >> kSequenceBits;
    const uint64_t sequence = next & ((1u << kSequenceBits) - 1);
    return static_cast<int64_t>((milliseconds << (kNodeBits + kSequenceBits)) |
                                (node_ << kSequenceBits) | sequence);
}

int64_t id_instant_ms(int64_t id) { return (id >> (kNodeBits + kSequenceBits)) + kEpochMs; }

int64_t first_id_at(int64_t at_ms) {
    constexpr int64_t kEachMs = int64_t{1} << (kNodeBits + kSequenceBits);
    constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
    const int64_t since_epoch_ms = std::max<int64_t>(at_ms - kEpochMs, 0);
    return since_epoch_ms > kMax / kEachMs ? kMax : std::max<int64_t>(since_epoch_ms * kEachMs, 1);
}

}  // namespace kerege
