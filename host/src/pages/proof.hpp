// The fields by which somebody shows that it is still they, before they touch others' accounts, and
// what besides passwords would open them.
#pragma once

#include <string>
#include <vector>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// For the partial "proof" of a form: a password, and a code for who has a second factor. What is
// wrong with them stands beside them.
void add_proof(House& house, http::Exchange& exchange, const Fault* fault, Model& form);

// What was sent. Borrowed from the request.
access::Proof sent_proof(const http::Exchange& exchange);

// Looks at what was sent. Fault: as of Accounts::prove(); where nothing was typed yet, no wrong
// password is counted.
Result<> prove(House& house, http::Exchange& exchange);

// Whether one of the roles opens others' accounts, or gives such roles.
bool gives_power(const House& house, const std::vector<std::string>& roles);

// Whether saving this would open an account to whoever sits at an administrator's session: by a new
// role of that kind, or an address to which a link for a new password would go. What was typed may
// have faults yet.
bool opens_accounts(const House& house, const directory::PersonCard& card,
                    const directory::PersonEdit& typed);

}  // namespace kerege::pages
