#include "host/src/http/message.hpp"

#include <algorithm>

#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

// Set by the host alone: they frame the response, say what the browser may do, or move the person.
constexpr std::string_view kOwnedByHost[] = {"connection",
                                             "content-length",
                                             "transfer-encoding",
                                             "trailer",
                                             "te",
                                             "upgrade",
                                             "keep-alive",
                                             "date",
                                             "server",
                                             "set-cookie",
                                             "location",
                                             "content-encoding",
                                             "content-security-policy",
                                             "content-security-policy-report-only",
                                             "x-content-type-options",
                                             "x-frame-options",
                                             "referrer-policy",
                                             "cross-origin-opener-policy",
                                             "cross-origin-resource-policy",
                                             "permissions-policy",
                                             "strict-transport-security",
                                             "access-control-allow-origin",
                                             "access-control-allow-credentials",
                                             "x-request-id",
                                             "clear-site-data"};

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
    for (const Field& field : fields) {
        if (field.name == name) return field.value;
    }
    return {};
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

std::string_view Request::query_value(std::string_view name) const { return value_of(query, name); }

std::string_view Request::field(std::string_view name) const { return value_of(form, name); }

std::string_view Request::cookie(std::string_view name) const {
    auto rest = header("cookie");
    while (!rest.empty()) {
        const size_t end = std::min(rest.find(';'), rest.size());
        const auto pair = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (pair.size() > name.size() && pair[name.size()] == '=' && pair.starts_with(name)) {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

bool Request::wants_fragment() const { return header("hx-request") == "true"; }

bool Response::set_header(std::string_view name, std::string_view value) {
    if (!is_token(name) || !is_header_value(value) || !valid_utf8(value)) return false;
    std::string key = lower(name);
    if (std::find(std::begin(kOwnedByHost), std::end(kOwnedByHost), key) !=
        std::end(kOwnedByHost)) {
        return false;
    }
    if (key == "content-type") {
        content_type = value;
        return true;
    }
    for (auto& [known, old] : headers) {
        if (!equals_ignoring_case(known, key)) continue;
        old = value;
        return true;
    }
    headers.emplace_back(name, value);
    return true;
}

bool is_site_path(std::string_view path) {
    if (!path.starts_with('/') || path.starts_with("//") || path.starts_with("/\\")) return false;
    return is_header_value(path) && path.find('\t') == std::string_view::npos;
}

namespace {

// What may not stand in a Location as it is; percent signs are taken for encoded already.
std::string as_location(std::string_view path) {
    std::string out;
    out.reserve(path.size());
    for (const char c : path) {
        const bool plain = c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\';
        if (plain) {
            out.push_back(c);
        } else {
            out += percent_encode({&c, 1});
        }
    }
    return out;
}

}  // namespace

Response redirect(std::string path) {
    Response response;
    response.status = 303;
    response.content_type.clear();
    response.headers.emplace_back("Location", is_site_path(path) ? as_location(path) : "/");
    return response;
}

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::other:
            return "other";
    }
    return "other";
}

}  // namespace kerege::http
