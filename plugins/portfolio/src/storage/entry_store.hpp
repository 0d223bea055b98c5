// Entries in the database, each change with who made it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/storage/rows.hpp"

namespace kerege::portfolio {

// A line of the table of a class.
struct NamedRecord {
    PersonName name;
    Record record;
};

struct Change {
    std::string deed;  // added, changed, removed, restored
    int64_t at_ms = 0;
    std::string by;  // a name; empty: who is no longer known
};

// Who changes something, and when.
struct Changing {
    MembershipId by;
    int64_t at_ms = 0;
};

class EntryStore {
public:
    // `transaction` must outlive the store, and be a write transaction for what changes; names of
    // former schools come in `locale`.
    EntryStore(sdk::Transaction& transaction, OrganisationId organisation, std::string_view locale)
        : transaction_(transaction), organisation_(organisation), locale_(locale) {}

    // The latest first, with those that were removed.
    std::vector<Record> of(LearnerId learner);
    std::vector<NamedRecord> of_class(ClassId class_id, const std::string& today);
    std::optional<Record> find(EntryId id);
    std::vector<Change> changes(const Record& record);

    // False: the same form had entered it for this learner before.
    bool add(EntryId id, LearnerId learner, BatchId batch, const Entry& entry,
             const Changing& changing);
    // False, of these three: somebody was quicker, or it is another school's; nothing was written.
    bool change(const Record& seen, const Entry& entry, const Changing& changing);
    bool remove(const Record& seen, const Changing& changing);
    bool restore(const Record& seen, const Changing& changing);

private:
    Record record_at(const sdk::Row& row) const;
    void note(const Record& seen, std::string_view deed, const Changing& changing);

    sdk::Transaction& transaction_;
    OrganisationId organisation_;
    std::string locale_;
};

}  // namespace kerege::portfolio
