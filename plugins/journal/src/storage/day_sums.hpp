// The sums of a school's day in the database.
#pragma once

#include <string>

#include "kerege/sdk/database.hpp"
#include "src/domain/entry.hpp"

namespace kerege::journal {

// REQUIRES: a write transaction.
void add_to_day_sums(sdk::Transaction& transaction, OrganisationId organisation,
                     const std::string& held_on, const DayChange& change);

}  // namespace kerege::journal
