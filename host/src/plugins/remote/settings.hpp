// How plugins are kept apart from the host: from the configuration, the keys `plugins` and
// `workers`.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace kerege::plugins {

enum class Isolation { host, worker };

struct WorkerSettings {
    using Milliseconds = std::chrono::milliseconds;

    // `kerege` itself, which becomes a worker when it is told to.
    std::filesystem::path program = "/proc/self/exe";
    std::string time_zone = "Asia/Almaty";
    // What the operator said of single plugins.
    std::map<std::string, Isolation, std::less<>> chosen;
    int calls_max = 16;                           // at the same time, of one plugin
    int jobs_max = 2;                             // beside them: as many as the runner begins
    size_t memory_bytes_max = size_t{256} << 20;  // resident
    Milliseconds start_deadline{30'000};          // from the process to a started plugin
    Milliseconds call_deadline{15'000};           // of a request
    Milliseconds slot_deadline{2'000};            // of a slot: a page waits for it
    Milliseconds event_deadline{60'000};          // of an event
    Milliseconds pause_max{3'000};                // between two steps with a transaction open
    Milliseconds lane_wait_max{2'000};            // for a free lane, or a worker's replacement
    int deaths_max = 5;                           // within the window: then it is parked
    Milliseconds deaths_window{10 * 60 * 1000};

    // The operator's choice; else plugins of vendors ("acme.library") run in a worker, and the
    // project's own ("journal") in the host.
    Isolation isolation_of(std::string_view plugin_id) const {
        if (const auto found = chosen.find(plugin_id); found != chosen.end()) return found->second;
        return plugin_id.find('.') == std::string_view::npos ? Isolation::host : Isolation::worker;
    }
};

}  // namespace kerege::plugins
