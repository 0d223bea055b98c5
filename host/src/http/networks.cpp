#include "host/src/http/networks.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace kerege::http {

using Poco::Net::IPAddress;

Networks::Networks(const std::vector<std::string>& texts, const std::string& what) {
    for (const std::string& text : texts) {
        const size_t slash = std::min(text.find('/'), text.size());
        IPAddress address;
        if (!IPAddress::tryParse(text.substr(0, slash), address)) {
            throw std::invalid_argument(what + " " + text + " is no address");
        }
        const auto bits_max = static_cast<unsigned>(address.length()) * 8;
        unsigned bits = bits_max;
        if (slash < text.size()) {
            const char* begin = text.data() + slash + 1;
            const char* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(begin, end, bits);
            if (error != std::errc() || stop != end || bits > bits_max) {
                throw std::invalid_argument(what + " " + text + " is no network");
            }
        }
        networks_.push_back({address, bits});
    }
}

bool Networks::contain(const IPAddress& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        if (network.address.family() != address.family()) return false;
        const IPAddress mask(network.prefix_bits, address.family());
        return (address & mask) == (network.address & mask);
    });
}

bool Networks::contain(const std::string& address) const {
    IPAddress parsed;
    return IPAddress::tryParse(address, parsed) && contain(parsed);
}

}  // namespace kerege::http
