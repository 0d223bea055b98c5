#include "host/src/data/postgres_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "host/src/data/ownership.hpp"
#include "host/src/data/text_scan.hpp"

namespace kerege::data {
namespace {

using Tokens = SqlTokens;
using Kind = SqlToken::Kind;

// Words an opening bracket may follow without being a call. Sorted.
constexpr std::array<std::string_view, 56> before_bracket = {
    "all",     "and",     "any",    "array", "as",       "asc",    "between",   "bigint",
    "btree",   "by",      "case",   "cast",  "char",     "check",  "conflict",  "cross",
    "decimal", "default", "delete", "desc",  "distinct", "double", "else",      "except",
    "exists",  "filter",  "from",   "group", "having",   "in",     "insert",    "intersect",
    "into",    "is",      "join",   "key",   "lateral",  "like",   "limit",     "materialized",
    "not",     "numeric", "offset", "on",    "or",       "over",   "returning", "select",
    "set",     "some",    "then",   "union", "unique",   "using",  "values",    "varchar"};
constexpr std::array<std::string_view, 4> before_bracket_too = {"when", "where", "within", "with"};
static_assert(std::is_sorted(before_bracket.begin(), before_bracket.end()));

[[noreturn]] void refuse(const Principal& principal, std::string_view what) {
    throw NotAllowed(fmt::format("{} may not use {}", principal.id, what));
}

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

bool is_keyword_before_bracket(const SqlToken& token) {
    return token.kind == Kind::word &&
           (std::binary_search(before_bracket.begin(), before_bracket.end(), token.text) ||
            std::find(before_bracket_too.begin(), before_bracket_too.end(), token.text) !=
                before_bracket_too.end());
}

void refuse_calls(Tokens tokens, const Principal& principal, const std::string& prefix) {
    const std::set<std::string> named = named_queries(tokens);
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
        const SqlToken& token = tokens[i];
        if (!token.is_name()) continue;
        // E'…', U&'…' and the like are read by other rules than these.
        if (tokens[i + 1].kind == Kind::string && tokens[i + 1].begin == token.end) {
            refuse(principal, token.text + "'…'");
        }
        if (token.is_word("u") && tokens[i + 1].is_symbol('&')) refuse(principal, "U&");
        if (!tokens[i + 1].is_symbol('(') || is_keyword_before_bracket(token)) continue;
        if (is_own_table(token.text, prefix) || is_own_view(token.text, prefix)) continue;
        if (is_harmless_function(token.text) || named.count(token.text)) continue;
        refuse(principal, token.text + "(");
    }
}

void refuse_catalogues(Tokens tokens, const Principal& principal) {
    for (const SqlToken& token : tokens) {
        if (!token.is_name()) continue;
        if (starts_with(token.text, "pg_") || starts_with(token.text, "lo_") ||
            starts_with(token.text, "dblink") || token.text == "information_schema" ||
            token.text == "current_setting" || token.text == "set_config") {
            refuse(principal, token.text);
        }
    }
}

// A word that names an ungranted column of a view in this statement, and nothing else in it.
void refuse_columns(Tokens tokens, const Principal& principal, const std::string& prefix,
                    const PostgresCatalogue& catalogue) {
    std::set<std::string> granted;
    std::set<std::string> hidden;
    for (const SqlToken& token : tokens) {
        const auto found = catalogue.columns.find(token.text);
        if (!token.is_name() || found == catalogue.columns.end()) continue;
        const bool own = is_own_table(token.text, prefix) || is_own_view(token.text, prefix);
        for (const std::string& column : found->second) {
            (own || is_granted(principal, token.text, column) ? granted : hidden).insert(column);
        }
    }
    for (size_t i = 0; i < tokens.size(); ++i) {
        const SqlToken& token = tokens[i];
        if (token.is_name() && hidden.count(token.text) && !granted.count(token.text)) {
            refuse(principal, token.text);
        }
        const bool every_column =
            token.is_symbol('*') && i > 0 &&
            (tokens[i - 1].is_word("select") || tokens[i - 1].is_symbol('.') ||
             tokens[i - 1].is_symbol(',') || tokens[i - 1].is_word("returning"));
        if (every_column && !hidden.empty()) refuse(principal, "*");
    }
}

// Views on one table can be written through: what is changed must be the plugin's own.
void refuse_foreign_changes(Tokens tokens, const Principal& principal, const std::string& prefix) {
    for (size_t i = 0; i < tokens.size(); ++i) {
        const auto word = [&](size_t place, std::string_view text) {
            return place < tokens.size() && tokens[place].is_word(text);
        };
        const bool insert = word(i, "insert");
        const bool remove = word(i, "delete") && word(i + 1, "from");
        const bool update =
            word(i, "update") && !word(i + 1, "set") &&
            !(i > 0 && (word(i - 1, "for") || word(i - 1, "key") || word(i - 1, "on")));
        if (!insert && !remove && !update) continue;
        const size_t target = i + (update ? 1 : 2);
        const bool own = target < tokens.size() && tokens[target].is_name() &&
                         is_own_table(tokens[target].text, prefix);
        if (!own) refuse(principal, tokens[i].text + " outside its own tables");
    }
}

void scan(Tokens tokens, const Principal& principal, const PostgresCatalogue& catalogue) {
    const std::string prefix = table_prefix(principal.id);
    refuse_foreign_names({tokens.begin(), tokens.end()}, principal, catalogue.relations);
    refuse_catalogues(tokens, principal);
    refuse_foreign_changes(tokens, principal, prefix);
    refuse_calls(tokens, principal, prefix);
    refuse_columns(tokens, principal, prefix, catalogue);
    for (size_t i = 0; i < tokens.size(); ++i) {
        const bool makes_table =
            tokens[i].is_word("into") && (i == 0 || !tokens[i - 1].is_word("insert"));
        if (makes_table) refuse(principal, "select into");
    }
}

// create [unique] index, create [or replace] view, … and none of the other things that begin so.
bool defines(Tokens tokens) {
    const auto word = [&](size_t i, std::string_view text) {
        return i < tokens.size() && tokens[i].is_word(text);
    };
    size_t next = 1;
    if (word(0, "create") && word(1, "unique")) {
        return word(2, "index");
    }
    if (word(0, "create") && word(1, "or") && word(2, "replace")) next = 3;
    if (word(0, "create") && next == 3) return word(3, "view");
    if (word(0, "alter")) return word(1, "table");
    if (!word(0, "create") && !word(0, "drop")) return false;
    return word(next, "table") || word(next, "index") || word(next, "view");
}

void refuse_alterations(Tokens tokens, const Principal& principal) {
    if (!tokens[0].is_word("alter")) return;
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool ownership = tokens[i].is_word("owner") && tokens[i + 1].is_word("to");
        const bool schema = tokens[i].is_word("set") && tokens[i + 1].is_word("schema");
        const bool inherit = tokens[i].is_word("inherit") || tokens[i].is_word("attach");
        if (ownership || schema || inherit) refuse(principal, tokens[i].text);
    }
}

}  // namespace

void scan_statement(std::string_view sql, const Principal& principal,
                    const PostgresCatalogue& catalogue) {
    const auto tokens = sql_tokens(sql);
    refuse_other_statements(tokens, principal);
    scan(tokens, principal, catalogue);
}

void scan_migration(std::string_view sql, const Principal& principal,
                    const PostgresCatalogue& catalogue) {
    const auto tokens = sql_tokens(sql);
    for (auto begin = tokens.begin(); begin != tokens.end();) {
        const auto end = std::find_if(begin, tokens.end(),
                                      [](const SqlToken& token) { return token.is_symbol(';'); });
        const Tokens statement(begin, end);
        if (!statement.empty()) {
            if (!changes_or_reads(statement) && !defines(statement)) {
                refuse(principal, statement[0].text);
            }
            refuse_alterations(statement, principal);
            scan(statement, principal, catalogue);
        }
        begin = end == tokens.end() ? end : end + 1;
    }
}

}  // namespace kerege::data
