// The section menu of a page: what a viewer may see of it, and where the viewer is.
#pragma once

#include <string_view>
#include <vector>

#include "host/src/view/page.hpp"

namespace kerege::view {

// Places of the bar at the bottom of a phone.
inline constexpr size_t kTabsMax = 5;

// A menu of more than these is shown under headings: an operator's, and no school's.
inline constexpr size_t kFlatMax = 12;

// Those shown to the scope, in their order.
std::vector<const MenuItem*> visible_menu(const Site& site, const access::Scope& scope);
// The item whose address is the longest that the path lies under; null if there is none.
const MenuItem* current_item(const std::vector<const MenuItem*>& items, std::string_view path);

// Sets `group`s with the `menu` of all, `tabs` (at most kTabsMax places) and `more` with the
// `group`s of those that don't fit. A group of a long menu has a `heading` {text, id}, which names
// its list. Each item: label, href, icon, #current.
void add_menu(Model& layout, const Site& site, const Viewer& viewer, const Translator& translator);

}  // namespace kerege::view
