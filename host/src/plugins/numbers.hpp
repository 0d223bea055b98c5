// What is counted of plugins, for whoever watches the installation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/src/base/timing.hpp"

namespace kerege::plugins {

class Plugins;

struct PluginNumbers {
    std::string id;
    bool up = false;  // loaded, and its worker is there
    uint64_t faults = 0;
    Timing::Counts calls;  // requests, slots and events

    bool in_worker = false;
    size_t resident_bytes = 0;  // of its worker
    uint64_t deaths = 0;        // of its workers, since the start
    bool parked = false;
};

// Of every plugin of the catalogue, also of those that were left out. [any] once they are loaded
std::vector<PluginNumbers> numbers_of(const Plugins& plugins);

}  // namespace kerege::plugins
