// What a plugin may do on an SQLite connection, asked by SQLite itself for every table, column and
// function while it compiles a statement.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

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
    // What it refused last, or empty.
    const std::string& refused() const { return refused_; }

    // SQLite tells the authorizer the name of a view beneath which a table is read, but a common
    // table expression of that name looks the same. Throws NotAllowed for one named api_…, and
    // for text that could hide it.
    static void refuse_tricks(std::string_view sql);

private:
    static int ask(void* self, int action, const char* first, const char* second,
                   const char* schema, const char* view);
    bool may(int action, std::string_view first, std::string_view second, std::string_view view);
    bool may_read(std::string_view table, std::string_view column, std::string_view view) const;
    bool may_define(int action, std::string_view first, std::string_view second) const;

    const Principal* principal_ = nullptr;
    std::string prefix_;
    std::string refused_;
};

}  // namespace kerege::data
