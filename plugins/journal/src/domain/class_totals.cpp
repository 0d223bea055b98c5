#include "src/domain/class_totals.hpp"

namespace kerege::journal {

ClassTotals::ClassTotals(const std::vector<ClassTotal>& totals) {
    for (const ClassTotal& total : totals) {
        by_cell_[{total.learner, total.section}].add(total.totals);
        by_learner_[total.learner].add(total.totals);
        lately_[total.learner].add(total.lately);
    }
}

Totals ClassTotals::at(LearnerId learner, SectionId section) const {
    const auto found = by_cell_.find({learner, section});
    return found == by_cell_.end() ? Totals{} : found->second;
}

Totals ClassTotals::of(LearnerId learner) const {
    const auto found = by_learner_.find(learner);
    return found == by_learner_.end() ? Totals{} : found->second;
}

Slipping ClassTotals::slipping(LearnerId learner) const {
    const auto lately = lately_.find(learner);
    return journal::slipping(of(learner), lately == lately_.end() ? Lately{} : lately->second);
}

}  // namespace kerege::journal
