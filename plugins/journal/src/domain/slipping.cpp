#include "src/domain/slipping.hpp"

namespace kerege::journal {
namespace {

// Fewer say nothing: one bad day is no trend.
constexpr int64_t kMarksMin = 3;
constexpr int64_t kUnexcusedMin = 3;
constexpr int64_t kLowAverage = 5;
constexpr int64_t kFall = 2;

}  // namespace

Slipping slipping(const Totals& term, const Lately& lately) {
    const int64_t sum = term.mark_sum - lately.mark_sum;  // of the time before
    const int64_t marks = term.marks - lately.marks;
    Slipping signs;
    signs.low = term.marks >= kMarksMin && term.mark_sum < kLowAverage * term.marks;
    signs.falling = marks >= kMarksMin && lately.marks >= kMarksMin &&
                    sum * lately.marks - lately.mark_sum * marks >= kFall * marks * lately.marks;
    if (lately.unexcused >= kUnexcusedMin) signs.unexcused = lately.unexcused;
    return signs;
}

}  // namespace kerege::journal
