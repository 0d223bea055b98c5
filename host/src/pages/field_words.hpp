// What the fields of the host's forms, and of a roster, are called.
#pragma once

#include <string_view>

namespace kerege::pages {

// A message id, or empty for a field that no form shows. [any]
std::string_view field_label(std::string_view field);

}  // namespace kerege::pages
