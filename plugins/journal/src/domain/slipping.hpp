// Who is slipping: what a homeroom teacher should see early, over all subjects of a term.
#pragma once

#include <cstdint>

#include "src/domain/totals.hpp"

namespace kerege::journal {

// How far back "lately" goes, its last day included.
inline constexpr int kLatelyDays = 14;

// What of the totals is of late.
struct Lately {
    int64_t mark_sum = 0;
    int64_t marks = 0;
    int64_t unexcused = 0;

    void add(const Lately& other) {
        mark_sum += other.mark_sum;
        marks += other.marks;
        unexcused += other.unexcused;
    }
};

struct Slipping {
    bool low = false;       // the average of at least three marks is below 5
    bool falling = false;   // of three marks and more each, lately's average is 2 below the earlier
    int64_t unexcused = 0;  // lessons missed without a reason lately, from three on; else 0

    bool any() const { return low || falling || unexcused > 0; }
};

// REQUIRES: `lately` is a part of `term`.
Slipping slipping(const Totals& term, const Lately& lately);

}  // namespace kerege::journal
