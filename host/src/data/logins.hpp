// A login of its own for each plugin, on PostgreSQL: what a plugin's statement may touch is then
// refused by the server and not by a reading of its text. See
// docs/decisions/0016-a-login-for-each-plugin.md.
#pragma once

#include <string>
#include <string_view>

#include "host/src/data/database.hpp"

namespace kerege::data {

// "kerege_plugin_1f00ba12_journal": roles are the server's, so the database is in the name.
// kerege_module() takes the owner out of it again.
std::string login_role(std::string_view database, std::string_view owner);

// Makes the role, or finds it made, and grants it exactly what the principal may: its own tables
// and the columns it was granted. Logs in as it once, and from then on Database uses it. Returns
// what is missing for that, in words for the operator: then the plugin's statements go on running
// in the host's sessions. Empty also on SQLite. `module`: the plugin's id. [control]
std::string give_login(Database& database, const Principal& principal, std::string_view module);

// What give_login() would find missing, looked at without changing anything. [control]
std::string missing_for_logins(Database& database);

}  // namespace kerege::data
