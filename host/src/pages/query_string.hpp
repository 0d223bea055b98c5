// "?a=1&b=2" with the values percent-encoded; empty values are left out.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kerege::pages {

std::string query_string(
    std::initializer_list<std::pair<std::string_view, std::string_view>> values);

}  // namespace kerege::pages
