// The language of somebody whose language is not known from a session.
#pragma once

#include <string_view>

namespace kerege::http {

// The best of kk, ru and en in an Accept-Language header; kk if it names none of them. [any]
std::string_view accepted_locale(std::string_view accept_language);
// The weight (0…1000) an Accept-… header gives a word: 0 for one that is refused or not named.
// [any]
int weight_of(std::string_view accepted, std::string_view word);

}  // namespace kerege::http
