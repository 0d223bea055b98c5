#include "host/src/http/head.hpp"

#include <algorithm>
#include <charconv>

#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

constexpr Refusal kServed{};

Refusal parse_request_line(std::string_view line, const HeadLimits& limits, Head& out) {
    const size_t first = line.find(' ');
    const size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return {400, "request line"};
    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    const auto version = line.substr(last + 1);
    if (method.size() > 32 || !is_token(method)) return {400, "method"};
    if (version.size() != 8 || !version.starts_with("HTTP/")) return {400, "version"};
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return {505, "version"};
    if (target.size() > limits.target_bytes_max) return {414, "target too long"};
    for (const char c : target) {
        if (c <= ' ' || c == 0x7F) return {400, "target"};
    }
    out.method = method;
    out.target = target;
    out.minor_version = version.back() - '0';
    return kServed;
}

// Fields that must not come twice: two programs could each take another one.
bool is_single(std::string_view name) {
    return name == "host" || name == "content-length" || name == "transfer-encoding" ||
           name == "content-type" || name == "authorization" || name == "expect" ||
           name == "origin" || name == "x-csrf-token";
}

Refusal add_field(std::string_view line, const HeadLimits& limits, Head& out) {
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return {400, "header without colon"};
    const auto raw_name = line.substr(0, colon);
    const auto value = trim(line.substr(colon + 1));
    // A name that begins with a space would be a folded line: refused with everything that is no
    // token.
    if (!is_token(raw_name)) return {400, "header name"};
    if (value.size() > limits.value_bytes_max) return {431, "header value too long"};
    if (!is_header_value(value)) return {400, "header value"};
    if (!valid_utf8(value)) return {400, "header value is not UTF-8"};
    if (out.headers.size() >= limits.fields_max) return {431, "too many headers"};
    std::string name = lower(raw_name);
    const bool joins = name == "cookie" || name == "x-forwarded-for";
    if (joins || is_single(name)) {
        const auto same = std::find_if(out.headers.begin(), out.headers.end(),
                                       [&](const auto& field) { return field.first == name; });
        if (same != out.headers.end()) {
            if (!joins) return {400, "header given twice"};
            same->second.append(name == "cookie" ? "; " : ", ").append(value);
            return kServed;
        }
    }
    out.headers.emplace_back(std::move(name), value);
    return kServed;
}

bool lists_word(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const size_t comma = std::min(list.find(','), list.size());
        if (equals_ignoring_case(trim(list.substr(0, comma)), word)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

Refusal read_length(std::string_view value, Head& out) {
    const bool digits =
        !value.empty() && value.size() <= 18 &&
        std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) return {400, "content-length"};
    std::from_chars(value.data(), value.data() + value.size(), out.content_length);
    return kServed;
}

// How long the body is, and what becomes of the connection.
Refusal read_framing(Head& out) {
    bool has_host = false;
    out.keep_alive = out.minor_version == 1;
    for (const auto& [name, value] : out.headers) {
        if (name == "host") {
            has_host = true;
        } else if (name == "content-length") {
            if (const Refusal refusal = read_length(value, out)) return refusal;
        } else if (name == "transfer-encoding") {
            if (out.minor_version == 0) return {400, "transfer-encoding in HTTP/1.0"};
            if (!equals_ignoring_case(value, "chunked")) return {501, "transfer-encoding"};
            out.chunked = true;
        } else if (name == "connection") {
            if (lists_word(value, "close")) out.keep_alive = false;
            if (out.minor_version == 0 && lists_word(value, "keep-alive")) out.keep_alive = true;
        } else if (name == "expect") {
            if (!equals_ignoring_case(value, "100-continue")) return {417, "expect"};
            out.expects_continue = out.minor_version == 1;
        }
    }
    if (out.minor_version == 1 && !has_host) return {400, "no host"};
    if (out.chunked && out.content_length >= 0) return {400, "two lengths"};
    const bool must_tell = out.method == "POST" || out.method == "PUT" || out.method == "PATCH";
    if (must_tell && !out.chunked && out.content_length < 0) return {411, "no length"};
    return kServed;
}

}  // namespace

Refusal parse_head(std::string_view text, const HeadLimits& limits, Head& out) {
    out = Head{};
    out.headers.reserve(24);
    bool first = true;
    while (true) {
        const size_t end = text.find("\r\n");
        if (end == std::string_view::npos) return {400, "line without end"};
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 2);
        if (first) {
            if (const Refusal refusal = parse_request_line(line, limits, out)) return refusal;
            first = false;
            continue;
        }
        if (line.empty()) break;
        if (const Refusal refusal = add_field(line, limits, out)) return refusal;
    }
    return read_framing(out);
}

}  // namespace kerege::http
