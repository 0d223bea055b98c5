// What markup of templates may not contain. Each returns what is wrong, or an empty string.
#pragma once

#include <string>
#include <string_view>

namespace kerege::view {

std::string refuse_element(std::string_view tag);
std::string refuse_attribute(std::string_view attribute);
// `value` with every value of the model as one control character.
std::string refuse_value(std::string_view attribute, std::string_view value);
// A value of the model in this attribute; `first`: at its very beginning.
std::string refuse_variable(std::string_view attribute, bool first);

// Whether the attribute holds an address, and whether that is one a script asks for.
bool is_url(std::string_view attribute);
bool is_request(std::string_view attribute);

}  // namespace kerege::view
