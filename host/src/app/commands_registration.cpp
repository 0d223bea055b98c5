// registration list, registration accept, registration link, registration decline
#include <fmt/format.h>

#include <charconv>

#include "host/src/access/permissions.hpp"
#include "host/src/access/registrations.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/app/members.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/outbox.hpp"

namespace kerege::app {
namespace {

// The plugins that hear of it are those the host would load; letters leave when a host next looks.
struct Desk {
    explicit Desk(Console& console)
        : letters(console),
          catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          sessions(console.database, permissions, console.clock, console.config.sessions),
          registrations(console.database, sessions, console.audit, outbox, console.ids,
                        console.clock, console.local_time, &letters.letters,
                        console.config.privacy.erase_after_months) {}

    LetterDesk letters;
    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    access::Permissions permissions;
    access::Sessions sessions;
    access::Registrations registrations;
};

int64_t registration_id(const Invocation& invocation) {
    const std::string& typed = invocation.arguments.front();
    int64_t id = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), id);
    if (error != std::errc() || end != typed.data() + typed.size())
        throw Failure("ID is a number, as registration list prints it", kUsage);
    return id;
}

}  // namespace

int registration_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    Desk desk(console);
    for (const auto& one : desk.registrations.list(organisation.id))
        fmt::print("{}  {:<9}  {} {}  born {}  class {}  by {}\n", one.id, one.state,
                   one.family_name, one.given_name, one.birth_date,
                   one.class_label.empty() ? "-" : one.class_label, one.guardian_name);
    return kDone;
}

int registration_accept(const Invocation& invocation) {
    const int64_t id = registration_id(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    Desk desk(console);
    (void)unwrap_field(
        desk.registrations.take_in({organisation.id, {}}, id, invocation.option("class")));
    fmt::print("registration {}: the child is a learner of {}\n", id, organisation.code);
    return kDone;
}

int registration_link(const Invocation& invocation) {
    const int64_t id = registration_id(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId learner = membership_of(console, invocation, organisation.id);
    Desk desk(console);
    (void)unwrap_field(desk.registrations.link({organisation.id, {}}, id, learner));
    fmt::print("registration {}: the child is {}\n", id, invocation.needed("login"));
    return kDone;
}

int registration_decline(const Invocation& invocation) {
    const int64_t id = registration_id(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    Desk desk(console);
    (void)unwrap_field(
        desk.registrations.decline({organisation.id, {}}, id, invocation.option("reason")));
    fmt::print("registration {} is declined\n", id);
    return kDone;
}

}  // namespace kerege::app
