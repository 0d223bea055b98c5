// Where each module is on, kept in core_module_reach: the published views are joined with it, so
// that the database shows a plugin only organisations for which it is on.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "host/src/data/database.hpp"
#include "host/src/directory/module_tree.hpp"

namespace kerege::directory {

struct ReachChange {
    std::string owner;  // of the module's tables: data::owner_name()
    int64_t organisation = 0;
    bool on = false;
};

// What would have to change for the table kept there to say what `table` says. Modules that were
// not loaded keep their rows: nobody reads with them.
std::vector<ReachChange> reach_differences(data::Transaction& transaction,
                                           const std::vector<Modules::Known>& known,
                                           const std::vector<std::pair<int64_t, int64_t>>& tree,
                                           const ModuleTable& table);

void write_reach(data::Transaction& transaction, const std::vector<ReachChange>& changes);

}  // namespace kerege::directory
