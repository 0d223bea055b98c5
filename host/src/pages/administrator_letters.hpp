// Letters with logins to the first administrators of a file of organisations.
#pragma once

#include <string>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// "/organisations/file/letters/12".
std::string letters_path(access::BatchId batch);

// A child "letters" or "slips" for each batch of the person's that is still known of.
void add_open_letters(House& house, http::Exchange& exchange, Model& model);

}  // namespace kerege::pages
