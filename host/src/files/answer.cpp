#include "host/src/files/answer.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "host/src/files/media.hpp"
#include "host/src/http/text.hpp"

namespace kerege::files {
namespace {

// Digits and nothing else; -1: not a number, or more than any file has.
int64_t number(std::string_view text) {
    int64_t value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && !text.starts_with('-') ? value : -1;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// What may be shown where it is asked for. A PDF may hold scripts: they get nothing to run with.
bool may_be_shown(std::string_view type) {
    return is_inert_picture(type) || type == "application/pdf";
}

}  // namespace

Range range_of(std::string_view header, int64_t bytes) {
    const Range whole{Range::Kind::whole, 0, bytes};
    constexpr std::string_view kUnit = "bytes=";
    if (!header.starts_with(kUnit)) return whole;
    const std::string_view text = http::trim(header.substr(kUnit.size()));
    const size_t dash = text.find('-');
    if (dash == std::string_view::npos || text.find(',') != std::string_view::npos) return whole;
    const std::string_view from = text.substr(0, dash), to = text.substr(dash + 1);
    if ((!from.empty() && !is_number(from)) || (!to.empty() && !is_number(to))) return whole;
    if (from.empty() && to.empty()) return whole;
    const Range none{Range::Kind::none, 0, 0};
    if (from.empty()) {
        const int64_t last = number(to) < 0 ? bytes : std::min(number(to), bytes);
        return last > 0 ? Range{Range::Kind::part, bytes - last, last} : none;
    }
    const int64_t first = number(from);
    if (first < 0 || first >= bytes) return none;
    const int64_t last = to.empty() || number(to) < 0 ? bytes - 1 : std::min(number(to), bytes - 1);
    if (last < first) return to.empty() || number(to) < first ? whole : none;
    return {Range::Kind::part, first, last - first + 1};
}

bool names_tag(std::string_view header, std::string_view tag) {
    while (!header.empty()) {
        const size_t end = std::min(header.find(','), header.size());
        std::string_view one = http::trim(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == tag || one == "*") return true;
    }
    return false;
}

void answer(const http::Request& request, const Shown& shown, Descriptor file,
            http::Response& response) {
    struct stat facts {};
    const int64_t bytes = ::fstat(file.get(), &facts) == 0 ? facts.st_size : 0;
    const std::string tag = fmt::format("\"{}\"", shown.tag);
    const auto say = [&](std::string_view name, std::string value) {
        response.headers.emplace_back(name, std::move(value));
    };
    response.status = 200;
    response.body.clear();
    response.content_type = shown.type;
    say("ETag", tag);
    // Asked for again each time: who may see a file can change.
    say("Cache-Control", "private, no-cache");
    if (names_tag(request.header("if-none-match"), tag)) {
        response.status = 304;
        return;
    }
    const bool in_page = shown.in_page && may_be_shown(shown.type);
    say("Content-Disposition", disposition(in_page, shown.name));
    say("Content-Security-Policy", "default-src 'none'; sandbox");
    say("Accept-Ranges", "bytes");
    Range range{Range::Kind::whole, 0, bytes};
    const auto condition = request.header("if-range");
    const bool same = condition.empty() || condition == tag;
    if (request.method == http::Method::get && same)
        range = range_of(request.header("range"), bytes);
    if (range.kind == Range::Kind::none) {
        response.status = 416;
        response.content_type = "text/plain; charset=utf-8";
        say("Content-Range", fmt::format("bytes */{}", bytes));
        return;
    }
    if (range.kind == Range::Kind::part) {
        response.status = 206;
        say("Content-Range",
            fmt::format("bytes {}-{}/{}", range.first, range.first + range.bytes - 1, bytes));
    }
    const auto kept = std::make_shared<Descriptor>(std::move(file));
    response.file = {std::shared_ptr<const int>(kept, &kept->number()), range.first, range.bytes};
}

}  // namespace kerege::files
