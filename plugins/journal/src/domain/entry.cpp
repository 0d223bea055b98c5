#include "src/domain/entry.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::journal {

void DayChange::add(const CellValue& before, const CellValue& after) {
    marks += int(after.mark.has_value()) - int(before.mark.has_value());
    absences += int(is_absence(after.attendance)) - int(is_absence(before.attendance));
}

Result<CellValue> checked_for_day(const CellValue& value, std::string_view held_on,
                                  std::string_view today) {
    if (held_on > today && !is_known_ahead(value))
        return invalid(
            "mark ahead of its day",
            KEREGE_TR("This lesson is still to come: until its day only an absence known "
                      "ahead can be entered, excused or ill."));
    return checked(value);
}

Result<SaveOutcome> save_cell(EntryStore& store, const CellPlace& place, const CellValue& value,
                              int seen_revision, const Entering& entering) {
    auto found = store.find(place);
    if (!found) return not_found("cell of lesson " + place.lesson.text());
    // What is there already needs no writing, whoever wrote it: a save whose answer was lost on the
    // way is sent again.
    if (found->cell.value == value) return SaveOutcome{false, found->cell, {}};
    const Result<CellValue> allowed = checked_for_day(value, found->held_on, entering.today);
    if (!allowed) return allowed.fault();
    if (found->cell.revision != seen_revision)
        return SaveOutcome{true, found->cell, found->changed_by};

    if (!store.put({place, found->cell, value, entering.by, entering.at_ms})) {
        found = store.find(place);
        if (!found) return not_found("cell of lesson " + place.lesson.text());
        return SaveOutcome{found->cell.value != value, found->cell, found->changed_by};
    }
    DayChange change;
    change.add(found->cell.value, value);
    if (!change.empty()) store.add_to_day(found->held_on, change);
    return SaveOutcome{false, {value, seen_revision + 1}, {}};
}

}  // namespace kerege::journal
