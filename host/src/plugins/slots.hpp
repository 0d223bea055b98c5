// Slots: named places of a page, filled by the modules that are on.
#pragma once

#include <string>
#include <string_view>

#include "host/src/http/exchange.hpp"

namespace kerege::plugins {

class Plugins;

class Slots {
public:
    // `plugins` must outlive this.
    explicit Slots(Plugins& plugins) : plugins_(plugins) {}

    // What the modules that are on for the exchange's organisation, and that the person may see, put
    // into "dashboard", "learner.card", "organisation.summary"…, joined in the order of their
    // manifests. `subject` tells which object: "learner:123", or empty. A module that fails leaves
    // nothing and is logged. [request]
    std::string fill(http::Exchange& exchange, std::string_view slot,
                     std::string_view subject) const;

private:
    Plugins& plugins_;
};

}  // namespace kerege::plugins
