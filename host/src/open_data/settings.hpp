// What an installation publishes of itself: off unless an organisation is named.
#pragma once

#include <string>

namespace kerege::open_data {

// How often what is published is made anew.
enum class Every { day, week, month, quarter };

struct Settings {
    std::string organisation;  // its code: it and all beneath it; empty: nothing is published
    int at_least = 10;         // a number of fewer people is withheld
    Every every = Every::quarter;

    bool on() const { return !organisation.empty(); }
};

}  // namespace kerege::open_data
