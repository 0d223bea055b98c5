// roster import, roster export, roster list, roster undo
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/src/access/address_keeper.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/directory/roster/choice.hpp"
#include "host/src/directory/roster/exported.hpp"
#include "host/src/directory/roster/imports.hpp"
#include "host/src/directory/roster/parts.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/outbox.hpp"
#include "kerege/sdk/text.hpp"

namespace kerege::app {
namespace {

namespace roster = directory::roster;

constexpr int kListedMost = 100;

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
        throw Failure(sdk::with_values(result.fault().user_message, result.fault().values));
    return unwrap(std::move(result));
}

// What the host does rosters with. The events reach the modules by the host that runs.
struct RosterDesk {
    explicit RosterDesk(ReadyConsole& console)
        : catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          letters(console),
          addresses(console.audit, console.ids, console.clock, console.local_time,
                    &letters.letters),
          rosters(console.database, console.audit, outbox, addresses, console.ids, console.clock,
                  console.local_time),
          queue(console.database, console.ids, console.clock),
          imports(console.database, rosters, queue, console.audit, outbox, addresses, console.clock,
                  console.local_time) {}

    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    LetterDesk letters;
    access::AddressKeeper addresses;
    roster::Rosters rosters;
    jobs::Queue queue;
    roster::Imports imports;
};

std::string row_words(const roster::Planned& one) {
    return fmt::format("row {}, {} {} {}", one.row, one.family_name, one.given_name,
                       one.patronymic);
}

// Prints what the file can't answer, and answers it as the options say.
roster::Answers answers_of(const Invocation& invocation, const roster::Plan& plan) {
    roster::Answers answers;
    answers.accept_faulty = invocation.has("accept-good-rows");
    answers.all_back = invocation.has("bring-back");
    answers.new_addresses = true;  // whoever has the command line has everything
    const std::string twins = invocation.option("twins", "");
    for (const auto* people : {&plan.people, &plan.guardians}) {
        for (const roster::Planned& one : *people) {
            if (one.question == roster::Question::none || !one.about) continue;
            const roster::Known& about = *one.about;
            if (one.question == roster::Question::comes_back) {
                fmt::print("{}: no access since {} {}{}\n", row_words(one), about.end_day,
                           about.end_ground,
                           about.moved ? ": where they moved to has to hand them over" : "");
                continue;
            }
            fmt::print("{}: perhaps {} {} {}, {}\n", row_words(one), about.family_name,
                       about.given_name, about.patronymic, about.birth_date);
            if (twins == "same") answers.twins[one.key] = about.membership;
            if (twins == "new") answers.twins[one.key] = {};
        }
    }
    if (!plan.gone.empty()) fmt::print("{} not in the file stay as they are\n", plan.gone.size());
    return answers;
}

// What --columns may name.
void print_columns(Console& console, OrganisationId organisation, roster::UploadId upload) {
    const auto choice = unwrap(roster::column_choice(console.database, organisation, upload));
    for (const auto& column : choice.columns)
        fmt::print("{}: {}{}\n", column.letters, column.heading,
                   column.field == roster::Field::count
                       ? std::string()
                       : fmt::format(" = {}", roster::field_code(column.field)));
    fmt::print("fields:");
    for (size_t i = 0; i < roster::kFields; ++i) {
        const auto field = static_cast<roster::Field>(i);
        if (roster::belongs(choice.kind, field)) fmt::print(" {}", roster::field_code(field));
    }
    fmt::print("\n");
}

// Of a file with several sheets or schools: which one is read, and what is left out.
void print_parts(Console& console, OrganisationId organisation, roster::UploadId upload) {
    const auto choice = roster::part_choice(console.database, organisation, upload);
    const bool schools = choice.parts_are == roster::PartsAre::schools;
    for (const auto& part : choice.parts)
        fmt::print("{} {}{}: {} row(s){}\n", schools ? "school" : "sheet",
                   part.name.empty() ? "-" : part.name,
                   part.code.empty() ? std::string() : fmt::format(" ({})", part.code), part.rows,
                   part.taken ? "" : ", left out");
}

}  // namespace

int roster_import(const Invocation& invocation) {
    const std::string kind = invocation.needed("kind");
    if (kind != "staff" && kind != "learners") throw Failure("--kind is staff or learners", kUsage);
    const std::string twins = invocation.option("twins", "new");
    if (twins != "same" && twins != "new") throw Failure("--twins is same or new", kUsage);
    const auto mapping = unwrap(roster::mapping_of_letters(invocation.option("columns", "")));
    Result<> chosen = success();
    const std::filesystem::path file = invocation.arguments[0];
    const std::string bytes = read_file(file);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));

    RosterDesk desk(console);
    roster::Rosters& rosters = desk.rosters;
    const auto upload = unwrap_words(rosters.stage(
        organisation.id, {}, kind == "staff" ? roster::Kind::staff : roster::Kind::learners,
        file.filename().string(), bytes, {},
        invocation.option("sheet", invocation.option("school", ""))));
    print_parts(console, organisation.id, upload);
    if (!mapping.empty())
        chosen = roster::choose_columns(console.database, organisation.id, upload, {}, mapping,
                                        console.clock.now_ms());
    Result<roster::Preview> looked_at =
        chosen ? rosters.preview(organisation.id, upload) : chosen.fault();
    if (!looked_at && roster::is_about_columns(looked_at.fault())) {
        print_columns(console, organisation.id, upload);
        (void)rosters.discard(organisation.id, upload);
    }
    if (!looked_at && roster::is_about_parts(looked_at.fault())) {
        (void)rosters.discard(organisation.id, upload);
        throw Failure("the archive holds several schools: name one by --school");
    }
    const auto preview = unwrap_words(std::move(looked_at));
    for (const auto& fault : preview.checked.faults)
        fmt::print("row {}, {}: {} ({})\n", fault.row, fault.column,
                   sdk::with_values(fault.message, fault.values), fault.was);
    if (!preview.checked.faults.empty() && !invocation.has("accept-good-rows")) {
        (void)rosters.discard(organisation.id, upload);
        throw Failure("nothing was changed; mend the file, or give --accept-good-rows");
    }
    const auto applied = unwrap_words(
        rosters.apply(organisation.id, upload, {}, answers_of(invocation, preview.plan)));
    fmt::print("people: {} new, {} changed, {} as they were\n", applied.people.fresh,
               applied.people.changed, applied.people.unchanged);
    fmt::print("guardians: {} new, {} changed, {} as they were\n", applied.guardians.fresh,
               applied.guardians.changed, applied.guardians.unchanged);
    fmt::print("{} account(s) made, {} row(s) left out\n", applied.accounts, applied.left_out);
    if (applied.came_back > 0) fmt::print("{} came back\n", applied.came_back);
    if (applied.unanswered > 0)
        fmt::print("{} left out; see --bring-back and --twins\n", applied.unanswered);
    if (applied.to_appoint > 0)
        fmt::print(
            "{} position(s) name an administrator: a roster makes nobody one, the card does\n",
            applied.to_appoint);
    return kDone;
}

int roster_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    RosterDesk desk(console);
    for (const auto& one : desk.imports.history(organisation.id, kListedMost)) {
        const bool undone = one.stage == roster::Stage::undone;
        fmt::print("{} {} {} {}: {} new, {} changed, {} left out, by {}{}\n", one.upload.value,
                   console.local_time.day(one.applied_at_ms), roster::kind_word(one.kind),
                   one.file_name, one.fresh, one.changed, one.left_out,
                   one.by_name.empty() ? "the command line" : one.by_name,
                   undone ? ", undone" : "");
    }
    return kDone;
}

int roster_undo(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const auto upload = roster::UploadId::parse(invocation.arguments[0]);
    if (!upload) throw Failure("an import is named by its number: see roster list", kUsage);
    RosterDesk desk(console);
    const auto undone = unwrap_words(desk.imports.undo(organisation.id, *upload, {}));
    for (const auto& value : undone.kept)
        fmt::print("{} {}: {} was changed since and stays\n", value.person.family_name,
                   value.person.given_name, value.field);
    fmt::print("{} ended, {} value(s) as before, {} kept\n", undone.ends.size(),
               undone.restores.size(), undone.kept.size());
    return kDone;
}

int roster_export(const Invocation& invocation) {
    const std::filesystem::path path = invocation.arguments[0];
    const auto file = roster::export_file(path.filename().string());
    if (!file)
        throw Failure(
            "the file's name says what it holds: staff.csv, staff.xlsx, learners.csv, "
            "learners.xlsx, oneroster.zip, sds-1.zip or sds-2.1.zip",
            kUsage);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const std::string bytes = roster::export_people(console.database, console.audit, organisation,
                                                    *file, {}, console.clock, console.local_time);
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    out.close();
    if (!out) throw Failure(fmt::format("{}: can't be written", path.string()));
    return kDone;
}

}  // namespace kerege::app
