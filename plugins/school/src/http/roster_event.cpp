// The host applied a roster, or somebody left: classes, enrolments and subjects follow.
#include "src/domain/calendar.hpp"
#include "src/http/pages.hpp"
#include "src/search/entries.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/roster_store.hpp"

namespace kerege::school {
namespace {

constexpr std::string_view kPlaced = "placed:";

std::optional<LearnerId> placed_in(std::string_view subject) {
    if (!subject.starts_with(kPlaced)) return {};
    return LearnerId::parse(subject.substr(kPlaced.size()));
}

}  // namespace

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
// Whom somebody placed by hand the event names.
Result<> members_changed(sdk::Call& call, const sdk::Event& event) {
    const std::string today = call.today();
    const auto placed = placed_in(event.subject);
    const auto year = [&] {
        auto transaction = call.read();
        return ClassStore(transaction, call.scope().organisation).current_year(today);
    }();
    // Who is entered by hand before any roster is a roster of one.
    if (!year && placed) return roster_applied(call, event);
    if (!year || year->year != school_year_of(today)) return success();
    auto transaction = call.write();
    SqlRosterStore store(transaction, call.scope().organisation, [&call] { return call.new_id(); });
    const RosterFacts facts = store.facts(*year, today);
    const RosterPlan plan = placed ? plan_placed(facts, *placed) : plan_members(facts);
    const RosterAdditions added = store.apply(*year, plan);
    for (const ClassFact& one : added.classes) put_class_entry(call, one.id, one.label, year->year);
    transaction.commit();
    call.log(KEREGE_LOG_INFO, "members: " + std::to_string(plan.leaves.size()) + " left, " +
                                  std::to_string(plan.enrols.size()) + " entered");
    return success();
}

}  // namespace kerege::school
