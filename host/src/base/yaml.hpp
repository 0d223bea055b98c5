// Strict YAML: every key of a mapping must be asked for, and every error names file and line.
// Unknown keys are answered with the nearest known one.
//
// Reading throws yaml::Error; the readers of whole files (configuration, manifests, organisation
// trees) catch it at their door and return a Fault.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kerege::yaml {

// what() is "file:line: …", one sentence for the person who wrote the file.
class Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

inline constexpr size_t kFileBytesMax = 4 * 1024 * 1024;

class Map;

// One value of a file. Cheap to copy.
class Node {
public:
    // Throws Error: not there, too large, not YAML.
    static Node read_file(const std::filesystem::path& path);
    // `name` stands for the file in errors.
    static Node parse(const std::string& text, std::string name);

    bool is_null() const { return node_.IsNull(); }
    bool is_scalar() const { return node_.IsScalar(); }
    bool is_map() const { return node_.IsMap(); }
    bool is_list() const { return node_.IsSequence(); }

    // All throw Error where the value is of another kind.
    std::string text() const;
    int64_t integer(int64_t least, int64_t most) const;
    bool boolean() const;  // true or false, nothing else
    std::vector<Node> items() const;
    std::vector<std::string> texts() const;
    Map map() const;
    // One of a few words; the nearest is suggested.
    std::string one_of(const std::vector<std::string>& words) const;

    [[noreturn]] void fail(const std::string& message) const;
    int line() const { return node_.Mark().line + 1; }

private:
    friend class Map;
    Node(const YAML::Node& node, std::shared_ptr<const std::string> file)
        : node_(node), file_(std::move(file)) {}

    YAML::Node node_;
    std::shared_ptr<const std::string> file_;
};

// A mapping with known keys. Ask for each key that may stand there, then call done().
class Map {
public:
    // nullopt: absent, or present without a value.
    std::optional<Node> find(const std::string& key);
    Node need(const std::string& key);
    std::string text(const std::string& key, std::string fallback = {});
    int64_t integer(const std::string& key, int64_t least, int64_t most, int64_t fallback);
    bool boolean(const std::string& key, bool fallback);
    std::vector<std::string> texts(const std::string& key);  // empty where absent
    std::vector<Node> items(const std::string& key);         // empty where absent

    // Keys in the file's order, for mappings whose keys are free.
    const std::vector<std::pair<Node, Node>>& entries() const& { return entries_; }
    // Of a temporary, so that a loop over node.map().entries() holds what it walks over.
    std::vector<std::pair<Node, Node>> entries() && { return std::move(entries_); }
    // Throws Error for the first key nobody asked for.
    void done() const;

private:
    friend class Node;
    explicit Map(Node node);

    Node node_;
    std::vector<std::pair<Node, Node>> entries_;
    std::vector<std::string> asked_;
};

// The word of `known` nearest to `word`, or empty where none is near enough to be meant.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace kerege::yaml
