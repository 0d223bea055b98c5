#include "host/src/view/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "host/src/base/text.hpp"
#include "host/src/base/yaml.hpp"

namespace kerege::view {
namespace {

constexpr const char* kHelpLocales[] = {"kk", "ru", "en"};

HelpText read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw yaml::Error(path.string() + ": is not there");
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!text::valid_utf8(text)) throw yaml::Error(path.string() + ": is not UTF-8");
    const size_t end = std::min(text.find('\n'), text.size());
    if (!text.starts_with("# ") || end < 3)
        throw yaml::Error(path.string() + ":1: begins with \"# \" and a title");
    return {text::tidy(text.substr(2, end - 2)), text.substr(end)};
}

HelpTopic read_topic(const yaml::Node& node, const std::string& module,
                     const std::filesystem::path& folder) {
    yaml::Map map = node.map();
    HelpTopic topic;
    topic.module = module;
    topic.code = map.need("topic").text();
    topic.permission = map.text("permission");
    topic.pages = map.texts("pages");
    map.done();
    if (!module.empty() && !topic.code.starts_with(module + '.'))
        node.fail(fmt::format("a topic of the module begins with \"{}.\"", module));
    const bool plain = std::all_of(topic.code.begin(), topic.code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
    if (!plain || topic.code.empty() || topic.code.starts_with('.'))
        node.fail("a topic's name has small letters, digits, - and _");
    for (const std::string& page : topic.pages)
        if (!page.starts_with('/')) node.fail("a page begins with /");
    for (const char* locale : kHelpLocales)
        topic.texts.emplace(locale, read_text(folder / locale / (topic.code + ".txt")));
    return topic;
}

std::vector<std::string> parts_of(std::string_view path) {
    return text::split(path.substr(0, path.find_first_of("?#")), "/");
}

// How well a pattern fits: a number for each of its parts, more for a word than for "*".
std::optional<int> fit_of(std::string_view pattern, const std::vector<std::string>& path) {
    const auto parts = parts_of(pattern);
    // "/" is the first page alone, and not all there is.
    if (parts.size() > path.size() || parts.empty() != path.empty()) return std::nullopt;
    int fit = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] != "*" && parts[i] != path[i]) return std::nullopt;
        fit += parts[i] == "*" ? 2 : 3;
    }
    return fit;
}

}  // namespace

const HelpText& HelpTopic::text(std::string_view locale) const {
    const auto found = texts.find(locale);
    return found != texts.end() ? found->second : texts.find("kk")->second;
}

Result<> Help::add_folder(const std::string& module, const std::filesystem::path& folder) {
    std::vector<HelpTopic> topics;
    try {
        for (const yaml::Node& node : yaml::Node::read_file(folder / "topics.yaml").items()) {
            topics.push_back(read_topic(node, module, folder));
            const std::string& code = topics.back().code;
            const bool twice = find(code) || std::any_of(topics.begin(), topics.end() - 1,
                                                         [&](const HelpTopic& other) {
                                                             return other.code == code;
                                                         });
            if (twice) node.fail("this topic is there already: " + code);
        }
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
    std::move(topics.begin(), topics.end(), std::back_inserter(topics_));
    return success();
}

const HelpTopic* Help::find(std::string_view code) const {
    const auto found = std::find_if(topics_.begin(), topics_.end(),
                                    [&](const HelpTopic& topic) { return topic.code == code; });
    return found == topics_.end() ? nullptr : &*found;
}

const HelpTopic* Help::of_page(std::string_view path) const {
    const auto parts = parts_of(path);
    const HelpTopic* best = nullptr;
    int best_fit = -1;
    for (const HelpTopic& topic : topics_) {
        for (const std::string& pattern : topic.pages) {
            const auto fit = fit_of(pattern, parts);
            if (!fit || *fit <= best_fit) continue;
            best = &topic;
            best_fit = *fit;
        }
    }
    return best;
}

}  // namespace kerege::view
