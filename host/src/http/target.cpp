#include "host/src/http/forms.hpp"
#include "host/src/http/head.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

constexpr size_t kPathBytesMax = 2048;
constexpr size_t kQueryFieldsMax = 200;

// "http://host/path", as a client speaks to a proxy, becomes "/path".
std::string_view without_origin(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        target.remove_prefix(scheme.size());
        const size_t slash = target.find('/');
        return slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    return target;
}

bool has_dot_segment(std::string_view path) {
    size_t begin = 1;
    while (begin <= path.size()) {
        const size_t end = std::min(path.find('/', begin), path.size());
        const auto segment = path.substr(begin, end - begin);
        if (segment == "." || segment == "..") return true;
        begin = end + 1;
    }
    return false;
}

}  // namespace

Refusal parse_target(std::string_view target, Request& out) {
    target = without_origin(target);
    if (!target.starts_with('/')) return {400, "target"};
    if (target.find('#') != std::string_view::npos) return {400, "fragment in the target"};
    const size_t question = std::min(target.find('?'), target.size());
    const auto raw_path = target.substr(0, question);
    // A slash that came as %2F would be a border between segments here and none in front.
    if (raw_path.find("%2F") != std::string_view::npos ||
        raw_path.find("%2f") != std::string_view::npos) {
        return {400, "slash in a segment"};
    }
    out.path.clear();
    if (!percent_decode(raw_path, false, out.path)) return {400, "path"};
    if (out.path.size() > kPathBytesMax) return {414, "path too long"};
    if (!is_header_value(out.path) || out.path.find('\t') != std::string::npos ||
        out.path.find('\\') != std::string::npos) {
        return {400, "path"};
    }
    if (out.path.find("//") != std::string::npos || has_dot_segment(out.path)) return {400, "path"};
    out.query.clear();
    if (question == target.size()) return {};
    if (!parse_fields(target.substr(question + 1), kQueryFieldsMax, out.query)) {
        return {400, "query"};
    }
    return {};
}

}  // namespace kerege::http
