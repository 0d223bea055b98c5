#include "host/src/pages/proof.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/directory/person_edit.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

void add_proof(House& house, http::Exchange& exchange, const Fault* fault, Model& form) {
    Model& proof = form.add("proof");
    if (house.accounts.has_second_factor(exchange.scope().person)) proof.add("with_code");
    add_field_faults(house, exchange, fault, proof);
}

access::Proof sent_proof(const http::Exchange& exchange) {
    return {exchange.request.field("password"), exchange.request.field("one_time_code")};
}

Result<> prove(House& house, http::Exchange& exchange) {
    const access::Proof sent = sent_proof(exchange);
    if (sent.password.empty())
        return invalid_fields({{"password", KEREGE_TR("This needs your own password.")}});
    return house.accounts.prove(exchange.scope(), sent, exchange.request.id);
}

bool gives_power(const House& house, const std::vector<std::string>& roles) {
    const auto held = house.permissions.of_roles(roles);
    const auto holds = [&](std::string_view key) {
        const int at = house.permissions.index(key);
        return at >= 0 && held.test(static_cast<size_t>(at));
    };
    return holds(access::permission::kCredentialsIssue) || holds(access::permission::kPeopleEdit);
}

bool opens_accounts(const House& house, const directory::PersonCard& card,
                    const directory::PersonEdit& typed) {
    const auto checked =
        directory::check_edit(typed, card, house.local_time.day(house.clock.now_ms()));
    const directory::PersonEdit& edit = checked ? *checked : typed;
    if (card.line.has_password && !edit.email.empty() && edit.email != card.line.email) return true;
    if (!edit.roles) return false;
    std::vector<std::string> added = *edit.roles;
    std::erase_if(added, [&](const std::string& role) {
        return std::ranges::find(card.roles, role) != card.roles.end();
    });
    return gives_power(house, added);
}

}  // namespace kerege::pages
