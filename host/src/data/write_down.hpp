// Writes down what has happened already: a job that was done, a letter the server took. Not to have
// it written means that it happens again, so it is tried again while the database is away.
#pragma once

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>

#include "host/src/base/ending.hpp"

namespace kerege::data {

// How often a change is tried, and for how long in all.
struct Patience {
    std::chrono::milliseconds first_pause{250};
    std::chrono::milliseconds longest_pause{5'000};
    std::chrono::milliseconds longest;  // after this somebody else may have taken it over
};

// Runs `work` until it does not throw; `failed` hears of each time it does. Pauses grow. Returns
// false where it was given up: the patience has run out, or `ending` leaves no more time. [any]
bool write_down(Ending& ending, const Patience& patience, const std::function<void()>& work,
                const std::function<void(const std::exception&)>& failed);

}  // namespace kerege::data
