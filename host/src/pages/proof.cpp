#include "host/src/pages/proof.hpp"

namespace kerege::pages {

void add_proof(House& house, http::Exchange& exchange, const Fault* fault, Model& form) {
    Model& proof = form.add("proof");
    if (house.accounts.has_second_factor(exchange.scope().person)) proof.add("with_code");
    add_field_faults(house, exchange, fault, proof);
}

access::Proof sent_proof(const http::Exchange& exchange) {
    return {exchange.request.field("password"), exchange.request.field("code")};
}

}  // namespace kerege::pages
