// Base64 as mail writes it, padded.
#pragma once

#include <string>
#include <string_view>

namespace kerege::mail {

std::string base64(std::string_view bytes);

}  // namespace kerege::mail
