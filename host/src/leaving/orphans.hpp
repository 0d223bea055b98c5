// What modules left behind that are not here any more, or whose manifest can't be read.
#pragma once

#include <string>
#include <vector>

#include "host/src/data/paging.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::leaving {

// Tables of no module of the catalogue that hold rows of the organisation: nobody can say what is
// in them. [any]
std::vector<std::string> orphaned_tables(data::Transaction& transaction,
                                         const plugins::Catalogue& modules,
                                         OrganisationId organisation, data::Paging& paging);

}  // namespace kerege::leaving
