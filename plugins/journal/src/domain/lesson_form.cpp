#include "src/domain/lesson_form.hpp"

#include <unordered_map>

namespace kerege::journal {

FormPlan plan_form(SectionId section, LessonId lesson, const std::vector<LessonRow>& stored,
                   const std::vector<SubmittedRow>& submitted, MembershipId by, int64_t now_ms) {
    std::unordered_map<LearnerId, const LessonRow*> rows;
    for (const LessonRow& row : stored) rows.emplace(row.learner, &row);

    FormPlan plan;
    for (const SubmittedRow& row : submitted) {
        const auto found = rows.find(row.learner);
        if (found == rows.end() || row.take_theirs) continue;
        const LessonRow& now = *found->second;
        const bool untouched = row.typed == row.seen.value && !row.undecided;
        if (untouched || row.typed == now.cell.value) continue;
        if (row.undecided || row.seen.revision != now.cell.revision)
            plan.conflicts.push_back({row.learner, row.typed, now.cell, now.changed_by});
        else
            plan.writes.push_back(
                {{section, lesson, row.learner}, now.cell, row.typed, by, now_ms});
    }
    return plan;
}

FormOutcome save_form(EntryStore& store, const std::string& held_on, const FormPlan& plan) {
    FormOutcome outcome{0, plan.conflicts};
    DayChange change;
    for (const EntryWrite& write : plan.writes) {
        if (store.put(write)) {
            change.add(write.before.value, write.after);
            ++outcome.saved;
        } else if (const auto found = store.find(write.place);
                   found && found->cell.value != write.after) {
            // The same value by another request at this moment, a form sent twice, is no conflict.
            outcome.conflicts.push_back(
                {write.place.learner, write.after, found->cell, found->changed_by});
        }
    }
    if (!change.empty()) store.add_to_day(held_on, change);
    return outcome;
}

}  // namespace kerege::journal
