// What a plugin may do on PostgreSQL, judged by the text of its statements.
//
// This is for the time until each plugin has a login role of its own, which then makes the server
// refuse what is not granted. Until then: every name that could be somebody else's table,
// catalogue, function or ungranted column is refused, wherever it stands. A plugin that means no
// harm is told when it starts; one that does is not held by a reading of its text alone.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/data/database.hpp"

namespace kerege::data {

struct PostgresCatalogue {
    std::vector<std::string> relations;  // every table, view and sequence, sorted
    std::map<std::string, std::vector<std::string>> columns;
};

// Throws NotAllowed unless it is one select, insert, update or delete within the principal's
// rights.
void scan_statement(std::string_view sql, const Principal& principal,
                    const PostgresCatalogue& catalogue);

// The same for a migration: several statements, which may define tables, indexes and views. What
// they define must be the owner's; the migrator looks afterwards.
void scan_migration(std::string_view sql, const Principal& principal,
                    const PostgresCatalogue& catalogue);

}  // namespace kerege::data
