// The lists of a roster's preview, each of them whole, page by page: who is new, what changes, who
// is not in the file, the faults.
#pragma once

#include <cstddef>

#include "host/src/directory/roster/rosters.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Adds to the preview the beginning of each list, and the way to the rest: children "lists",
// "fresh", "changes", "gone" and "faults", as partials/roster_lists shows them. [request]
void add_roster_lists(const House& house, const http::Exchange& exchange,
                      const directory::roster::Preview& preview, Model& model);

}  // namespace kerege::pages
