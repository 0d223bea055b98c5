// What a look at the installation has found, as the page and the command say it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kerege::pages {

struct Finding {
    bool good = false;
    std::string_view words;  // a message id; {names} in it stand for the values
    std::vector<std::pair<std::string, std::string>> values = {};
};

}  // namespace kerege::pages
