// What a parent is to a child, in the words of people.
#pragma once

#include <string>
#include <string_view>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Of what roster/kinship.hpp has; of anything else nothing.
std::string kinship_words(const House& house, const http::Exchange& exchange,
                          std::string_view kinship);
// For a select: children "kinship" {code, label, chosen} of the model.
void add_kinships(const House& house, const http::Exchange& exchange, std::string_view chosen,
                  Model& model);

}  // namespace kerege::pages
