// The commands of the people's part, for the list of all. Internal.
#pragma once

#include "host/src/app/command.hpp"

namespace kerege::app {

std::vector<Command> account_commands();
std::vector<Command> standing_commands();
std::vector<Command> person_commands();
std::vector<Command> transfer_commands();
std::vector<Command> registration_commands();

}  // namespace kerege::app
