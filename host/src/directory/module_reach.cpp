#include "host/src/directory/module_reach.hpp"

#include <unordered_set>

#include "host/src/data/ownership.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {

namespace sql = queries::directory;

std::vector<ReachChange> reach_differences(data::Transaction& transaction,
                                           const std::vector<Modules::Known>& known,
                                           const std::vector<std::pair<int64_t, int64_t>>& tree,
                                           const ModuleTable& table) {
    std::vector<ReachChange> changes;
    for (size_t module = 0; module < known.size(); ++module) {
        const std::string owner = data::owner_name(known[module].id);
        std::unordered_set<int64_t> reached;
        transaction.each(sql::module_reach, {owner},
                         [&](const data::Row& row) { reached.insert(row.int64(0)); });
        for (const auto& [organisation, parent] : tree) {
            const bool on = table.on(static_cast<int>(module), OrganisationId{organisation});
            if (on != reached.contains(organisation)) changes.push_back({owner, organisation, on});
        }
    }
    return changes;
}

void write_reach(data::Transaction& transaction, const std::vector<ReachChange>& changes) {
    for (const ReachChange& change : changes) {
        transaction.execute(change.on ? sql::module_reach_add : sql::module_reach_remove,
                            {change.owner, change.organisation});
    }
}

}  // namespace kerege::directory
