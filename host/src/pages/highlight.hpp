// What of a name was found.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/view/renderer.hpp"

namespace kerege::pages {

// Adds the text to a model as children "part", each with a child "found" or "other" {text}: found
// is the beginning of a word of the text that one of the words, as directory::search_words() makes
// them, stands for.
void add_highlighted(std::string_view text, const std::vector<std::string>& words,
                     view::Model& model);

}  // namespace kerege::pages
