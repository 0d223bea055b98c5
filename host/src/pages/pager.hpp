// Long lists shown page by page, by links that need no script.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// What stands in an address after "page=", from 1; of anything else the first one.
int page_number(std::string_view text);

// Which part of a list a page shows: [begin, end).
struct Part {
    int page = 1;
    int pages = 1;
    size_t begin = 0;
    size_t end = 0;
};
// A page beyond the last one is the last. REQUIRES: each > 0.
Part part_of(size_t items, size_t each, int wanted);

// For partials/pager: a child "pages" with the places around this one; nothing where one page holds
// everything. href: the address of a page by its number.
void add_pager(const House& house, const http::Exchange& exchange, int page, int pages,
               const std::function<std::string(int)>& href, Model& model);

}  // namespace kerege::pages
