// The roster's consequences in the tables of years, classes, enrolments and subjects.
#pragma once

#include <functional>

#include "kerege/sdk/database.hpp"
#include "src/domain/roster.hpp"

namespace kerege::school {

class SqlRosterStore final : public RosterStore {
public:
    // `transaction` must be a write transaction and outlive the store; `new_id` gives ids of the
    // host.
    SqlRosterStore(sdk::Transaction& transaction, OrganisationId organisation,
                   std::function<int64_t()> new_id);

    std::optional<Calendar> published_calendar(int year) override;
    void begin_year(const Calendar& calendar) override;
    RosterFacts facts(const SchoolYear& year, const std::string& today) override;
    RosterAdditions apply(const SchoolYear& year, const RosterPlan& plan) override;

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
    std::function<int64_t()> new_id_;
};

}  // namespace kerege::school
