// How the installation does: what an operator wants to know at three in the morning.
#pragma once

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// A child "health" of the model: the database, who is signed in, events not delivered, modules with
// their state, and where one is switched off or on by a setting.
void add_health(House& house, http::Exchange& exchange, Model& model);

}  // namespace kerege::pages
