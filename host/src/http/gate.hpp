// Who may connect, and how many connections each address has.
#pragma once

#include <Poco/Net/IPAddress.h>

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "host/src/http/networks.hpp"

namespace kerege::http {

class Gate {
public:
    // Throws std::invalid_argument for a trusted proxy that is neither address nor network.
    Gate(int per_address_max, const std::vector<std::string>& trusted_proxies);

    // Counts a connection in, by its descriptor. False: its address has enough. [any]
    bool admit(int descriptor, const Poco::Net::IPAddress& address);
    // What is known of a connection that was admitted. [any]
    struct Known {
        std::string address;
        int requests = 0;  // served on it so far
    };
    Known known(int descriptor) const;
    // For who serves it next. [any]
    void remember(int descriptor, int requests);
    // Counts it out. REQUIRES: the descriptor is still open. [any]
    void release(int descriptor);
    size_t connections() const;
    // Ends the reading and writing of all connections that are admitted. [any]
    void cut_all();

    // Who sent a request: `peer`, or the last address in `forwarded_for` that is no proxy of ours.
    std::string client_of(const std::string& peer, std::string_view forwarded_for) const;

private:
    struct Admitted {
        std::string address;
        std::string key;  // what counts_ knows it by
        bool counted = false;
        int requests = 0;
    };

    int per_address_max_;
    Networks trusted_;
    mutable std::mutex mutex_;
    std::unordered_map<int, Admitted> admitted_;
    std::unordered_map<std::string, int> counts_;
};

}  // namespace kerege::http
