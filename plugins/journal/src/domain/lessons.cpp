#include "src/domain/lessons.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::journal {
namespace {

Result<std::vector<PlannedLesson>> plan_wanted(LessonsStore& store, const Section& section,
                                               const LessonsWanted& wanted) {
    const SchoolDays school = store.school_days(section);
    if (school.terms.empty()) return not_found("terms of the section's year");
    const Period year{school.terms.front().days.begins_on, school.terms.back().days.ends_on};
    const auto existing = store.lessons_of(section, year);
    if (wanted.day.empty()) return plan_series(wanted.series, school, existing);
    const auto one = plan_lesson(wanted.day, school, existing);
    if (!one) return one.fault();
    return std::vector<PlannedLesson>{*one};
}

}  // namespace

Result<int> add_lessons(LessonsStore& store, const Section& section, const LessonsWanted& wanted,
                        const std::function<LessonId()>& new_id) {
    const auto planned = plan_wanted(store, section, wanted);
    if (!planned) return planned.fault();
    int added = 0;
    for (const PlannedLesson& lesson : *planned) {
        if (!store.add(section.id, new_id(), lesson)) continue;
        store.add_to_day(lesson.held_on, {1, 0, 0});
        ++added;
    }
    if (added == 0)
        return invalid("nothing to add",
                       KEREGE_TR("Nothing is added: on these days all these lessons are there "
                                 "already."));
    return added;
}

Result<> remove_lesson(LessonsStore& store, LessonAudit& audit, const Lesson& lesson) {
    if (!store.remove_empty(lesson))
        return invalid("lesson is not empty",
                       KEREGE_TR("Only an empty lesson can be deleted: this one has a topic or "
                                 "entries."));
    store.add_to_day(lesson.held_on, {-1, 0, 0});
    audit.lesson_deleted(lesson);
    return success();
}

}  // namespace kerege::journal
