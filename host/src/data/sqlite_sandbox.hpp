// What a plugin may do on an SQLite connection, asked by SQLite itself for every table, column and
// function while it compiles a statement.
#pragma once

#include <sqlite3.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/data/database.hpp"

namespace kerege::data {

class SqliteSandbox {
public:
    // Puts itself in front of every statement the connection compiles from now on. Must live as
    // long as the connection.
    void install(sqlite3* database);

    // Who compiles and runs from now on; nullptr is the host, who may do everything. Forgets what
    // was refused. `principal` is borrowed until the next call. Throws std::logic_error for an id
    // that can't own tables.
    void enter(const Principal* principal);
    // Whose statement runs: the principal's id, or empty for the host.
    std::string_view module() const { return principal_ ? std::string_view(principal_->id) : ""; }
    // What it refused last, or empty.
    const std::string& refused() const { return refused_; }

    // Looks at a plugin's text before SQLite compiles it, as text_scan.hpp says. SQLite
    // does not tell the authorizer everything: a view nobody takes a column of, an impostor of a
    // view.
    void admit(std::string_view sql, const Principal& principal,
               std::vector<std::string> relations);

private:
    static void tell_module(sqlite3_context* context, int count, sqlite3_value** values);
    static int ask(void* self, int action, const char* first, const char* second,
                   const char* schema, const char* view);
    bool may(int action, std::string_view first, std::string_view second, std::string_view view);
    bool may_call(std::string_view function, std::string_view view) const;
    bool may_read(std::string_view table, std::string_view column, std::string_view view) const;
    bool may_define(int action, std::string_view first, std::string_view second) const;

    const Principal* principal_ = nullptr;
    std::string prefix_;
    std::string refused_;
    std::set<std::string> named_;  // queries of their own that statements gave a name, all of them
    std::vector<std::string> relations_;  // tables and views there were at the last admit()
};

}  // namespace kerege::data
