// What undoing an import does, from what it noted and what is there now; and the writing of it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/address_watch.hpp"
#include "host/src/directory/roster/store.hpp"

namespace kerege::directory::roster {

struct FormerValue {
    Known person;  // as they stand now
    std::string field;
    std::string was;
    std::string now;
    std::string of_name = {};  // the guardian's, of a kinship
};

struct Undo {
    std::vector<Known> ends;            // memberships the import made
    std::vector<FormerValue> restores;  // values it changed
    std::vector<FormerValue> kept;      // values it changed that were changed again since
    std::vector<std::pair<MembershipId, MembershipId>> links;  // learner, guardian: taken apart

    bool empty() const { return ends.empty() && restores.empty() && links.empty(); }
};

Undo plan_undo(data::Transaction& transaction, OrganisationId organisation, UploadId upload,
               std::string_view today);

// REQUIRES: the organisation's lock.
void write_undo(data::Transaction& transaction, const Takeover& takeover, const Undo& undo,
                const audit::Audit& audit, AddressWatch& addresses, int64_t now_ms,
                const LocalTime& local_time);

}  // namespace kerege::directory::roster
