// The lists of a roster's preview, each of them whole, page by page: who is new, what changes, who
// is not in the file, the faults.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/rosters.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// On the page of a file the beginning of each of its lists, on the list's own page more of it.
inline constexpr size_t kListedFirst = 50;
inline constexpr size_t kListedEach = 200;

struct ListTab {
    std::string href;
    std::string_view label;  // a message id
    size_t count = 0;
    bool current = false;
};
// For partials/list_tabs: a child "lists" with the tabs that hold something, and the current one.
void add_list_tabs(const House& house, const http::Exchange& exchange,
                   const std::vector<ListTab>& tabs, Model& model);
// The way to the rest of a list of which the beginning is shown: a child "more" of its section.
void add_rest_of_list(const House& house, const http::Exchange& exchange, const std::string& href,
                      size_t count, Model& section);

// Adds to the preview the beginning of each list, and the way to the rest: children "lists",
// "fresh", "changes", "gone" and "faults", as partials/roster_lists shows them. [request]
void add_roster_lists(const House& house, const http::Exchange& exchange,
                      const directory::roster::Preview& preview, Model& model);

}  // namespace kerege::pages
