// roster import
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/src/access/address_keeper.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/directory/roster/rosters.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/outbox.hpp"
#include "kerege/sdk/text.hpp"

namespace kerege::app {
namespace {

namespace roster = directory::roster;

std::string read_file(const std::filesystem::path& path) {
    std::error_code missing;
    if (!std::filesystem::is_regular_file(path, missing))
        throw Failure(fmt::format("{}: there is no such file", path.string()));
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in) throw Failure(fmt::format("{}: can't be read", path.string()));
    return bytes.str();
}

// The person's words: what is wrong with a roster is written for schools.
template <class T>
T unwrap_words(Result<T> result) {
    if (!result.ok() && !result.fault().user_message.empty())
        throw Failure(result.fault().user_message);
    return unwrap(std::move(result));
}

}  // namespace

int roster_import(const Invocation& invocation) {
    const std::string kind = invocation.needed("kind");
    if (kind != "staff" && kind != "learners") throw Failure("--kind is staff or learners", kUsage);
    const std::filesystem::path file = invocation.arguments[0];
    const std::string bytes = read_file(file);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));

    // The event reaches the modules by the host that runs.
    const auto catalogue = plugins::Catalogue::read(console.folders.plugins);
    plugins::Outbox outbox(catalogue, console.ids, console.clock);
    LetterDesk desk(console);
    access::AddressKeeper addresses(console.audit, console.ids, console.clock, &desk.letters);
    roster::Rosters rosters(console.database, console.audit, outbox, addresses, console.ids,
                            console.clock, console.local_time);
    const auto upload = unwrap_words(rosters.stage(
        organisation.id, {}, kind == "staff" ? roster::Kind::staff : roster::Kind::learners,
        file.filename().string(), bytes));
    const auto preview = unwrap_words(rosters.preview(organisation.id, upload));
    for (const auto& fault : preview.checked.faults)
        fmt::print("row {}, {}: {} ({})\n", fault.row, fault.column,
                   sdk::with_values(fault.message, fault.values), fault.was);
    if (!preview.checked.faults.empty() && !invocation.has("accept-good-rows")) {
        (void)rosters.discard(organisation.id, upload);
        throw Failure("nothing was changed; mend the file, or give --accept-good-rows");
    }
    const auto applied = unwrap_words(
        rosters.apply(organisation.id, upload, {}, invocation.has("accept-good-rows")));
    fmt::print("people: {} new, {} changed, {} as they were\n", applied.people.fresh,
               applied.people.changed, applied.people.unchanged);
    fmt::print("guardians: {} new, {} changed, {} as they were\n", applied.guardians.fresh,
               applied.guardians.changed, applied.guardians.unchanged);
    fmt::print("{} account(s) made, {} row(s) left out\n", applied.accounts, applied.left_out);
    return kDone;
}

}  // namespace kerege::app
