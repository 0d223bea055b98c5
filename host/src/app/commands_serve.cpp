// serve, migrate
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

#include "host/src/app/command.hpp"
#include "host/src/app/house.hpp"
#include "host/src/app/signals.hpp"
#include "host/src/plugins/plugins.hpp"

namespace kerege::app {
namespace {

std::string address_of(const Config& config, uint16_t port) {
    const std::string& host = config.server.address;
    const bool six = host.find(':') != std::string::npos;
    return fmt::format("http://{}:{}", six ? "[" + host + "]" : host, port);
}

// Each open connection is a descriptor, and what a process gets unasked is often 1,024. Where the
// system allows no more, those idle longest make way.
void raise_descriptors(const Config& config) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur =
        std::max(files.rlim_cur, std::min<rlim_t>(files.rlim_max, descriptors_needed(config)));
    setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int serve(const Invocation& invocation) {
    const Config& config = invocation.config;
    raise_descriptors(config);
    House house(config, plugins::Catalogue::read(find_folders(config).plugins));
    const Console& console = house.console();
    if (console.clock.offset_ms() != 0)
        console.log.write(LogLevel::warning, "app",
                          fmt::format("KEREGE_CLOCK_OFFSET_MS is set, which is for tests only: the "
                                      "host takes it to be {}",
                                      console.local_time.minute(console.clock.now_ms())));
    house.start();
    fmt::print("kerege serves at {}\n", address_of(config, house.port()));
    std::fflush(stdout);
    wait_for_the_end();
    console.log.write(LogLevel::info, "app", "ending: no new requests");
    if (!house.stop()) console.log.write(LogLevel::warning, "app", "some requests were cut off");
    console.log.write(LogLevel::info, "app", "ended");
    return kDone;
}

int migrate(const Invocation& invocation) {
    Console console(invocation.config);
    const bool contract = invocation.has("contract");
    const int64_t now_ms = console.clock.now_ms();
    int applied = 0;
    for (const auto& name :
         unwrap(migrate_host(console.database, console.folders, contract, now_ms))) {
        fmt::print("core/{}\n", name);
        ++applied;
    }
    auto catalogue = plugins::Catalogue::read(console.folders.plugins);
    for (const auto& name : plugins::migrate_all(console.database, catalogue, contract, now_ms)) {
        fmt::print("{}\n", name);
        ++applied;
    }
    fmt::print("{} migration(s) applied\n", applied);
    // As when it serves: a broken module is left out and told of, the rest is served.
    for (const auto& entry : catalogue.entries()) {
        if (entry.state == plugins::State::found) continue;
        fmt::print(stderr, "kerege: warning: {} {}: {}\n", entry.id, state_word(entry.state),
                   entry.reason);
    }
    return kDone;
}

}  // namespace kerege::app
