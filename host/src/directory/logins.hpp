// Logins made from names: "zhumabaeva.rayana", and with a number behind when somebody has it
// already.
#pragma once

#include <string>
#include <string_view>

#include "host/src/data/database.hpp"

namespace kerege::directory {

// family.given in ASCII, at most 40 letters. Names that leave nothing give "user".
std::string login_base(std::string_view family_name, std::string_view given_name);

// One that no account has yet: the base, or the base with a number. A handful of look-ups, however
// many of that name there are.
std::string free_login(data::Transaction& transaction, std::string_view family_name,
                       std::string_view given_name);

}  // namespace kerege::directory
