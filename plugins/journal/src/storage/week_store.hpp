// Whom a week's letter is about, and who gets it.
#pragma once

#include <vector>

#include "kerege/sdk/database.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/period.hpp"

namespace kerege::journal {

class WeekStore {
public:
    // `transaction` must outlive the store.
    WeekStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    // Those who have a mark or an absence in these days, by their number.
    std::vector<LearnerId> learners(const Period& days);
    std::vector<MembershipId> guardians(LearnerId learner);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
