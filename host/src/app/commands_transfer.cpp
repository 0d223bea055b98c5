// transfer ask, transfer list, transfer accept, transfer decline, transfer withdraw
#include <fmt/format.h>

#include <charconv>

#include "host/src/app/members.hpp"
#include "host/src/directory/transfers.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/outbox.hpp"

namespace kerege::app {
namespace {

// The plugins that hear of it are those the host would load.
struct TransferDesk {
    explicit TransferDesk(Console& console)
        : catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          endings(console.database, console.audit, outbox, console.ids, console.clock,
                  console.local_time),
          transfers(console.database, console.audit, outbox, endings, console.ids, console.clock,
                    console.local_time) {}

    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    directory::Endings endings;
    directory::Transfers transfers;
};

int64_t transfer_id(const Invocation& invocation) {
    const std::string& typed = invocation.arguments.front();
    int64_t id = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), id);
    if (error != std::errc() || end != typed.data() + typed.size())
        throw Failure("ID is a number, as transfer list prints it", kUsage);
    return id;
}

}  // namespace

int transfer_ask(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const auto to = unwrap(console.organisation(invocation.arguments.front()));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    TransferDesk desk(console);
    const int64_t id = unwrap_field(
        desk.transfers.ask({organisation.id, {}}, membership,
                           {to.id, invocation.option("on"), invocation.option("note")}));
    fmt::print("{} of {} is handed over to {}: transfer {} waits for its answer\n",
               invocation.needed("login"), organisation.code, to.code, id);
    return kDone;
}

int transfer_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    TransferDesk desk(console);
    for (const auto& one : desk.transfers.list(organisation.id))
        fmt::print("{}  {:<9}  {} -> {}  from {}  {} {}\n", one.id, one.state, one.from.code,
                   one.to.code, one.first_day, one.family_name, one.given_name);
    return kDone;
}

int transfer_accept(const Invocation& invocation) {
    const int64_t id = transfer_id(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    TransferDesk desk(console);
    (void)unwrap_field(
        desk.transfers.accept({organisation.id, {}}, id, invocation.option("class")));
    fmt::print("transfer {} is accepted\n", id);
    return kDone;
}

int transfer_decline(const Invocation& invocation) {
    const int64_t id = transfer_id(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    TransferDesk desk(console);
    (void)unwrap_field(
        desk.transfers.decline({organisation.id, {}}, id, invocation.option("reason")));
    fmt::print("transfer {} is declined\n", id);
    return kDone;
}

int transfer_withdraw(const Invocation& invocation) {
    const int64_t id = transfer_id(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    TransferDesk desk(console);
    (void)unwrap_field(desk.transfers.withdraw({organisation.id, {}}, id));
    fmt::print("transfer {} is withdrawn\n", id);
    return kDone;
}

}  // namespace kerege::app
