// A whole lesson entered by one form: what was changed is saved, what collides with somebody else's
// entry waits for a decision, and nothing typed is lost.
#pragma once

#include <vector>

#include "src/domain/entry.hpp"
#include "src/domain/person_name.hpp"

namespace kerege::journal {

// One learner of the lesson as it is stored.
struct LessonRow {
    LearnerId learner;
    PersonName name;
    Cell cell;
    std::string changed_by;  // a name
};

// One learner of the form as it came back.
struct SubmittedRow {
    LearnerId learner;
    Cell seen;  // what the page had shown
    CellValue typed;
    bool undecided = false;    // shown as a conflict before, and no choice was made
    bool take_theirs = false;  // the other's entry stays
};

struct RowConflict {
    LearnerId learner;
    CellValue typed;
    Cell theirs;
    std::string by;  // a name
};

struct FormOutcome {
    int saved = 0;
    std::vector<RowConflict> conflicts;
};

// Compares what came back with what is stored: the writes that are due, and the conflicts. Rows of
// learners who are not in the lesson are left out. REQUIRES: each typed value was checked().
struct FormPlan {
    std::vector<EntryWrite> writes;
    std::vector<RowConflict> conflicts;
};
FormPlan plan_form(SectionId section, LessonId lesson, const std::vector<LessonRow>& stored,
                   const std::vector<SubmittedRow>& submitted, MembershipId by, int64_t now_ms);

// Carries a plan out. Where a revision moves on while it runs, that row becomes a conflict, unless
// the same value came.
FormOutcome save_form(EntryStore& store, const std::string& held_on, const FormPlan& plan);

}  // namespace kerege::journal
