// The fields by which somebody shows that it is still they, before they touch others' accounts.
#pragma once

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// For the partial "proof" of a form: a password, and a code for who has a second factor. What is
// wrong with them stands beside them.
void add_proof(House& house, http::Exchange& exchange, const Fault* fault, Model& form);

// What was sent. Borrowed from the request.
access::Proof sent_proof(const http::Exchange& exchange);

}  // namespace kerege::pages
