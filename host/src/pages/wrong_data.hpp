// The data a person can't change, as pages show them to be checked.
#pragma once

#include <string>
#include <string_view>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// One of access::kFixedData, as it is written for people; or empty.
std::string fixed_value(const House& house, const http::Exchange& exchange,
                        const directory::PersonCard& card, std::string_view field);
// Adds a child "fixed" {field, label, value} for each of them.
void add_fixed_data(const House& house, const http::Exchange& exchange,
                    const directory::PersonCard& card, Model& place);

}  // namespace kerege::pages
