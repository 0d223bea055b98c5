// Who may read /metrics.
#pragma once

#include <string>
#include <vector>

#include "host/src/http/message.hpp"
#include "host/src/http/networks.hpp"

namespace kerege::http {

struct WatcherSettings {
    std::vector<std::string> allow;  // addresses or networks
    std::string token;               // empty: none
};

class Watchers {
public:
    // Throws std::invalid_argument for what is no address.
    explicit Watchers(const WatcherSettings& settings);

    // Whether it comes from an allowed address directly, or carries the token as
    // "Authorization: Bearer …". What a proxy passed on came from somebody else, whatever address
    // the connection has: it needs the token. [any]
    bool allow(const Request& request) const;

private:
    Networks networks_;
    std::string token_;
};

}  // namespace kerege::http
