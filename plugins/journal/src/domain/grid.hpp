// The grid of a section: learners by lessons of a term.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/person_name.hpp"
#include "src/domain/cell_value.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/period.hpp"

namespace kerege::journal {

struct LessonColumn {
    LessonId id;
    std::string held_on;
    int number = 1;
    std::string topic;
};

struct LearnerLine {
    LearnerId id;
    PersonName name;
    Period in_class;                // an empty end: still there
    std::vector<Period> away = {};  // days between leaving and coming back

    bool there(std::string_view day) const {
        for (const Period& gap : away)
            if (gap.begins_on <= day && day <= gap.ends_on) return false;
        return in_class.begins_on <= day && (in_class.ends_on.empty() || day <= in_class.ends_on);
    }
};

class Grid {
public:
    // Both in the order of the page.
    Grid(std::vector<LessonColumn> lessons, std::vector<LearnerLine> learners);

    // Puts an entry in its place; one of a learner or lesson that is not on the page is left out.
    // Entries that come lesson by lesson are found fastest.
    void put(LessonId lesson, LearnerId learner, const Cell& cell);

    // The lesson a page of the grid opens at: today's; else the first that was held and never
    // filled in; else the last that was held; before the term, its first. REQUIRES: there are
    // lessons.
    LessonId opens_at(std::string_view today) const;

    const std::vector<LessonColumn>& lessons() const { return lessons_; }
    const std::vector<LearnerLine>& learners() const { return learners_; }
    // REQUIRES: within the grid.
    const Cell& at(size_t learner, size_t lesson) const {
        return cells_[learner * lessons_.size() + lesson];
    }

private:
    // Has a topic, or something is entered in it.
    bool filled(size_t lesson) const;

    std::vector<LessonColumn> lessons_;
    std::vector<LearnerLine> learners_;
    std::vector<Cell> cells_;                               // learner by learner
    std::vector<std::pair<LearnerId, size_t>> by_learner_;  // sorted
    size_t column_ = 0;                                     // of the entry put last
};

}  // namespace kerege::journal
