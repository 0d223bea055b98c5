// What a look at the installation has found, as the page and the command say it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kerege::pages {

// unset: nothing is broken, but something the product can do is not set up.
enum class Level { good, unset, problem };

struct Finding {
    Level level = Level::problem;
    std::string_view words;  // a message id; {names} in it stand for the values
    std::vector<std::pair<std::string, std::string>> values = {};
};

}  // namespace kerege::pages
