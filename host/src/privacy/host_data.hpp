// What the host itself keeps of a person, and how that is erased. Internal.
#pragma once

#include <string>
#include <vector>

#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/plugins/privacy.hpp"
#include "host/src/privacy/deletions.hpp"

namespace kerege::privacy {

// Within the transaction: all of what belongs to the membership; and where it is the person's last
// one that is not erased, all of the person. `nobody`: an id for whom the membership points to
// where the person goes on elsewhere. today: by the calendar.
std::vector<plugins::Erased> erase_host_data(data::Transaction& transaction,
                                             const Deletion& deletion, PersonId nobody,
                                             int64_t now_ms, const std::string& today);

}  // namespace kerege::privacy
