// plugin run
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <functional>

#include "host/src/app/command.hpp"
#include "host/src/app/demonstration.hpp"
#include "host/src/app/house.hpp"
#include "host/src/app/plugin_bench.hpp"
#include "host/src/app/plugin_sources.hpp"
#include "host/src/app/signals.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

// Looks for changes in a folder, behind links too, by the times and sizes of its files. A folder is
// small, and is looked at a few times a second.
class FolderWatch {
public:
    explicit FolderWatch(fs::path folder) : folder_(std::move(folder)), taken_(look()) {
        last_ = taken_;
    }

    // Whether it changed since it last said so, and is at rest again: a build writes many files.
    bool changed() {
        const size_t now = look();
        const bool at_rest = now == last_;
        last_ = now;
        if (now == taken_ || !at_rest) return false;
        taken_ = now;
        return true;
    }

private:
    size_t look() const {
        constexpr auto kLinks = fs::directory_options::follow_directory_symlink;
        size_t sum = 0;
        std::error_code error;
        for (fs::recursive_directory_iterator file(folder_, kLinks, error), end;
             !error && file != end; file.increment(error)) {
            std::error_code gone;
            if (!file->is_regular_file(gone)) continue;
            const auto at = file->last_write_time(gone).time_since_epoch().count();
            const std::string known =
                fmt::format("{} {} {}", file->path().string(), at, file->file_size(gone));
            sum += std::hash<std::string>()(known);  // in whatever order they are found
        }
        return sum;
    }

    fs::path folder_;
    size_t taken_ = 0;
    size_t last_ = 0;
};

uint16_t port_of(const Invocation& invocation) {
    if (!invocation.has("port")) return invocation.config.server.port;
    const std::string text = invocation.needed("port");
    uint16_t port = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (fault != std::errc() || end != text.data() + text.size())
        throw Failure("--port is a number from 0 to 65535", kUsage);
    return port;
}

const plugins::Entry& shown(const House& house, const Bench& bench) {
    return *house.plugins().catalogue().find(bench.manifest.id);
}

void require_loaded(const plugins::Entry& entry) {
    if (entry.state != plugins::State::loaded)
        throw Failure(
            fmt::format("{} {}: {}", entry.id, plugins::state_word(entry.state), entry.reason));
}

bool runs_apart(const Bench& bench) {
    return bench.config.workers.isolation_of(bench.manifest.id) == plugins::Isolation::worker;
}

void start_at_the_port(House& house) {
    try {
        house.start();
    } catch (const std::runtime_error& error) {
        throw Failure(fmt::format("{}; --port=N takes another port", error.what()));
    }
}

void greet(House& house, const Bench& bench) {
    const auto& menu = shown(house, bench).manifest.menu;
    const std::string page = menu.empty() ? "/" : menu.front().href;
    fmt::print("{} runs in {} at http://127.0.0.1:{}{}\n\n", bench.manifest.id,
               runs_apart(bench) ? "a worker" : "the host", house.port(), page);
    for (const auto& person : demonstration_logins(house.console()))
        fmt::print("    {:<14} {:<24} {:<20} {}\n", person.who, person.login,
                   kDemonstrationPassword, person.name);
    fmt::print("\n{} show at once. Ctrl-C ends it.\n",
               runs_apart(bench)
                   ? "Templates, translations and a rebuilt library"
                   : "Templates and translations (not a rebuilt library, in the host)");
    print_remarks(inspect_sources(shown(house, bench).manifest));
    std::fflush(stdout);
}

// A worker's plugin is tried before it is taken, and the one before serves until then. In the host
// one house comes after the other: two would share what the library keeps in variables.
void take_over(std::unique_ptr<House>& house, const Bench& bench) {
    auto catalogue = bench.catalogue();
    if (!catalogue.ok()) {
        fmt::print("not taken: {}\n", catalogue.fault().log_text);
        return;
    }
    if (!catalogue->find(bench.manifest.id)) {
        fmt::print("not taken: its id is another one now; start again\n");
        return;
    }
    if (!runs_apart(bench)) house.reset();
    auto next = std::make_unique<House>(bench.config, std::move(*catalogue));
    const auto& entry = shown(*next, bench);
    const bool good = entry.state == plugins::State::loaded;
    if (good) {
        fmt::print("taken\n");
        print_remarks(inspect_sources(entry.manifest));
    } else {
        fmt::print("not taken: {}\n", entry.reason);
    }
    if (!good && house) return;
    house.reset();
    next->start();
    house = std::move(next);
}

}  // namespace

int plugin_run(const Invocation& invocation) {
    constexpr std::chrono::milliseconds kLookEvery{300};
    Bench bench(invocation);
    std::optional<ScratchFolder> scratch;
    if (invocation.has("data"))
        bench.keep_in(fs::absolute(invocation.needed("data")));
    else
        bench.keep_in(scratch.emplace().path());
    bench.config.server.port = port_of(invocation);
    bench.config.drain = std::chrono::seconds(2);
    const LogLevel wanted = bench.config.log_level;
    bench.config.log_level = LogLevel::warning;

    FolderWatch watch(bench.folder);
    auto house = std::make_unique<House>(bench.config, unwrap(bench.catalogue()));
    require_loaded(shown(*house, bench));
    load_demonstration(*house);
    // From here on what the plugin says and why a request was refused; of what goes right the
    // browser tells, unless the configuration asks for more.
    bench.config.log_level = std::min(wanted, LogLevel::info);
    bench.config.pipeline.log_good_requests = wanted == LogLevel::debug;
    // A house reads at its start which modules are on.
    house.reset();
    house = std::make_unique<House>(bench.config, unwrap(bench.catalogue()));
    start_at_the_port(*house);
    bench.config.server.port = house->port();
    greet(*house, bench);
    while (!wait_for_the_end(kLookEvery)) {
        if (!watch.changed()) continue;
        take_over(house, bench);
        std::fflush(stdout);
    }
    house->stop();
    return kDone;
}

}  // namespace kerege::app
