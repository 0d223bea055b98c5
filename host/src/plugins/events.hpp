// Events: written with the change, delivered at least once to each module that listens, in order
// per organisation, subject and module. A module that fails is tried again after growing pauses,
// and holds up only its own later events of the same subject. One that is off gets its events when
// it is on again.
//
// Each module that listens has a thread of its own, one event at a time: one that never returns
// from its handler keeps nobody else from hearing.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace kerege::plugins {

class Plugins;

class Deliverer {
public:
    explicit Deliverer(Plugins& plugins);
    ~Deliverer();

    // The threads that deliver. REQUIRES: the plugins are loaded. [control]
    void start();
    // No event begins any more. Returns at once. [control]
    void begin_stop();
    // The same, and waits for those under way, at most so long. Returns the modules
    // that are still in their handlers: their threads run on, so that the plugins must not be taken
    // down, and this object not be destroyed, unless a later stop() returns none. [control]
    std::vector<std::string> stop(std::chrono::milliseconds wait_max);
    // Something was committed here. [any]
    void wake();
    // Something is about to be committed here, by somebody who will not call wake(). [any]
    void expect();

    // What waits to be delivered, by module. [request]
    struct Backlog {
        std::string module;
        int64_t waiting = 0;
        int64_t failing = 0;  // of those: tried three times and more
    };
    std::vector<Backlog> backlog();
    // Forgets events that everybody has heard of long ago: a job of the host. [any]
    void prune();

    // Delivers what is due until nothing is, on this thread; returns how many were handed over.
    // Tests call it instead of start().
    int deliver_due();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::plugins
