#include "host/src/http/gate.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "host/src/base/address.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {

using Poco::Net::IPAddress;

Gate::Gate(int per_address_max, const std::vector<std::string>& trusted_proxies)
    : per_address_max_(per_address_max) {
    for (const std::string& text : trusted_proxies) {
        const size_t slash = std::min(text.find('/'), text.size());
        IPAddress address;
        if (!IPAddress::tryParse(text.substr(0, slash), address)) {
            throw std::invalid_argument("trusted proxy " + text + " is no address");
        }
        const auto bits_max = static_cast<unsigned>(address.length()) * 8;
        unsigned bits = bits_max;
        if (slash < text.size()) {
            const char* begin = text.data() + slash + 1;
            const char* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(begin, end, bits);
            if (error != std::errc() || stop != end || bits > bits_max) {
                throw std::invalid_argument("trusted proxy " + text + " is no network");
            }
        }
        trusted_.push_back({address, bits});
    }
}

bool Gate::trusts(const IPAddress& address) const {
    return std::any_of(trusted_.begin(), trusted_.end(), [&](const Network& network) {
        if (network.address.family() != address.family()) return false;
        const IPAddress mask(network.prefix_bits, address.family());
        return (address & mask) == (network.address & mask);
    });
}

bool Gate::admit(int descriptor, const IPAddress& address) {
    const bool counted = !trusts(address);
    std::string text = address.toString();
    std::string key = address_key(text);
    const std::lock_guard lock(mutex_);
    if (counted) {
        int& count = counts_[key];
        if (count >= per_address_max_) return false;
        ++count;
    }
    admitted_[descriptor] = {std::move(text), std::move(key), counted, 0};
    return true;
}

Gate::Known Gate::known(int descriptor) const {
    const std::lock_guard lock(mutex_);
    const auto found = admitted_.find(descriptor);
    if (found == admitted_.end()) return {};
    return {found->second.address, found->second.requests};
}

void Gate::remember(int descriptor, int requests) {
    const std::lock_guard lock(mutex_);
    const auto found = admitted_.find(descriptor);
    if (found != admitted_.end()) found->second.requests = requests;
}

size_t Gate::connections() const {
    const std::lock_guard lock(mutex_);
    return admitted_.size();
}

void Gate::release(int descriptor) {
    const std::lock_guard lock(mutex_);
    const auto found = admitted_.find(descriptor);
    if (found == admitted_.end()) return;
    if (found->second.counted) {
        const auto count = counts_.find(found->second.key);
        if (--count->second == 0) counts_.erase(count);
    }
    admitted_.erase(found);
}

void Gate::cut_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& [descriptor, admitted] : admitted_) ::shutdown(descriptor, SHUT_RDWR);
}

std::string Gate::client_of(const std::string& peer, std::string_view forwarded_for) const {
    if (trusted_.empty() || forwarded_for.empty()) return peer;
    IPAddress at;
    if (!IPAddress::tryParse(peer, at) || !trusts(at)) return peer;
    // From the right: each proxy appends whom it heard, so only what ours appended is believed.
    while (true) {
        const size_t comma = forwarded_for.rfind(',');
        const size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
        IPAddress next;
        if (!IPAddress::tryParse(std::string(trim(forwarded_for.substr(begin))), next)) break;
        at = next;
        if (begin == 0 || !trusts(at)) break;
        forwarded_for = forwarded_for.substr(0, comma);
    }
    return at.toString();
}

}  // namespace kerege::http
