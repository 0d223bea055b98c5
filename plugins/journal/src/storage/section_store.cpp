#include "src/storage/section_store.hpp"

#include <algorithm>

#include "queries/journal.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {

std::vector<Term> SectionStore::terms() {
    std::vector<Term> out;
    transaction_.each(queries::terms, {organisation_}, [&](const sdk::Row& row) {
        out.push_back(
            {int_at(row, 0), int_at(row, 1), {std::string(row.text(2)), std::string(row.text(3))}});
    });
    return out;
}

std::optional<Section> SectionStore::find(SectionId section, const Viewer& viewer) {
    return transaction_.first(queries::section,
                              {organisation_, section, viewer.membership, int(viewer.sees_school)},
                              [&](const sdk::Row& row) {
                                  Section found;
                                  found.id = section;
                                  found.class_id = row.id<ClassId>(0);
                                  found.year = int_at(row, 1);
                                  found.grade = int_at(row, 2);
                                  found.letter = row.text(3);
                                  found.subject = row.text(4);
                                  found.teacher = row.id<MembershipId>(5);
                                  found.open = row.is_null(6);
                                  found.teacher_name = row.text_or_empty(7);
                                  return found;
                              });
}

Grid SectionStore::grid(const Section& section, const Period& days) {
    std::vector<LessonColumn> lessons;
    transaction_.each(queries::grid_lessons,
                      {organisation_, section.id, days.begins_on, days.ends_on},
                      [&](const sdk::Row& row) {
                          lessons.push_back({row.id<LessonId>(0), std::string(row.text(1)),
                                             int_at(row, 2), std::string(row.text(3))});
                      });
    std::vector<LearnerLine> learners;
    transaction_.each(
        queries::grid_learners, {organisation_, section.class_id, days.ends_on, days.begins_on},
        [&](const sdk::Row& row) {
            const auto id = row.id<LearnerId>(0);
            if (learners.empty() || learners.back().id != id)
                learners.push_back({id,
                                    name_at(row, 1),
                                    {std::string(row.text(4)), std::string(row.text_or_empty(5))}});
            if (!row.is_null(6))
                learners.back().away.push_back(
                    {std::string(row.text(6)), std::string(row.text(7))});
        });
    Grid grid(std::move(lessons), std::move(learners));
    if (grid.lessons().empty()) return grid;
    const auto [first, last] = std::minmax_element(
        grid.lessons().begin(), grid.lessons().end(),
        [](const LessonColumn& a, const LessonColumn& b) { return a.id < b.id; });
    transaction_.each(
        queries::grid_entries, {organisation_, section.id, first->id, last->id},
        [&](const sdk::Row& row) {
            grid.put(row.id<LessonId>(0), row.id<LearnerId>(1), {value_at(row, 2), int_at(row, 4)});
        });
    return grid;
}

std::vector<Period> SectionStore::breaks(const Section& section) {
    std::vector<Period> out;
    transaction_.each(queries::section_breaks, {organisation_, section.year, section.grade},
                      [&](const sdk::Row& row) {
                          out.push_back({std::string(row.text(0)), std::string(row.text(1))});
                      });
    return out;
}

std::vector<LessonEntry> SectionStore::lessons(SectionId section, const Period& days) {
    std::vector<LessonEntry> out;
    transaction_.each(queries::section_lesson_places,
                      {organisation_, section, days.begins_on, days.ends_on},
                      [&](const sdk::Row& row) {
                          out.push_back({{row.id<LessonId>(0), std::string(row.text(1)),
                                          int_at(row, 2), std::string(row.text(3))},
                                         row.int64(4) == 1});
                      });
    return out;
}

}  // namespace kerege::journal
