// org edit, org export, org list, org show, org status
#include <fmt/format.h>

#include <utility>

#include "host/src/app/closing_desk.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/organisation_fields.hpp"
#include "host/src/directory/organisation_file.hpp"

namespace kerege::app {
namespace {

std::string_view word_of(const privacy::Closing& closing) {
    if (!closing.archive) return closing.over ? "none any more" : "not ordered yet";
    if (closing.archive->fetched_at_ms) return "fetched";
    switch (closing.archive->state) {
        case leaving::ArchiveState::waiting:
            return "being made";
        case leaving::ArchiveState::ready:
            return "nobody has fetched it yet";
        default:
            return "could not be made";
    }
}

// What is still to be done where it is closed, or will be.
void print_closing(const privacy::Closing& closing) {
    fmt::print("people fetch what is theirs until {}{}\n", closing.until,
               closing.over ? ", which is over" : "");
    fmt::print("archive of everything: {}\n", word_of(closing));
    fmt::print("profiles: {} to delete, {} deleted and not yet erased, {} erased\n", closing.open,
               closing.running, closing.erased);
}

}  // namespace

void take_fields(const Invocation& invocation, directory::NewOrganisation& organisation) {
    using Organisation = directory::NewOrganisation;
    const std::pair<const char*, std::string Organisation::*> kFields[] = {
        {"name-kk", &Organisation::name_kk},       {"name-ru", &Organisation::name_ru},
        {"name-en", &Organisation::name_en},       {"bin", &Organisation::bin},
        {"address-kk", &Organisation::address_kk}, {"address-ru", &Organisation::address_ru},
    };
    for (const auto& [option, field] : kFields)
        if (invocation.has(option)) organisation.*field = invocation.option(option);
}

int organisation_export(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    OrganisationId top;
    if (invocation.has("organisation"))
        top = unwrap(console.organisation(invocation.needed("organisation"))).id;
    fmt::print("{}",
               directory::export_organisations(console.organisations, console.standings, top));
    return kDone;
}

int organisation_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto not_active = console.standings.not_active({});
    const auto print = [&](const directory::Organisation& organisation, int depth,
                           const auto& self) -> void {
        const auto status = not_active.find(organisation.id);
        fmt::print("{:{}}{:<{}} {:<9} {}{}\n", "", depth * 2, organisation.code,
                   std::max(1, 24 - depth * 2), organisation.kind, organisation.name_ru,
                   status == not_active.end() ? "" : " (" + status->second + ")");
        for (const auto& child : console.organisations.children(organisation.id))
            self(child, depth + 1, self);
    };
    for (const auto& top : console.organisations.tops()) print(top, 0, print);
    return kDone;
}

int organisation_show(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto one = unwrap(console.organisation(invocation.arguments[0]));
    const auto print = [](const char* key, const std::string& value) {
        if (!value.empty()) fmt::print("{:<11} {}\n", key, value);
    };
    print("kind", one.kind);
    print("state", console.standings.today(one.id));
    print("bin", one.bin);
    print("name kk", one.name_kk);
    print("name ru", one.name_ru);
    print("name en", one.name_en);
    print("address kk", one.address_kk);
    print("address ru", one.address_ru);
    for (const auto& line : console.standings.history(one.id))
        fmt::print("from {}  {:<11} {}  entered {} {}\n", line.first_day, line.status, line.reason,
                   console.local_time.minute(line.entered_at_ms),
                   line.by_name.empty() ? "here" : line.by_name);
    ClosingDesk desk(console);
    if (const auto closing = desk.closings.of(one.id)) print_closing(*closing);
    return kDone;
}

int organisation_edit(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto one = unwrap(console.organisation(invocation.arguments[0]));
    directory::NewOrganisation wanted{one.parent,  one.kind,       one.code,
                                      one.bin,     one.name_kk,    one.name_ru,
                                      one.name_en, one.address_kk, one.address_ru};
    take_fields(invocation, wanted);
    if (directory::changed_fields(one, directory::tidied(wanted)).empty()) {
        fmt::print("{} is as it was\n", one.code);
        return kDone;
    }
    (void)unwrap(console.organisations.change(one.id, wanted, {}));
    fmt::print("{} is changed\n", one.code);
    return kDone;
}

int organisation_status(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto one = unwrap(console.organisation(invocation.arguments[0]));
    const directory::StatusWish wish{invocation.arguments[1], invocation.option("from"),
                                     invocation.option("reason")};
    (void)unwrap(console.standings.set(one.id, wish, {}, {}));
    fmt::print("{}: {}\n", one.code, console.standings.today(one.id));
    ClosingDesk desk(console);
    desk.closings.begin(one.id, "kk", {});
    if (const auto closing = desk.closings.of(one.id)) print_closing(*closing);
    return kDone;
}

}  // namespace kerege::app
