#include "src/domain/grid.hpp"

#include <algorithm>

namespace kerege::journal {

Grid::Grid(std::vector<LessonColumn> lessons, std::vector<LearnerLine> learners)
    : lessons_(std::move(lessons)),
      learners_(std::move(learners)),
      cells_(lessons_.size() * learners_.size()) {
    by_learner_.reserve(learners_.size());
    for (size_t i = 0; i < learners_.size(); ++i) by_learner_.emplace_back(learners_[i].id, i);
    std::sort(by_learner_.begin(), by_learner_.end());
}

void Grid::put(LessonId lesson, LearnerId learner, const Cell& cell) {
    for (size_t tried = 0; tried < lessons_.size() && lessons_[column_].id != lesson; ++tried)
        column_ = (column_ + 1) % lessons_.size();
    if (lessons_.empty() || lessons_[column_].id != lesson) return;
    const auto row =
        std::lower_bound(by_learner_.begin(), by_learner_.end(), learner,
                         [](const auto& entry, LearnerId wanted) { return entry.first < wanted; });
    if (row == by_learner_.end() || row->first != learner) return;
    cells_[row->second * lessons_.size() + column_] = cell;
}

bool Grid::filled(size_t lesson) const {
    if (!lessons_[lesson].topic.empty()) return true;
    for (size_t learner = 0; learner < learners_.size(); ++learner)
        if (!at(learner, lesson).value.empty()) return true;
    return false;
}

LessonId Grid::opens_at(std::string_view today) const {
    const LessonColumn* unfilled = nullptr;
    const LessonColumn* last = &lessons_.front();
    for (size_t i = 0; i < lessons_.size() && lessons_[i].held_on <= today; ++i) {
        last = &lessons_[i];
        if (last->held_on == today) return last->id;
        if (!unfilled && !filled(i)) unfilled = last;
    }
    return (unfilled ? unfilled : last)->id;
}

}  // namespace kerege::journal
