#include "host/src/plugins/manifest_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kerege::plugins::manifest_parts {
namespace {

constexpr size_t kWordBytesMax = 200;

bool lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

bool word(std::string_view text, std::string_view more) {
    if (text.empty() || text.size() > kWordBytesMax || !lower(text[0])) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return lower(c) || digit(c) || more.find(c) != std::string_view::npos;
    });
}

bool plugin_id(std::string_view text) {
    const size_t dot = text.find('.');
    if (dot == std::string_view::npos) return text.size() <= 40 && word(text);
    return text.size() <= 80 && word(text.substr(0, dot)) && word(text.substr(dot + 1), "_");
}

bool listed(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::string checked(const yaml::Node& node, bool good, std::string_view expected) {
    if (!good) node.fail(fmt::format("\"{}\" is not {}", node.text(), expected));
    return node.text();
}

std::string required_text(yaml::Map& map, const std::string& key) {
    const yaml::Node node = map.need(key);
    if (node.text().empty()) node.fail(fmt::format("\"{}\" is empty", key));
    return node.text();
}

}  // namespace kerege::plugins::manifest_parts
