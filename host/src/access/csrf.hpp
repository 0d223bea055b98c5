// Tokens against forged forms: the session's secret under a fresh mask, so that a compressed page
// gives nothing away.
#pragma once

#include <string>
#include <string_view>

#include "host/src/access/scope.hpp"

namespace kerege::access {

inline constexpr std::string_view kCsrfField = "_csrf";

std::string csrf_token(const Session& session);
// In constant time. [any]
bool csrf_valid(const Session& session, std::string_view token);

}  // namespace kerege::access
