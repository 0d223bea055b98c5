// Entering: one cell at a time, guarded by the revision the teacher had seen. Nothing that somebody
// else entered meanwhile is overwritten unseen.
#pragma once

#include <optional>
#include <string>

#include "kerege/sdk/result.hpp"
#include "src/domain/cell_value.hpp"
#include "src/domain/ids.hpp"

namespace kerege::journal {

struct CellPlace {
    SectionId section;
    LessonId lesson;
    LearnerId learner;
};

struct FoundCell {
    std::string held_on;
    Cell cell;
    std::string changed_by;  // a name; empty: nobody yet
};

// Who enters, and when.
struct Entering {
    MembershipId by;
    int64_t at_ms = 0;
    std::string today;  // the host's day
};

struct EntryWrite {
    CellPlace place;
    Cell before;
    CellValue after;
    MembershipId by;
    int64_t at_ms = 0;
};

// What a change adds to the sums of its day.
struct DayChange {
    int lessons = 0;
    int marks = 0;
    int absences = 0;

    bool empty() const { return lessons == 0 && marks == 0 && absences == 0; }
    void add(const CellValue& before, const CellValue& after);
};

// What the use cases need of the database, within one write transaction of the teacher.
class EntryStore {
public:
    virtual ~EntryStore() = default;
    // The cell, if the section is the teacher's own and open, the lesson the section's, and the
    // learner in the class on that day.
    virtual std::optional<FoundCell> find(const CellPlace& place) = 0;
    // Writes the value with the next revision, and the change into the history. False: the revision
    // was no longer `before`'s, and nothing was written.
    virtual bool put(const EntryWrite& write) = 0;
    virtual void add_to_day(const std::string& held_on, const DayChange& change) = 0;
};

struct SaveOutcome {
    bool conflict = false;
    Cell cell;               // as it is now
    std::string changed_by;  // in a conflict: the name of whom
};

// What may stand in a lesson that is still to come: nothing, or an absence known ahead, excused or
// ill.
constexpr bool is_known_ahead(const CellValue& value) {
    return !value.mark &&
           (value.attendance == Attendance::present || value.attendance == Attendance::excused ||
            value.attendance == Attendance::ill);
}

// Checks the rules of a value in a lesson of that day. Fault invalid, with a sentence for the user.
Result<CellValue> checked_for_day(const CellValue& value, std::string_view held_on,
                                  std::string_view today);

// Fault not_found: not this teacher's cell. Fault invalid: not before the lesson's day.
// REQUIRES: the value was checked().
Result<SaveOutcome> save_cell(EntryStore& store, const CellPlace& place, const CellValue& value,
                              int seen_revision, const Entering& entering);

}  // namespace kerege::journal
