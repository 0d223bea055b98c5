// The host applied a roster: classes, enrolments and subjects follow.
#include "src/http/pages.hpp"
#include "src/storage/roster_store.hpp"

namespace kerege::school {

Result<> roster_applied(sdk::Call& call, const sdk::Event&) {
    auto transaction = call.write();
    SqlRosterStore store(transaction, call.scope().organisation, [&call] { return call.new_id(); });
    const RosterPlan plan = apply_roster(store, call.today());
    transaction.commit();
    call.log(KEREGE_LOG_INFO, "roster: " + std::to_string(plan.new_classes.size()) +
                                  " new classes, " + std::to_string(plan.enrols.size()) +
                                  " enrolled, " + std::to_string(plan.leaves.size()) + " left, " +
                                  std::to_string(plan.new_subjects.size()) + " new subjects, " +
                                  std::to_string(plan.unread_labels.size()) +
                                  " class labels not understood");
    return success();
}

}  // namespace kerege::school
