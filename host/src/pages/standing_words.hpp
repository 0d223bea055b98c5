// How the end of somebody's access and the operator's restrictions are said on pages.
#pragma once

#include <string>
#include <string_view>

#include "host/src/access/restrictions.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Message ids; empty for a word nobody knows. From any thread.
std::string_view ground_label(std::string_view ground);
std::string_view breach_label(std::string_view reason);

// "Blocked until 01.12.2026 18:00", "Restricted".
std::string standing_words(const House& house, const http::Exchange& exchange,
                           const access::Restriction& restriction);

// What holds for a person, for a page of the administrators: a child "restriction" {standing,
// breach, reason, note, since, blocked or looking}.
void add_restriction(const House& house, const http::Exchange& exchange,
                     const access::Restriction& restriction, Model& place);

}  // namespace kerege::pages
