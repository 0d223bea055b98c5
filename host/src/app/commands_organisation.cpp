// org import, org list
#include <fmt/format.h>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/directory/organisation_file.hpp"

namespace kerege::app {

int organisation_import(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto done = unwrap(directory::import_organisations(
        console.database, console.organisations, invocation.arguments[0]));
    fmt::print("{} created, {} changed, {} as they were\n", done.created, done.changed,
               done.unchanged);
    return kDone;
}

int organisation_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto print = [&](const directory::Organisation& organisation, int depth,
                           const auto& self) -> void {
        fmt::print("{:{}}{:<{}} {:<9} {}\n", "", depth * 2, organisation.code,
                   std::max(1, 24 - depth * 2), organisation.kind, organisation.name_ru);
        for (const auto& child : console.organisations.children(organisation.id))
            self(child, depth + 1, self);
    };
    for (const auto& top : console.organisations.tops()) print(top, 0, print);
    return kDone;
}

}  // namespace kerege::app
