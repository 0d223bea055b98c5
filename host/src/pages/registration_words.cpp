#include "host/src/pages/registration_words.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace state = access::registration_state;

struct StateWords {
    std::string_view code;
    std::string_view label;
    std::string_view badge;
};
constexpr StateWords kStates[] = {
    {state::kWaiting, KEREGE_TR("Waits for an answer"), "warn"},
    {state::kTakenIn, KEREGE_TR("Taken in"), "good"},
    {state::kLinked, KEREGE_TR("Found among the learners"), "good"},
    {state::kDeclined, KEREGE_TR("Declined"), "bad"},
    {state::kWithdrawn, KEREGE_TR("Withdrawn"), ""},
};

}  // namespace

void add_state(const House& house, const http::Exchange& exchange,
               const access::Registration& registration, Model& place) {
    for (const StateWords& words : kStates)
        if (words.code == registration.state)
            place.set("state", tr(house, exchange, words.label)).set("badge", words.badge);
}

Result<access::Registration> asked_registration(House& house, const http::Exchange& exchange) {
    const auto id = Id<struct RegistrationTag>::parse(exchange.path_value("registration"));
    if (!id) return not_found("no registration id");
    return house.registrations.find(exchange.scope().organisation, id->value);
}

}  // namespace kerege::pages
