#include "host/src/leaving/orphans.hpp"

#include "host/src/leaving/tables.hpp"

namespace kerege::leaving {

std::vector<std::string> orphaned_tables(data::Transaction& transaction,
                                         const plugins::Catalogue& modules,
                                         OrganisationId organisation, data::Paging& paging) {
    std::vector<std::string> names;
    for (const Table& table : module_tables(transaction, modules, organisation, paging))
        if (table.module.empty()) names.push_back(table.title);
    return names;
}

}  // namespace kerege::leaving
