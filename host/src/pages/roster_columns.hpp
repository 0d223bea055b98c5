// What a roster's preview says of the file's columns.
#pragma once

#include "host/src/directory/roster/check.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Adds to the preview which columns are not read, which fields the file lacks, and the way to say
// it otherwise: a child "columns". [request]
void add_roster_columns(const House& house, const http::Exchange& exchange,
                        const directory::roster::Checked& checked, Model& page);

}  // namespace kerege::pages
