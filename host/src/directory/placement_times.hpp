// From when until when people stood under their labels: kept beside core_placement by whoever
// writes labels, or the first or last day of a membership, in the same transaction.
// Why: docs/decisions/0039-who-stood-in-which-class-when.md.
#pragma once

#include <cstdint>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::directory {

class PlacementTimes {
public:
    // local_time must outlive this. now_ms: when what was written is so.
    PlacementTimes(OrganisationId organisation, int64_t now_ms, const LocalTime& local_time)
        : organisation_(organisation), now_ms_(now_ms), local_time_(local_time) {}

    // Labels or days of this membership were written.
    void touch(MembershipId membership) { touched_.push_back(membership); }
    // Ends and begins what follows from the labels and days that stand there now; where nothing
    // changed, nothing does. Three statements for every five hundred members.
    void flush(data::Transaction& transaction);

private:
    void flush_some(data::Transaction& transaction, size_t first, size_t count);

    OrganisationId organisation_;
    int64_t now_ms_;
    const LocalTime& local_time_;
    std::vector<MembershipId> touched_;
};

// Of one membership.
void keep_placement_times(data::Transaction& transaction, OrganisationId organisation,
                          MembershipId membership, int64_t now_ms, const LocalTime& local_time);

}  // namespace kerege::directory
