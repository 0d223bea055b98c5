#include "host/src/base/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <numeric>
#include <sstream>

namespace kerege::yaml {
namespace {

size_t distance(std::string_view left, std::string_view right) {
    std::vector<size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (size_t i = 1; i <= left.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= right.size(); ++j) {
            const size_t above = row[j];
            const size_t changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({above + 1, row[j - 1] + 1, changed});
            diagonal = above;
        }
    }
    return row.back();
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
    const std::string near = nearest(word, known);
    if (!near.empty()) return fmt::format("; did you mean \"{}\"?", near);
    if (known.empty()) return {};
    return fmt::format("; known here: {}", fmt::join(known, ", "));
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    std::string best;
    size_t least = std::max<size_t>(2, word.size() / 2) + 1;
    for (const auto& candidate : known) {
        // "warn" for "warning" is meant, however much is missing.
        const bool begun = word.size() >= 3 && candidate.starts_with(word);
        const size_t found = begun ? 1 : distance(word, candidate);
        if (found < least) {
            least = found;
            best = candidate;
        }
    }
    return best;
}

Node Node::read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error(fmt::format("{}: can't be read", path.string()));
    std::string text;
    std::vector<char> part(64 * 1024);
    while (in.read(part.data(), static_cast<std::streamsize>(part.size())) || in.gcount() > 0) {
        text.append(part.data(), static_cast<size_t>(in.gcount()));
        if (text.size() > kFileBytesMax) {
            throw Error(fmt::format("{}: larger than {} bytes", path.string(), kFileBytesMax));
        }
    }
    if (in.bad()) throw Error(fmt::format("{}: can't be read", path.string()));
    return parse(text, path.string());
}

Node Node::parse(const std::string& text, std::string name) {
    auto file = std::make_shared<const std::string>(std::move(name));
    try {
        return {YAML::Load(text), file};
    } catch (const YAML::Exception& error) {
        // A comma, a colon or a brace within words ends them: what YAML then misses is far off.
        const bool unquoted = error.msg.find("end of map flow not found") != std::string::npos ||
                              error.msg.find("end of sequence flow") != std::string::npos ||
                              error.msg.find("illegal map value") != std::string::npos;
        throw Error(fmt::format("{}:{}: {}{}", *file, error.mark.line + 1, error.msg,
                                unquoted ? "; put text with , : { } [ ] or # in quotes" : ""));
    }
}

void Node::fail(const std::string& message) const {
    throw Error(fmt::format("{}:{}: {}", *file_, line(), message));
}

std::string Node::text() const {
    if (!node_.IsScalar()) fail("a text is expected here");
    return node_.Scalar();
}

int64_t Node::integer(int64_t least, int64_t most) const {
    const std::string digits = text();
    int64_t number = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, number);
    if (digits.empty() || error != std::errc() || stopped != end) {
        fail(fmt::format("a whole number is expected here, not \"{}\"", digits));
    }
    if (number < least || number > most) {
        fail(fmt::format("{} is outside {}…{}", number, least, most));
    }
    return number;
}

bool Node::boolean() const {
    const std::string word = text();
    if (word != "true" && word != "false") {
        fail(fmt::format("true or false is expected here, not \"{}\"", word));
    }
    return word == "true";
}

std::vector<Node> Node::items() const {
    if (!node_.IsSequence()) fail("a list is expected here");
    std::vector<Node> items;
    items.reserve(node_.size());
    for (const YAML::Node& item : node_) items.push_back(Node(item, file_));
    return items;
}

std::vector<std::string> Node::texts() const {
    std::vector<std::string> texts;
    for (const auto& item : items()) texts.push_back(item.text());
    return texts;
}

Map Node::map() const { return Map(*this); }

std::string Node::one_of(const std::vector<std::string>& words) const {
    std::string word = text();
    if (std::find(words.begin(), words.end(), word) == words.end()) {
        fail(fmt::format("\"{}\" is not known here{}", word, suggestion(word, words)));
    }
    return word;
}

Map::Map(Node node) : node_(std::move(node)) {
    if (!node_.node_.IsMap()) node_.fail("a mapping of keys is expected here");
    for (const auto& pair : node_.node_) {
        const Node key(pair.first, node_.file_);
        const std::string name = key.text();
        for (const auto& [earlier, value] : entries_) {
            if (earlier.text() == name) key.fail(fmt::format("the key \"{}\" stands twice", name));
        }
        entries_.emplace_back(key, Node(pair.second, node_.file_));
    }
}

std::optional<Node> Map::find(const std::string& key) {
    asked_.push_back(key);
    for (const auto& [name, value] : entries_) {
        if (name.text() != key) continue;
        if (value.is_null()) return {};
        return value;
    }
    return {};
}

Node Map::need(const std::string& key) {
    auto found = find(key);
    if (found) return *found;
    for (const auto& [name, value] : entries_) {
        const bool asked = std::find(asked_.begin(), asked_.end(), name.text()) != asked_.end();
        if (!asked && !nearest(name.text(), {key}).empty())
            name.fail(fmt::format("unknown key \"{}\"; did you mean \"{}\"?", name.text(), key));
    }
    node_.fail(fmt::format("the key \"{}\" is missing", key));
}

std::string Map::text(const std::string& key, std::string fallback) {
    const auto found = find(key);
    return found ? found->text() : std::move(fallback);
}

int64_t Map::integer(const std::string& key, int64_t least, int64_t most, int64_t fallback) {
    const auto found = find(key);
    return found ? found->integer(least, most) : fallback;
}

bool Map::boolean(const std::string& key, bool fallback) {
    const auto found = find(key);
    return found ? found->boolean() : fallback;
}

std::vector<std::string> Map::texts(const std::string& key) {
    const auto found = find(key);
    return found ? found->texts() : std::vector<std::string>();
}

std::vector<Node> Map::items(const std::string& key) {
    const auto found = find(key);
    return found ? found->items() : std::vector<Node>();
}

void Map::done() const {
    for (const auto& [name, value] : entries_) {
        const std::string key = name.text();
        if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
        name.fail(fmt::format("unknown key \"{}\"{}", key, suggestion(key, asked_)));
    }
}

}  // namespace kerege::yaml
