// What a plugin is shown in: a small region with a school and its people, from
// share/kerege/demonstration.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/app/house.hpp"

namespace kerege::app {

inline constexpr std::string_view kDemonstrationPassword = "dala-samal-terek";

struct DemonstrationLogin {
    std::string who;  // "teacher"
    std::string login;
    std::string name;
};

// Fills the house's database if it has no organisations, and turns the loaded plugins on for all.
// REQUIRES: the house has not started. Throws Failure. [control]
void load_demonstration(House& house);

// One of each kind of people, who may sign in with the password above.
std::vector<DemonstrationLogin> demonstration_logins(Console& console);

}  // namespace kerege::app
