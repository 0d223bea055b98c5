#include "host/src/view/check/messages.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "host/src/view/template_source.hpp"

namespace kerege::view {

namespace {

struct Literal {
    std::string text;
    int line;
    int depth;     // of parentheses within the call; 1: an argument of its own
    int argument;  // of the call, from 0
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// What is no code becomes spaces, so that a quote begins a string and nothing else.
void blank(std::string& text, size_t from, size_t to) {
    for (size_t i = from; i < std::min(to, text.size()); ++i) {
        if (text[i] != '\n') text[i] = ' ';
    }
}

// Where the literal that opens at `at` ends: behind its closing quote.
size_t end_of_literal(std::string_view text, size_t at) {
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return at + 1;
}

// Without comments, character literals and raw strings; the other strings stay.
std::string only_code(std::string_view source) {
    std::string text(source);
    for (size_t at = 0; at < text.size(); ++at) {
        const bool after_word = at > 0 && is_word(text[at - 1]);
        size_t end = 0;
        if (text.compare(at, 2, "//") == 0) {
            end = std::min(text.find('\n', at), text.size());
        } else if (text.compare(at, 2, "/*") == 0) {
            end = std::min(text.find("*/", at + 2), text.size() - 2) + 2;
        } else if (text[at] == '\'' && !after_word) {
            end = end_of_literal(text, at);
        } else if (text.compare(at, 2, "R\"") == 0 && !after_word) {
            const size_t open = std::min(text.find('(', at), text.size());
            const std::string close = ")" + text.substr(at + 2, open - at - 2) + "\"";
            end = std::min(text.find(close, open), text.size() - 1) + close.size();
        } else if (text[at] == '"') {
            at = end_of_literal(text, at) - 1;
            continue;
        } else {
            continue;
        }
        blank(text, at, end);
        at = end - 1;
    }
    return text;
}

// Reads a literal whose quote stands at `at`; leaves `at` behind it.
std::string read_literal(std::string_view text, size_t& at) {
    std::string out;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) {
            const char c = text[++at];
            out += c == 'n' ? '\n' : c;
        } else {
            out += text[at];
        }
    }
    ++at;
    return out;
}

// The literals within the parentheses that open at `at`; neighbours become one.
std::vector<Literal> literals_of(std::string_view text, size_t at) {
    std::vector<Literal> found;
    int depth = 0;
    int argument = 0;
    bool joins = false;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            const auto line =
                1 + std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
            std::string literal = read_literal(text, at);
            if (joins) {
                found.back().text += literal;
            } else {
                found.push_back({std::move(literal), static_cast<int>(line), depth, argument});
            }
            joins = true;
            continue;
        }
        if (c == '(' || c == '[' || c == '{') ++depth;
        if ((c == ')' || c == ']' || c == '}') && --depth == 0) break;
        if (c == ';' && depth == 1) break;
        if (c == ',' && depth == 1) ++argument;
        if (!std::isspace(static_cast<unsigned char>(c))) joins = false;
        ++at;
    }
    return found;
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void find_in_yaml(const std::string& file, const YAML::Node& node, UsedMessages& used) {
    if (node.IsSequence()) {
        for (const auto& item : node) find_in_yaml(file, item, used);
    }
    if (!node.IsMap()) return;
    for (const auto& pair : node) {
        const auto key = pair.first.as<std::string>();
        if (pair.second.IsScalar() &&
            (key == "label" || key == "name" || key == "description" || key == "purpose")) {
            used.add(pair.second.as<std::string>(),
                     fmt::format("{}:{}", file, pair.second.Mark().line + 1));
        }
        find_in_yaml(file, pair.second, used);
    }
}

}  // namespace

void UsedMessages::add(const std::string& id, const std::string& where, const std::string& plural) {
    if (id.empty()) return;
    UsedMessage& used = by_id.try_emplace(id, UsedMessage{where, plural}).first->second;
    if (used.plural.empty()) used.plural = plural;
}

void find_in_template(const std::string& file, std::string_view text, UsedMessages& used) {
    auto tokens =
        file.ends_with(".txt") ? parse_text_template(file, text) : parse_template(file, text);
    if (!tokens) {
        used.problems.push_back(tokens.fault().log_text);
        return;
    }
    for (const TemplateToken& token : *tokens) {
        if (token.kind != TemplateToken::Kind::message) continue;
        used.add(token.text, fmt::format("{}:{}", file, token.line));
    }
}

void find_in_source(const std::string& file, std::string_view source, UsedMessages& used) {
    const std::string text = only_code(source);
    const auto where = [&](const Literal& literal) {
        return fmt::format("{}:{}", file, literal.line);
    };
    size_t plural_end = 0;  // the words of a plural are marked once more inside it
    for (size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') {
            read_literal(text, at);
            --at;
            continue;
        }
        if (!is_word(text[at]) || (at > 0 && is_word(text[at - 1]))) continue;
        size_t end = at;
        while (end < text.size() && is_word(text[end])) ++end;
        const std::string_view name = std::string_view(text).substr(at, end - at);
        at = end - 1;
        if (end >= text.size() || text[end] != '(') continue;
        if (name == "tr_plural" || name == "translate_plural") {
            const auto found = literals_of(text, end);
            if (found.size() == 2) used.add(found[0].text, where(found[0]), found[1].text);
            if (found.size() == 2) plural_end = text.find(';', end);
        } else if (name == "tr" || (name == "KEREGE_TR" && at > plural_end)) {
            for (const Literal& literal : literals_of(text, end)) {
                if (literal.depth == 1) used.add(literal.text, where(literal));
            }
        } else if (name == "invalid" || name == "conflict") {
            for (const Literal& literal : literals_of(text, end)) {
                if (literal.depth != 1 || literal.argument != 1) continue;
                used.problems.push_back(where(literal) + ": words for people without KEREGE_TR");
            }
        }
    }
}

void find_in_manifest(const std::string& file, std::string_view text, UsedMessages& used) {
    try {
        find_in_yaml(file, YAML::Load(std::string(text)), used);
    } catch (const YAML::Exception& wrong) {
        used.problems.push_back(fmt::format("{}: {}", file, wrong.what()));
    }
}

void find_in_folder(const std::filesystem::path& folder, const std::string& shown,
                    UsedMessages& used) {
    if (!std::filesystem::is_directory(folder)) return;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
        const std::string file = shown + "/" + path.lexically_relative(folder).generic_string();
        const auto extension = path.extension();
        if (extension == ".html" || extension == ".txt") find_in_template(file, read(path), used);
        if (extension == ".cpp" || extension == ".hpp") find_in_source(file, read(path), used);
    }
}

}  // namespace kerege::view
