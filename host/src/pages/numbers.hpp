// Organisations in numbers, as officials see them.
#pragma once

#include <vector>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// For the partial "numbers": the first one's sums, and in "table" a row for each of the others.
// REQUIRES: counts is not empty.
void add_numbers(const House& house, const http::Exchange& exchange,
                 const std::vector<directory::Counts>& counts, Model& model);

// The badge of an organisation's state: {badge, label}. REQUIRES: a code of directory::statuses().
void add_badge(const House& house, const http::Exchange& exchange, std::string_view status,
               Model& model);

}  // namespace kerege::pages
