// What a browser says of itself, in a few words that its owner knows it by.
#pragma once

#include <string>
#include <string_view>

namespace kerege::access {

// "Firefox · Windows", "Chrome · Android"; one of both where the other is unknown, empty where both
// are. Only from fixed lists: nothing else of the header is kept.
std::string device_of(std::string_view user_agent);

}  // namespace kerege::access
