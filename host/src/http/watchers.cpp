#include "host/src/http/watchers.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace kerege::http {
namespace {

bool passed_on(const Request& request) {
    static constexpr std::array<std::string_view, 7> marks = {
        "forwarded",         "via",       "x-forwarded-for", "x-forwarded-host",
        "x-forwarded-proto", "x-real-ip", "x-forwarded-by"};
    return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
        return std::find(marks.begin(), marks.end(), header.first) != marks.end();
    });
}

}  // namespace

Watchers::Watchers(const WatcherSettings& settings)
    : networks_(settings.allow, "metrics: allow"), token_(settings.token) {}

bool Watchers::allow(const Request& request) const {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view sent = request.header("authorization");
    if (!token_.empty() && sent.starts_with(scheme)) {
        const std::string_view token = sent.substr(scheme.size());
        if (token.size() == token_.size() &&
            CRYPTO_memcmp(token.data(), token_.data(), token.size()) == 0)
            return true;
    }
    return !networks_.empty() && !passed_on(request) && networks_.contain(request.client_address);
}

}  // namespace kerege::http
