#include "host/src/data/sqlite_sandbox.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "host/src/data/ownership.hpp"
#include "host/src/data/text_scan.hpp"

namespace kerege::data {
namespace {

std::string_view text_of(const char* text) { return text ? std::string_view(text) : ""; }

bool is_catalogue(std::string_view table) {
    return table == "sqlite_master" || table == "sqlite_schema" || table == "sqlite_sequence" ||
           table == "sqlite_temp_master";
}

// What SQLite asks about, in words of SQL.
std::string word_of_action(int action) {
    switch (action) {
        case SQLITE_READ:
            return "read";
        case SQLITE_INSERT:
            return "insert";
        case SQLITE_UPDATE:
            return "update";
        case SQLITE_DELETE:
            return "delete";
        case SQLITE_FUNCTION:
            return "function";
        case SQLITE_CREATE_TABLE:
            return "create table";
        case SQLITE_DROP_TABLE:
            return "drop table";
        case SQLITE_ALTER_TABLE:
            return "alter table";
        case SQLITE_CREATE_VIEW:
            return "create view";
        case SQLITE_CREATE_INDEX:
            return "create index";
        case SQLITE_CREATE_TRIGGER:
            return "create trigger";
        default:
            return fmt::format("SQLite's action {}", action);
    }
}

bool starts_like_api(std::string_view name) { return name.substr(0, 4) == "api_"; }

}  // namespace

void SqliteSandbox::install(sqlite3* database) {
    sqlite3_set_authorizer(database, &SqliteSandbox::ask, this);
    const int code = sqlite3_create_function_v2(
        database, "kerege_module", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, this,
        &SqliteSandbox::tell_module, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw std::runtime_error("kerege_module() could not be registered");
}

void SqliteSandbox::enter(const Principal* principal) {
    refused_.clear();
    if (principal && principal != principal_) prefix_ = table_prefix(principal->id);
    principal_ = principal;
}

// kerege_module(): what the published views are joined with. A statement is kept for one principal
// alone, so that within a run the answer is always the same.
void SqliteSandbox::tell_module(sqlite3_context* context, int, sqlite3_value**) {
    const auto& sandbox = *static_cast<SqliteSandbox*>(sqlite3_user_data(context));
    const std::string_view module = sandbox.module();
    sqlite3_result_text(context, module.data(), static_cast<int>(module.size()), SQLITE_TRANSIENT);
}

int SqliteSandbox::ask(void* self, int action, const char* first, const char* second,
                       const char* schema, const char* view) {
    auto& sandbox = *static_cast<SqliteSandbox*>(self);
    if (!sandbox.principal_) return SQLITE_OK;
    // What is temporary is nobody's; only ALTER TABLE looks there for what to rename.
    const bool temporary = text_of(schema) == "temp" && text_of(first) != "sqlite_temp_master";
    if (!temporary && sandbox.may(action, text_of(first), text_of(second), text_of(view))) {
        return SQLITE_OK;
    }
    const std::string_view column = action == SQLITE_READ ? text_of(second) : "";
    sandbox.refused_ =
        fmt::format("{} may not touch {}{}{} ({}){}", sandbox.principal_->id,
                    first && *first ? text_of(first) : "that", second && *second ? "." : "",
                    text_of(second), word_of_action(action), cure_of(text_of(first), column));
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
            return may_call(second, view);
        default:
            return principal_->migrating && may_define(action, first, second);
    }
}

// Beneath a published view everything may be read: what the view shows was decided by its owner,
// and the migrator lets an owner build views on its own tables alone.
bool SqliteSandbox::may_read(std::string_view table, std::string_view column,
                             std::string_view view) const {
    if (is_own_table(table, prefix_) || is_own_view(table, prefix_)) return true;
    if (principal_->migrating && is_catalogue(table)) return true;
    if (starts_like_api(view) && !is_own_view(view, prefix_)) return true;
    // count(*) takes no column, and for a view SQLite then names the table beneath it and no view.
    // admit() has seen that the statement names nothing foreign itself.
    if (column.empty() && (named_.count(std::string(table)) ||
                           std::binary_search(relations_.begin(), relations_.end(), table))) {
        return true;
    }
    return starts_like_api(table) && is_granted(*principal_, table, column);
}

bool SqliteSandbox::may_call(std::string_view function, std::string_view view) const {
    if (is_harmless_function(function)) return true;
    if (function == "kerege_module") return starts_like_api(view) && !is_own_view(view, prefix_);
    // SQLite's own helpers of ALTER TABLE can't be called from a statement's text.
    return principal_->migrating && function.substr(0, 7) == "sqlite_";
}

bool SqliteSandbox::may_define(int action, std::string_view first, std::string_view second) const {
    switch (action) {
        case SQLITE_CREATE_TABLE:
        case SQLITE_DROP_TABLE:
        case SQLITE_REINDEX:
            return is_own_table(first, prefix_);
        case SQLITE_CREATE_INDEX:
        case SQLITE_DROP_INDEX:
            // A primary or unique key makes an index that SQLite names itself.
            return is_own_table(second, prefix_) &&
                   (is_own_table(first, prefix_) || first.substr(0, 17) == "sqlite_autoindex_");
        case SQLITE_ALTER_TABLE:  // the schema, then the table
            return is_own_table(second, prefix_);
        case SQLITE_CREATE_VIEW:
        case SQLITE_DROP_VIEW:
            return is_own_view(first, prefix_);
        default:
            return false;
    }
}

void SqliteSandbox::admit(std::string_view sql, const Principal& principal,
                          std::vector<std::string> relations) {
    const auto tokens = sql_tokens(sql);
    relations_ = std::move(relations);
    if (!principal.migrating) refuse_other_statements(tokens, principal);
    refuse_foreign_names(tokens, principal, relations_);
    named_.merge(named_queries(tokens));
}

}  // namespace kerege::data
