// Events: written with the change, delivered at least once to each module that listens, in order
// per organisation and module. A module that fails is tried again after growing pauses, and holds
// up only its own later events of the same organisation. One that is off gets its events when it is
// on again.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::plugins {

class Plugins;

class Deliverer {
public:
    explicit Deliverer(Plugins& plugins);
    ~Deliverer();

    // Adds an event to the outbox for every plugin of the catalogue that lists its topic, also
    // those that could not be loaded this time. REQUIRES: the transaction writes, as the host.
    // [any]
    void add(data::Transaction& transaction, OrganisationId organisation, std::string_view topic,
             std::string_view payload);

    // The thread that delivers. stop() waits for the event under way. [control]
    void start();
    void stop();
    // Something was committed here. [any]
    void wake();

    // Delivers what is due until nothing is, on this thread; returns how many were handed over.
    // Tests call it instead of start().
    int deliver_due();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::plugins
