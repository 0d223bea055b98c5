#include "src/storage/entry_store.hpp"

#include "queries/journal.hpp"
#include "src/storage/day_sums.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {

std::optional<FoundCell> SqlEntryStore::find(const CellPlace& place) {
    return transaction_.first(queries::cell,
                              {place.lesson, place.learner, organisation_, place.section, teacher_},
                              [](const sdk::Row& row) {
                                  return FoundCell{std::string(row.text(0)),
                                                   {value_at(row, 1), int_at(row, 3)},
                                                   std::string(row.text_or_empty(4))};
                              });
}

bool SqlEntryStore::put(const EntryWrite& write) {
    const CellPlace& at = write.place;
    const int revision = write.before.revision + 1;
    const int64_t changed = transaction_.execute(
        queries::put_entry,
        {organisation_, at.section, at.lesson, at.learner, mark_argument(write.after),
         attendance_argument(write.after), revision, write.by, write.at_ms, write.before.revision});
    if (changed == 0) return false;
    transaction_.execute(
        queries::add_change,
        {organisation_, at.section, at.lesson, at.learner, revision,
         mark_argument(write.before.value), attendance_argument(write.before.value),
         mark_argument(write.after), attendance_argument(write.after), write.by, write.at_ms});
    return true;
}

void SqlEntryStore::add_to_day(const std::string& held_on, const DayChange& change) {
    add_to_day_sums(transaction_, organisation_, held_on, change);
}

}  // namespace kerege::journal
