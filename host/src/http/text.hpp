// Small tools for text that came over the wire. All pure. [any]
#pragma once

#include <string>
#include <string_view>

#include "host/src/base/text.hpp"

namespace kerege::http {

using text::valid_utf8;

// Appends the decoded text to `out`. False, with `out` unspecified, for a broken %-sequence, a NUL
// or a result that is not UTF-8.
bool percent_decode(std::string_view text, bool plus_is_space, std::string& out);
// Everything but letters, digits and "-._~" becomes %XX.
std::string percent_encode(std::string_view text);

std::string lower(std::string_view text);  // ASCII letters only
bool equals_ignoring_case(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);  // spaces and tabs
// A name as RFC 9110 calls "token": of methods, headers and cookies.
bool is_token(std::string_view text);
// Whether a text can be the value of a header: no control characters but the tab.
bool is_header_value(std::string_view text);
// Tells nothing of where two texts differ by the time it takes.
bool same_in_constant_time(std::string_view a, std::string_view b);
// At most `bytes_max` bytes, cut between two characters. REQUIRES: valid UTF-8.
std::string_view cut_utf8(std::string_view text, size_t bytes_max);

}  // namespace kerege::http
