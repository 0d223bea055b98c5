// How documents are shown on the host's pages.
#pragma once

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Adds the text's blocks to `place`, for partials/agreement_text. under: the level of the heading
// above it, 1 or 2.
void add_text(std::string_view text, int under, Model& place);

// "Each person accepts it" and so on; of an unknown kind nothing.
std::string kind_words(const House& house, const http::Exchange& exchange, std::string_view kind);
// How it was accepted: "at the first sign-in", "on paper".
std::string way_words(const House& house, const http::Exchange& exchange, std::string_view way);
// Kazakh, Russian, English: the language something was read in.
std::string language_words(const House& house, const http::Exchange& exchange,
                           std::string_view locale);
// The language in which the text of a form was shown: of its field "shown_in", else of the page.
std::string shown_language(const http::Exchange& exchange);
// A day with its month in words.
std::string full_day(const http::Exchange& exchange, std::string_view day);

// The values of every field of that name: what was ticked.
std::vector<std::string> ticked(const http::Request& request, std::string_view name);

}  // namespace kerege::pages
