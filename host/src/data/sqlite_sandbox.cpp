#include "host/src/data/sqlite_sandbox.hpp"

#include <fmt/format.h>

#include "host/src/data/ownership.hpp"
#include "host/src/data/sql_tokens.hpp"

namespace kerege::data {
namespace {

std::string_view text_of(const char* text) { return text ? std::string_view(text) : ""; }

bool is_catalogue(std::string_view table) {
    return table == "sqlite_master" || table == "sqlite_schema" || table == "sqlite_sequence";
}

bool starts_like_api(std::string_view name) {
    return name.size() >= 4 && (name[0] | 0x20) == 'a' && (name[1] | 0x20) == 'p' &&
           (name[2] | 0x20) == 'i' && name[3] == '_';
}

}  // namespace

void SqliteSandbox::install(sqlite3* database) {
    sqlite3_set_authorizer(database, &SqliteSandbox::ask, this);
}

void SqliteSandbox::enter(const Principal* principal) {
    refused_.clear();
    if (principal && principal != principal_) prefix_ = table_prefix(principal->id);
    principal_ = principal;
}

int SqliteSandbox::ask(void* self, int action, const char* first, const char* second,
                       const char* schema, const char* view) {
    auto& sandbox = *static_cast<SqliteSandbox*>(self);
    if (!sandbox.principal_) return SQLITE_OK;
    const bool temporary = text_of(schema) == "temp";
    if (!temporary && sandbox.may(action, text_of(first), text_of(second), text_of(view))) {
        return SQLITE_OK;
    }
    sandbox.refused_ = second && *second
                           ? fmt::format("{} may not touch {}.{} (action {})",
                                         sandbox.principal_->id, text_of(first), second, action)
                           : fmt::format("{} may not touch {} (action {})", sandbox.principal_->id,
                                         first && *first ? text_of(first) : "that", action);
    return SQLITE_DENY;
}

bool SqliteSandbox::may(int action, std::string_view first, std::string_view second,
                        std::string_view view) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
            return true;
        case SQLITE_READ:
            return may_read(first, second, view);
        case SQLITE_INSERT:
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
            return is_own_table(first, prefix_) ||
                   (principal_->migrating && (is_catalogue(first) || is_own_view(first, prefix_)));
        case SQLITE_FUNCTION:
            // SQLite's own helpers of ALTER TABLE can't be called from a statement's text.
            return is_harmless_function(second) ||
                   (principal_->migrating && second.substr(0, 7) == "sqlite_");
        default:
            return principal_->migrating && may_define(action, first, second);
    }
}

// Beneath a published view everything may be read: what the view shows was decided by its owner,
// and the migrator lets an owner build views on its own tables alone.
bool SqliteSandbox::may_read(std::string_view table, std::string_view column,
                             std::string_view view) const {
    if (is_own_table(table, prefix_) || is_own_view(table, prefix_)) return true;
    if (table == "json_each" || table == "json_tree") return true;
    if (principal_->migrating && is_catalogue(table)) return true;
    if (starts_like_api(view) && !is_own_view(view, prefix_)) return true;
    return starts_like_api(table) && is_granted(*principal_, table, column);
}

bool SqliteSandbox::may_define(int action, std::string_view first, std::string_view second) const {
    switch (action) {
        case SQLITE_CREATE_TABLE:
        case SQLITE_DROP_TABLE:
        case SQLITE_REINDEX:
            return is_own_table(first, prefix_);
        case SQLITE_CREATE_INDEX:
        case SQLITE_DROP_INDEX:
            return is_own_table(first, prefix_) && is_own_table(second, prefix_);
        case SQLITE_ALTER_TABLE:  // the schema, then the table
            return is_own_table(second, prefix_);
        case SQLITE_CREATE_VIEW:
        case SQLITE_DROP_VIEW:
            return is_own_view(first, prefix_);
        default:
            return false;
    }
}

void SqliteSandbox::refuse_tricks(std::string_view sql) {
    const auto tokens = sql_tokens(sql);
    for (const SqlToken& token : tokens) {
        if (token.kind != SqlToken::Kind::odd) continue;
        throw NotAllowed(fmt::format("\"{}\" has no place in a plugin's statement", token.text));
    }
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
        const bool name = tokens[i].is_name() || tokens[i].kind == SqlToken::Kind::string;
        if (!name || !starts_like_api(tokens[i].text)) continue;
        const bool columns = tokens[i + 1].is_symbol('(');
        const bool body = tokens[i + 1].is_word("as") && i + 2 < tokens.size() &&
                          (tokens[i + 2].is_symbol('(') || tokens[i + 2].is_word("not") ||
                           tokens[i + 2].is_word("materialized"));
        if (columns || body) {
            throw NotAllowed(fmt::format("{} is the name of a published view", tokens[i].text));
        }
    }
}

}  // namespace kerege::data
