#include "host/src/plugins/numbers.hpp"

#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/remote/remote_plugin.hpp"

namespace kerege::plugins {

std::vector<PluginNumbers> numbers_of(const Plugins& plugins) {
    std::vector<PluginNumbers> all;
    for (const Entry& entry : plugins.catalogue().entries()) {
        PluginNumbers& numbers = all.emplace_back();
        numbers.id = entry.id;
        for (const auto& plugin : plugins.loaded()) {
            if (plugin->manifest.id != entry.id) continue;
            numbers.up = true;
            numbers.faults = plugin->faults;
            numbers.calls = plugin->timing.counts();
            const auto worker = remote::worker_health(*plugin);
            if (!worker) continue;
            numbers.in_worker = true;
            numbers.up = worker->there;
            numbers.resident_bytes = worker->resident_bytes;
            numbers.deaths = worker->deaths;
            numbers.parked = worker->parked;
        }
    }
    return all;
}

}  // namespace kerege::plugins
