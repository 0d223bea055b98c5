#include "src/storage/day_sums.hpp"

#include "queries/journal.hpp"

namespace kerege::journal {

void add_to_day_sums(sdk::Transaction& transaction, OrganisationId organisation,
                     const std::string& held_on, const DayChange& change) {
    transaction.execute(queries::add_to_day,
                        {organisation, held_on, change.lessons, change.marks, change.absences});
}

}  // namespace kerege::journal
