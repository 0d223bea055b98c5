// The host applied a roster, or somebody left: classes, enrolments and subjects follow.
#include "src/domain/calendar.hpp"
#include "src/http/pages.hpp"
#include "src/search/entries.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/roster_store.hpp"

namespace kerege::school {

Result<> roster_applied(sdk::Call& call, const sdk::Event&) {
    auto transaction = call.write();
    SqlRosterStore store(transaction, call.scope().organisation, [&call] { return call.new_id(); });
    const auto [year, plan, added] = apply_roster(store, call.today());
    for (const ClassFact& one : added.classes) put_class_entry(call, one.id, one.label, year.year);
    for (const SubjectFact& one : added.subjects) put_subject_entry(call, one.id, one.name);
    transaction.commit();
    call.log(KEREGE_LOG_INFO, "roster: " + std::to_string(plan.new_classes.size()) +
                                  " new classes, " + std::to_string(plan.enrols.size()) +
                                  " enrolled, " + std::to_string(plan.leaves.size()) + " left, " +
                                  std::to_string(plan.new_subjects.size()) + " new subjects, " +
                                  std::to_string(plan.unread_labels.size()) +
                                  " class labels not understood");
    return success();
}

// Somebody's access ended or was opened again, or somebody came from another school. What the last
// roster placed them in holds for its own year only: in summer nobody enters the next one by it.
Result<> members_changed(sdk::Call& call, const sdk::Event&) {
    const std::string today = call.today();
    auto transaction = call.write();
    const auto year = ClassStore(transaction, call.scope().organisation).current_year(today);
    if (!year || year->year != school_year_of(today)) return success();
    SqlRosterStore store(transaction, call.scope().organisation, [&call] { return call.new_id(); });
    const RosterPlan plan = plan_members(store.facts(*year, today));
    store.apply(*year, plan);
    transaction.commit();
    call.log(KEREGE_LOG_INFO, "members: " + std::to_string(plan.leaves.size()) + " left, " +
                                  std::to_string(plan.enrols.size()) + " entered");
    return success();
}

}  // namespace kerege::school
