// What parents and administrators read of a registration alike.
#pragma once

#include "host/src/access/registrations.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Sets `state` and `badge`.
void add_state(const House& house, const http::Exchange& exchange,
               const access::Registration& registration, Model& place);

// The registration that {registration} of the route names, of the scope's organisation. Fault:
// not_found.
Result<access::Registration> asked_registration(House& house, const http::Exchange& exchange);

}  // namespace kerege::pages
