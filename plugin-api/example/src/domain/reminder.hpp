// The rules of reminders: no HTTP, no database, no HTML, so that a test needs none either.
#pragma once

#include <string_view>

#include "kerege/sdk/result.hpp"

namespace reminders {

inline constexpr size_t kTextLettersMax = 200;

// Fault: invalid, with words for who typed it.
kerege::Result<> check_text(std::string_view text);

}  // namespace reminders
