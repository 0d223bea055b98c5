// Accounts by their logins, as the operator finds them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// nullopt: nobody's login, or somebody's who belongs somewhere outside of the operator's own tree.
std::optional<access::FoundAccount> found_account(House& house, const http::Exchange& exchange,
                                                  std::string_view login);
// "East School, West School".
std::string places_of(const access::FoundAccount& account);

// One file each.
void register_new_account(http::Router& router, House& house);

}  // namespace kerege::pages
