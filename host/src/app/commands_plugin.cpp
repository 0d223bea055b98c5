// plugin list, plugin check
#include <fmt/format.h>

#include <algorithm>

#include "host/src/app/command.hpp"
#include "host/src/app/house.hpp"
#include "host/src/app/plugin_bench.hpp"
#include "host/src/app/plugin_sources.hpp"
#include "host/src/plugins/plugin.hpp"

namespace kerege::app {
namespace {

void print(const plugins::Entry& entry, const plugins::WorkerSettings& workers) {
    const plugins::Manifest& manifest = entry.manifest;
    const bool apart = workers.isolation_of(entry.id) == plugins::Isolation::worker;
    fmt::print("{:<20} {:<10} {:<9} {:<7} {}\n", entry.id, manifest.version,
               plugins::state_word(entry.state), apart ? "worker" : "host", manifest.vendor);
    if (!entry.reason.empty()) fmt::print("    {}\n", entry.reason);
    if (!manifest.needs.empty()) fmt::print("    needs: {}\n", fmt::join(manifest.needs, ", "));
    if (!manifest.columns.empty()) fmt::print("    reads: {}\n", fmt::join(manifest.columns, ", "));
    for (const auto& data : manifest.personal_data)
        fmt::print("    keeps of people: {} ({})\n", data.table, data.purpose);
}

}  // namespace

int plugin_list(const Invocation& invocation) {
    const auto folders = find_folders(invocation.config);
    const auto catalogue = plugins::Catalogue::read(folders.plugins);
    for (const auto& entry : catalogue.entries()) print(entry, invocation.config.workers);
    if (catalogue.entries().empty()) {
        for (const auto& folder : folders.plugins)
            fmt::print("no plugins in {}\n", folder.string());
    }
    const auto& entries = catalogue.entries();
    const bool whole = std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.state == plugins::State::found;
    });
    return whole ? kDone : kFailed;
}

// Everything a host does with it, in a host on an empty database, beside those it needs.
int plugin_check(const Invocation& invocation) {
    Bench bench(invocation);
    const ScratchFolder scratch;
    bench.keep_in(scratch.path());
    bench.config.server.port = 0;
    bench.config.log_level = LogLevel::error;
    House house(bench.config, unwrap(bench.catalogue()));
    const auto* entry = house.plugins().catalogue().find(bench.manifest.id);
    if (entry->state != plugins::State::loaded)
        throw Failure(
            fmt::format("{} {}: {}", entry->id, plugins::state_word(entry->state), entry->reason));
    print(*entry, bench.config.workers);
    bool at_start = true;
    for (const auto& plugin : house.plugins().loaded()) {
        if (plugin->manifest.id == entry->id) at_start = print_remarks(plugins::inspect(*plugin));
    }
    const bool in_sources = print_remarks(inspect_sources(entry->manifest));
    return at_start && in_sources ? kDone : kFailed;
}

}  // namespace kerege::app
