#include "host/src/app/demonstration.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "host/src/access/password.hpp"
#include "host/src/app/command.hpp"
#include "host/src/directory/organisation_file.hpp"
#include "host/src/plugins/outbox.hpp"
#include "queries/access.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;
namespace roster = directory::roster;

constexpr const char* kTop = "kz";
constexpr const char* kSchool = "school-1";

void apply_roster(House& house, OrganisationId school, roster::Kind kind, const fs::path& file) {
    Console& console = house.console();
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    plugins::Outbox outbox(house.plugins().catalogue(), console.ids, console.clock);
    roster::Rosters rosters(console.database, console.audit, outbox, house.addresses(), console.ids,
                            console.clock, console.local_time);
    const auto upload = unwrap(rosters.stage(school, {}, kind, file.filename().string(), bytes));
    (void)unwrap(rosters.apply(school, upload, {}, {}));
}

void appoint_called(Console& console, OrganisationId school) {
    auto transaction = console.database.write();
    transaction.execute(queries::app::appoint_called, {school.value});
    transaction.commit();
}

// Those who are shown may sign in at once: with a password of their own, their data confirmed.
void let_in(Console& console) {
    const auto hash = access::hash_password(std::string(kDemonstrationPassword),
                                            console.config.accounts.password_cost);
    const int64_t now_ms = console.clock.now_ms();
    const auto logins = demonstration_logins(console);
    auto transaction = console.database.write();
    for (const auto& [who, login, name] : logins) {
        int64_t person = 0;
        transaction.first(queries::app::account_memberships, {login, console.today()},
                          [&](const data::Row& row) { person = row.int64(0); });
        transaction.execute(queries::app::password_set, {hash, now_ms, person});
        transaction.execute(queries::access::person_confirm, {now_ms, person});
    }
    transaction.commit();
}

void turn_on(House& house) {
    Console& console = house.console();
    directory::Modules modules(console.database, console.audit, console.clock, console.local_time);
    std::vector<directory::Modules::Known> known;
    const auto& entries = house.plugins().catalogue().entries();
    for (const auto& entry : entries)
        known.push_back({entry.id, entry.manifest.needs, entry.manifest.on_by_default});
    modules.set_known(std::move(known));
    const auto top = unwrap(console.organisation(kTop));
    for (const auto& entry : entries) {
        if (entry.state == plugins::State::loaded)
            (void)unwrap(modules.set({top.id, entry.id, "on", {}, {}}, {}));
    }
}

}  // namespace

void load_demonstration(House& house) {
    Console& console = house.console();
    if (console.organisations.tops().empty()) {
        const fs::path folder = console.folders.share / "demonstration";
        (void)unwrap(directory::import_organisations(console.database, console.organisations,
                                                     console.standings, folder / "region.yaml"));
        const auto school = unwrap(console.organisation(kSchool));
        apply_roster(house, school.id, roster::Kind::staff, folder / "staff.csv");
        apply_roster(house, school.id, roster::Kind::learners, folder / "learners.csv");
        appoint_called(console, school.id);
        let_in(console);
    }
    turn_on(house);
}

std::vector<DemonstrationLogin> demonstration_logins(Console& console) {
    const auto school = unwrap(console.organisation(kSchool));
    std::vector<DemonstrationLogin> logins = {
        {"administrator", {}, {}}, {"teacher", {}, {}}, {"learner", {}, {}}, {"guardian", {}, {}}};
    auto transaction = console.database.read();
    transaction.each(
        queries::app::account_list, {school.id.value, console.today()}, [&](const data::Row& row) {
            const std::string_view kind = row.text(3) == "employee" ? row.text(5) : row.text(3);
            for (auto& shown : logins) {
                if (shown.who != kind || !shown.login.empty()) continue;
                shown.login = row.text(0);
                shown.name = fmt::format("{} {}", row.text(1), row.text(2));
            }
        });
    std::erase_if(logins, [](const auto& shown) { return shown.login.empty(); });
    return logins;
}

}  // namespace kerege::app
