#include "host/src/http/gate.hpp"

#include <sys/socket.h>

#include "host/src/base/address.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {

using Poco::Net::IPAddress;

Gate::Gate(int per_address_max, const std::vector<std::string>& trusted_proxies)
    : per_address_max_(per_address_max), trusted_(trusted_proxies, "trusted proxy") {}

bool Gate::admit(int descriptor, const IPAddress& address) {
    const bool counted = !trusted_.contain(address);
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
    if (!IPAddress::tryParse(peer, at) || !trusted_.contain(at)) return peer;
    // From the right: each proxy appends whom it heard, so only what ours appended is believed.
    while (true) {
        const size_t comma = forwarded_for.rfind(',');
        const size_t begin = comma == std::string_view::npos ? 0 : comma + 1;
        IPAddress next;
        if (!IPAddress::tryParse(std::string(trim(forwarded_for.substr(begin))), next)) break;
        at = next;
        if (begin == 0 || !trusted_.contain(at)) break;
        forwarded_for = forwarded_for.substr(0, comma);
    }
    return at.toString();
}

}  // namespace kerege::http
