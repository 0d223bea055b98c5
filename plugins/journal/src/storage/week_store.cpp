#include "src/storage/week_store.hpp"

#include "queries/journal.hpp"

namespace kerege::journal {

std::vector<LearnerId> WeekStore::learners(const Period& days) {
    std::vector<LearnerId> out;
    transaction_.each(queries::learners_of_week, {organisation_, days.begins_on, days.ends_on},
                      [&](const sdk::Row& row) { out.push_back(row.id<LearnerId>(0)); });
    return out;
}

std::vector<MembershipId> WeekStore::guardians(LearnerId learner) {
    std::vector<MembershipId> out;
    transaction_.each(queries::guardians, {organisation_, learner},
                      [&](const sdk::Row& row) { out.push_back(row.id<MembershipId>(0)); });
    return out;
}

}  // namespace kerege::journal
