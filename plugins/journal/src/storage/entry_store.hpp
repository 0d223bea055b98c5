// Entries, their history and the sums of days in the database.
#pragma once

#include "kerege/sdk/database.hpp"
#include "src/domain/entry.hpp"

namespace kerege::journal {

class SqlEntryStore final : public EntryStore {
public:
    // `transaction` must be a write transaction and outlive the store. Only sections of `teacher`
    // are found.
    SqlEntryStore(sdk::Transaction& transaction, OrganisationId organisation, MembershipId teacher)
        : transaction_(transaction), organisation_(organisation), teacher_(teacher) {}

    std::optional<FoundCell> find(const CellPlace& place) override;
    bool put(const EntryWrite& write) override;
    void add_to_day(const std::string& held_on, const DayChange& change) override;

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
    MembershipId teacher_;
};

}  // namespace kerege::journal
