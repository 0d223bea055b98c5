#include "host/src/view/markup_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace kerege::view {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kUrls[] = {"href", "src",    "action", "formaction",
                                      "cite", "poster", "data"};
constexpr std::string_view kRequests[] = {"data-hx-get",        "data-hx-post",  "data-hx-put",
                                          "data-hx-delete",     "data-hx-patch", "data-hx-push-url",
                                          "data-hx-replace-url"};
// Addresses the engine escapes but doesn't check: a value may not choose their scheme.
constexpr std::string_view kUncheckedUrls[] = {"formaction", "xlink:href", "poster", "data"};
// htmx reads these as a language of its own.
constexpr std::string_view kLanguages[] = {"data-hx-vals",    "data-hx-vars",   "data-hx-headers",
                                           "data-hx-trigger", "data-hx-config", "srcset",
                                           "http-equiv"};

bool among(std::string_view word, Words words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// A scheme as browsers read it: case, spaces and control characters don't count.
std::string normalised(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (static_cast<unsigned char>(c) <= ' ') continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

}  // namespace

bool is_request(std::string_view attribute) { return among(attribute, kRequests); }
bool is_url(std::string_view attribute) {
    return among(attribute, kUrls) || attribute == "xlink:href" || is_request(attribute);
}

std::string refuse_element(std::string_view tag) {
    if (tag == "style") return "a style element: styles belong in a style sheet";
    if (tag == "base") return "a <base> element";
    return {};
}

std::string refuse_attribute(std::string_view attribute) {
    if (attribute == "style") return "a style attribute: styles belong in a style sheet";
    if (attribute.starts_with("on")) {
        return fmt::format("the inline handler {}: scripts belong in a file", attribute);
    }
    if (attribute == "srcdoc") return "the attribute srcdoc";
    if (attribute.starts_with("data-hx-on")) {
        return fmt::format("{}: it needs scripts inside the page", attribute);
    }
    if (attribute.starts_with("hx-")) {
        return fmt::format("{0}: write data-{0}, so that the page stays valid", attribute);
    }
    return {};
}

std::string refuse_value(std::string_view attribute, std::string_view value) {
    const std::string text = normalised(value);
    const bool script = text.starts_with("javascript:") || text.starts_with("vbscript:");
    if (script && (is_url(attribute) || attribute.starts_with("data-hx-"))) {
        return fmt::format("a script as the value of {}", attribute);
    }
    if (attribute.starts_with("data-hx-") && text.starts_with("js:")) {
        return fmt::format("a script as the value of {}", attribute);
    }
    if (attribute == "data-hx-trigger" && text.find('[') != std::string::npos) {
        return "a filter in data-hx-trigger: it needs scripts inside the page";
    }
    return {};
}

std::string refuse_variable(std::string_view attribute, bool first) {
    if (among(attribute, kLanguages)) return fmt::format("a value inside {}", attribute);
    if (first && among(attribute, kUncheckedUrls)) {
        return fmt::format("{} begins with a value: begin it with a fixed path", attribute);
    }
    return {};
}

}  // namespace kerege::view
