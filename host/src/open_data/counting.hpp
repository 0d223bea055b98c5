// How many there are on a day, by organisation; and numbers as the database keeps them. Internal.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "host/src/data/database.hpp"
#include "host/src/open_data/protection.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::open_data {

// Of the organisation and all beneath it; one without anybody is not there. Members of that day,
// each once in an organisation. today: YYYY-MM-DD.
std::map<OrganisationId, Counts> count(data::Transaction& transaction, OrganisationId top,
                                       std::string_view today, const std::vector<Field>& fields);

// "learners=120 employees=25 …", by the fields' keys.
std::string kept(const std::vector<Field>& fields, const Counts& counts);
std::map<std::string, int64_t> read_kept(std::string_view text);

// "learners=120/0 learners_female=/1 …": the number, and of how many organisations it is withheld.
// What is neither is left out.
std::string kept(const std::vector<Field>& fields, const Cells& cells);
Cells read_kept(const std::vector<Field>& fields, std::string_view text);

}  // namespace kerege::open_data
