// What the register of people leaves to the background.
#pragma once

#include <vector>

#include "host/src/directory/endings.hpp"
#include "host/src/directory/names_grants.hpp"
#include "host/src/directory/roster/imports.hpp"
#include "host/src/directory/transfers.hpp"
#include "host/src/jobs/kind.hpp"

namespace kerege::directory {

// All must outlive the kinds.
std::vector<jobs::Kind> job_kinds(roster::Rosters& rosters, roster::Imports& imports,
                                  Endings& endings, Transfers& transfers, NamesGrants& names);

}  // namespace kerege::directory
