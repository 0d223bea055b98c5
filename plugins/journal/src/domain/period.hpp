// A span of days, each a text YYYY-MM-DD.
#pragma once

#include <string>
#include <string_view>

namespace kerege::journal {

// From the first to the last day, both included.
struct Period {
    std::string begins_on;
    std::string ends_on;

    bool holds(std::string_view day) const { return begins_on <= day && day <= ends_on; }
};

}  // namespace kerege::journal
