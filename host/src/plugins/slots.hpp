// Slots: named places of a page, filled by the modules that are on.
#pragma once

#include <string>
#include <string_view>

#include "host/src/http/exchange.hpp"
#include "kerege/abi/base.h"

namespace kerege::plugins {

class Plugins;
struct Plugin;

// A plugin that fills a slot.
struct Filler {
    static constexpr int kNoPermission = -2;  // needed to see it; -1 is one nobody holds
    Plugin* plugin = nullptr;
    int order = 0;
    int permission_index = kNoPermission;
};

class Slots {
public:
    // `plugins` must outlive this.
    explicit Slots(Plugins& plugins) : plugins_(plugins) {}

    // What the modules that are on for the exchange's organisation, and that the person may see,
    // put into "dashboard", "learner.card", "organisation.summary"…, joined in the order of their
    // manifests. `subject` tells which object: "learner:123", or empty. A module that fails leaves
    // nothing and is logged. [request]
    std::string fill(http::Exchange& exchange, std::string_view slot,
                     std::string_view subject) const;

private:
    Plugins& plugins_;
};

// The same for a slot of a plugin's own page: `parent` is the call that makes it. Internal.
std::string fill_slots(Plugins& plugins, http::Exchange& exchange, kerege_call* parent,
                       std::string_view slot, std::string_view subject);

}  // namespace kerege::plugins
