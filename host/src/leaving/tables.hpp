// What there is to take along: the tables of the host, and those of modules. Internal.
#pragma once

#include <vector>

#include "host/src/leaving/table.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::leaving {

// Those of the host, as its statements read them. What opens accounts (hashes of passwords, keys of
// second factors, sessions) is in none.
std::vector<Table> host_tables(data::Paging& paging, data::Dialect dialect);

// Every table of the database that is not the host's and has rows of organisations, whether its
// module is on or off, loads or has failed: the database knows what there is. Of a table that the
// manifest describes, the columns it lists; of any other all of them, under their own names, if it
// has rows of this organisation.
std::vector<Table> module_tables(data::Transaction& transaction, const plugins::Catalogue& modules,
                                 OrganisationId organisation, data::Paging& paging);

}  // namespace kerege::leaving
