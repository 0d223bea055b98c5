// Ids of rows: 63 bits, positive, rising with time, unique over all hosts of an installation.
// Layout, from the top: 41 bits of milliseconds since 2024-01-01 UTC (69 years), 10 bits of node,
// 12 bits of sequence. A host makes at most 4,096 ids a millisecond and then borrows from the next.
#pragma once

#include <atomic>
#include <cstdint>

#include "host/src/base/clock.hpp"

namespace kerege {

class IdMaker {
public:
    // node: 0…1023, unique among the hosts of an installation. `clock` must outlive the maker.
    IdMaker(const Clock& clock, uint32_t node);

    // [any]
    int64_t next();

private:
    const Clock& clock_;
    uint64_t node_;
    std::atomic<uint64_t> last_{0};  // milliseconds and sequence, without the node
};

// The instant inside an id, UTC milliseconds since 1970.
int64_t id_instant_ms(int64_t id);
// No id made at that instant or later is below this one, none made before is above. At least 1.
int64_t first_id_at(int64_t at_ms);

}  // namespace kerege
