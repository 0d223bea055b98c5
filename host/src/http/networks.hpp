// A list of addresses and networks of the configuration: "127.0.0.1", "10.0.0.0/8", "::1".
#pragma once

#include <Poco/Net/IPAddress.h>

#include <string>
#include <vector>

namespace kerege::http {

class Networks {
public:
    // Throws std::invalid_argument, naming `what`, for a text that is neither.
    Networks(const std::vector<std::string>& texts, const std::string& what);

    bool contain(const Poco::Net::IPAddress& address) const;
    bool contain(const std::string& address) const;  // false also where it is none
    bool empty() const { return networks_.empty(); }

private:
    struct Network {
        Poco::Net::IPAddress address;
        unsigned prefix_bits;
    };
    std::vector<Network> networks_;
};

}  // namespace kerege::http
