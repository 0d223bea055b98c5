// What the public's page and the operator's say alike of open data.
#pragma once

#include "host/src/open_data/protection.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

inline constexpr const char* kOpenData = KEREGE_TR("Open data");

// Sets step and from of the rule, and in `often` how often numbers are made.
void add_rule(const House& house, const http::Exchange& exchange, const open_data::Rule& rule,
              Model& model);

}  // namespace kerege::pages
