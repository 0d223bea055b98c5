// Addresses of e-mail.
#pragma once

#include <string>
#include <string_view>

namespace kerege::mail {

inline constexpr size_t kAddressBytesMax = 254;

// local@domain in ASCII, without quotes, comments and spaces: what every server takes, and nothing
// that could end a command or a line of a head. [any]
bool good_address(std::string_view text);

// "a…@mail.kz": enough to tell two apart, for the operator's pages and the log. [any]
std::string masked(std::string_view address);

// The text with every occurrence of the address masked: servers repeat it in what they say. [any]
std::string with_masked(std::string text, std::string_view address);

}  // namespace kerege::mail
