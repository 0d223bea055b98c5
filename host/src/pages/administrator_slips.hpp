// Slips of the first administrators of many organisations, fetched by the operator who asked for
// them.
#pragma once

#include <string>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// "/organisations/file/slips/12".
std::string administrator_slips_path(access::BatchId batch);

// A child "waiting" {text} with a form's proof where administrators wait for a way in. Faults stand
// beside the fields.
void add_waiting_administrators(House& house, http::Exchange& exchange, const Fault* fault,
                                Model& model);

}  // namespace kerege::pages
