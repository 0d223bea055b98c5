#include "host/src/http/headers.hpp"

#include <algorithm>

#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

using Header = std::pair<std::string_view, std::string_view>;

constexpr Header kSecurity[] = {
    {"Content-Security-Policy",
     "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
     "object-src 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},  // for browsers that do not know frame-ancestors
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"},
};

}  // namespace

void add_security_headers(Response& response, bool https) {
    response.headers.reserve(response.headers.size() + std::size(kSecurity) + 4);
    for (const auto& [name, value] : kSecurity) response.headers.emplace_back(name, value);
    if (https) {
        response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    }
}

void add_cache_headers(Response& response, bool personal) {
    const bool said = std::any_of(
        response.headers.begin(), response.headers.end(),
        [](const auto& header) { return equals_ignoring_case(header.first, "Cache-Control"); });
    if (said) return;
    response.headers.emplace_back("Cache-Control", personal ? "private, no-store" : "no-cache");
}

}  // namespace kerege::http
