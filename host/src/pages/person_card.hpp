// The card of a person, shown again where another page's form on it was refused.
#pragma once

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// REQUIRES: the scope's person may core.people.view.
Result<> show_person_card(House& house, http::Exchange& exchange, MembershipId membership,
                          const Fault& fault);

}  // namespace kerege::pages
