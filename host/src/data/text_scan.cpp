#include "host/src/data/text_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "host/src/data/ownership.hpp"

namespace kerege::data {
namespace {

using Kind = SqlToken::Kind;

// SQLite takes a string for a name where it expects one, so strings count as names.
bool may_be_name(const SqlToken& token) { return token.is_name() || token.kind == Kind::string; }

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// SQLite tells its authorizer the name of the view beneath which a table is read, and for a common
// table expression it tells that one's name: with api_core_person_v1 as (select … from
// core_person).
bool defines_query(SqlTokens tokens, size_t name) {
    if (name + 1 >= tokens.size()) return false;
    if (tokens[name + 1].is_symbol('(')) return true;
    if (!tokens[name + 1].is_word("as") || name + 2 >= tokens.size()) return false;
    const SqlToken& body = tokens[name + 2];
    return body.is_symbol('(') || body.is_word("not") || body.is_word("materialized");
}

}  // namespace

bool changes_or_reads(SqlTokens tokens) {
    static constexpr std::array<std::string_view, 5> words = {"select", "insert", "update",
                                                              "delete", "with"};
    return !tokens.empty() && tokens[0].kind == Kind::word &&
           std::find(words.begin(), words.end(), tokens[0].text) != words.end();
}

void refuse_other_statements(SqlTokens tokens, const Principal& principal) {
    const bool several = std::any_of(tokens.begin(), tokens.end(),
                                     [](const SqlToken& token) { return token.is_symbol(';'); });
    if (changes_or_reads(tokens) && !several) return;
    throw NotAllowed(
        fmt::format("{} may only read and change rows, one statement at a time", principal.id));
}

std::set<std::string> named_queries(SqlTokens tokens) {
    std::set<std::string> names;
    for (size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (!tokens[i].is_name()) continue;
        size_t next = i + 1;
        if (tokens[next].is_symbol('(')) {
            while (next < tokens.size() && !tokens[next].is_symbol(')')) ++next;
            ++next;
        }
        if (next + 1 < tokens.size() && tokens[next].is_word("as") &&
            (tokens[next + 1].is_symbol('(') || tokens[next + 1].is_word("materialized") ||
             tokens[next + 1].is_word("not"))) {
            names.insert(tokens[i].text);
        }
    }
    return names;
}

void refuse_foreign_names(SqlTokens tokens, const Principal& principal,
                          const std::vector<std::string>& relations) {
    const std::string prefix = table_prefix(principal.id);
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Kind::odd) {
            throw NotAllowed(
                fmt::format("\"{}\" has no place in a plugin's statement", tokens[i].text));
        }
        if (!may_be_name(tokens[i])) continue;
        const std::string name = lower(tokens[i].text);
        const bool own_view = is_own_view(name, prefix);
        if (name.compare(0, 4, "api_") == 0 && !own_view && defines_query(tokens, i)) {
            throw NotAllowed(fmt::format("{} is the name of a published view", name));
        }
        const bool catalogue =
            name.compare(0, 7, "sqlite_") == 0 || name.compare(0, 7, "pragma_") == 0;
        if (catalogue && tokens[i].is_name()) {
            throw NotAllowed(
                fmt::format("{} may not touch {}{}", principal.id, name, cure_of(name, {})));
        }
        if (!std::binary_search(relations.begin(), relations.end(), name)) continue;
        if (is_own_table(name, prefix) || own_view) continue;
        if (name.compare(0, 4, "api_") == 0 && is_granted(principal, name, "")) continue;
        throw NotAllowed(
            fmt::format("{} may not touch {}{}", principal.id, name, cure_of(name, {})));
    }
}

std::string cure_of(std::string_view name, std::string_view column) {
    if (name == "sqlite_sequence") return ": ids come from the host, call.new_id()";
    if (name.starts_with("core_"))
        return ": it is the host's own; what may be read are its views, such as core.person";
    // api_<owner>_<noun>_v<number>
    if (!name.starts_with("api_")) return {};
    const std::string_view rest = name.substr(4);
    const size_t noun = rest.find('_');
    const size_t number = rest.rfind("_v");
    if (noun == std::string_view::npos || number == std::string_view::npos || number <= noun)
        return {};
    const std::string_view version = rest.substr(number + 2);
    return fmt::format(": add it to reads in plugin.yaml, {}.{}{}: [{}]", rest.substr(0, noun),
                       rest.substr(noun + 1, number - noun - 1),
                       version == "1" ? "" : fmt::format("/{}", version),
                       column.empty() ? "its columns" : column);
}

}  // namespace kerege::data
