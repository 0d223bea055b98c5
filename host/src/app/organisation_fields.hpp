// What commands are told of an organisation. Internal.
#pragma once

#include "host/src/app/command.hpp"
#include "host/src/directory/organisations.hpp"

namespace kerege::app {

// Names, BIN and addresses: those that were given take the place of what stands there.
void take_fields(const Invocation& invocation, directory::NewOrganisation& organisation);

}  // namespace kerege::app
