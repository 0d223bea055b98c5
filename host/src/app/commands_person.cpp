// person erase, person restore, person erasures, person withdrawals, person certificate, person
// copy
#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "host/src/app/house.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/app/members.hpp"
#include "host/src/files/files.hpp"
#include "host/src/plugins/outbox.hpp"
#include "host/src/privacy/eraser.hpp"

namespace kerege::app {
namespace {

// The plugins that hear of it are those the host would load.
struct DeletionDesk {
    explicit DeletionDesk(Console& console)
        : letters(console),
          catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          endings(console.database, console.audit, outbox, console.ids, console.clock,
                  console.local_time),
          deletions(console.database, console.audit, outbox, endings, console.ids, console.clock,
                    console.local_time, console.config.privacy, &letters.letters) {}

    LetterDesk letters;
    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    directory::Endings endings;
    privacy::Deletions deletions;
};

std::string_view word_of(privacy::DeletionState state) {
    switch (state) {
        case privacy::DeletionState::asked:
            return "asked";
        case privacy::DeletionState::running:
            return "deleted";
        case privacy::DeletionState::erasing:
            return "erasing";
        case privacy::DeletionState::erased:
            return "erased";
        default:
            return "taken back";
    }
}

void print_deletion(const privacy::Deletion& one) {
    fmt::print("{}  {:<10} {:<20} {:<11} {:<10}  {}\n", one.id, word_of(one.state),
               one.organisation_code, one.ground, one.erase_on, one.name);
}

// The paper with which consent was withdrawn, looked into as one that comes with a form.
files::Draft take_scan(files::Files& files, const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (!file || bytes.empty())
        throw Failure(fmt::format("{}: it can't be read, or is empty", path.string()));
    files::Draft draft = files.draft();
    draft.write(bytes);
    return draft;
}

// How the files of the host are kept from here.
std::function<Result<privacy::Scan>(data::Transaction&)> keep_scan(files::Files& files,
                                                                   OrganisationId organisation,
                                                                   const std::string& path) {
    files::Draft draft = take_scan(files, path);
    const std::string name = std::filesystem::path(path).filename();
    const auto prepared = files.prepare({name, {}, privacy::kScanTypes}, draft);
    if (!prepared && prepared.fault().kind == FaultKind::invalid)
        throw Failure(path + ": this file is neither a PDF nor a picture");
    auto info = unwrap(prepared);
    return [&files, organisation,
            info = std::move(info)](data::Transaction& transaction) -> Result<privacy::Scan> {
        const auto id = files.add(transaction, {"core", organisation}, {}, info);
        if (!id) return id.fault();
        return privacy::Scan{*id, info.sha256};
    };
}

}  // namespace

int person_erase(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    DeletionDesk desk(console);
    privacy::DeletionWish wish{invocation.has("by-agreement") ? "agreement" : "own_request",
                               invocation.option("note")};
    files::Files files(console.database, console.ids, console.clock, console.log,
                       file_settings(console.config, console.folders));
    if (invocation.has("withdrawn")) {
        if (invocation.has("by-agreement"))
            throw Failure("--withdrawn and --by-agreement are two grounds: give one", kUsage);
        wish.ground = "withdrawn";
        wish.keep_scan = keep_scan(files, organisation.id, invocation.needed("withdrawn"));
    }
    if (!invocation.has("keep-parents"))
        for (const auto& guardian : desk.endings.guardians_to_ask(organisation.id, membership))
            wish.guardians.push_back(guardian.membership);
    (void)unwrap_field(desk.deletions.begin(organisation.id, membership, wish, {}));
    const auto deletion = desk.deletions.of(organisation.id, membership);
    fmt::print("the profile of {} at {} is deleted; the data are erased on {}\n",
               invocation.needed("login"), organisation.code, deletion->erase_on);
    return kDone;
}

int person_restore(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    DeletionDesk desk(console);
    (void)unwrap_field(desk.deletions.take_back(organisation.id, membership, {}));
    fmt::print("the profile of {} at {} is back\n", invocation.needed("login"), organisation.code);
    return kDone;
}

int person_erasures(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    OrganisationId within;
    if (invocation.has("organisation"))
        within = unwrap(console.organisation(invocation.needed("organisation"))).id;
    DeletionDesk desk(console);
    for (const auto& one : desk.deletions.list(within)) print_deletion(one);
    return kDone;
}

int person_withdrawals(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto top = unwrap(console.organisation(invocation.needed("organisation")));
    DeletionDesk desk(console);
    for (const auto& one : desk.deletions.withdrawals(top.id)) print_deletion(one);
    return kDone;
}

int person_certificate(const Invocation& invocation) {
    const std::string& typed = invocation.arguments.front();
    int64_t id = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), id);
    if (error != std::errc() || end != typed.data() + typed.size())
        throw Failure("DELETION is a number, as person erasures prints it", kUsage);
    ReadyConsole console(invocation.config);
    DeletionDesk desk(console);
    const auto deletion = unwrap(desk.deletions.find({}, id));
    if (!deletion.erased_at_ms) throw Failure("nothing was erased yet");
    const auto found = privacy::certificate_of(console.database, deletion);
    fmt::print("{}", privacy::certificate_text(deletion, found.parts));
    if (!found.whole) throw Failure("it was changed since it was written");
    fmt::print("# sha-256 {}\n", deletion.certificate);
    return kDone;
}

// The modules give out what they keep, so they are loaded as in a host; nothing is served.
int person_copy(const Invocation& invocation) {
    const std::string locale = invocation.option("language", "kk");
    if (!view::is_locale(locale)) throw Failure("--language is kk, ru or en", kUsage);
    const std::filesystem::path file = invocation.arguments.front();
    (void)ReadyConsole(invocation.config);
    Config config = invocation.config;
    config.node = config.command_node;
    House house(config, plugins::Catalogue::read(find_folders(config).plugins));
    Console& console = house.console();
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    (void)unwrap(house.copies().write(organisation.id, membership, locale, file));
    fmt::print("{}: what {} keeps about {} is in it\n", file.string(), organisation.code,
               invocation.needed("login"));
    return kDone;
}

}  // namespace kerege::app
