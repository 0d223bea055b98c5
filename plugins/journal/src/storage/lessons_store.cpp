#include "src/storage/lessons_store.hpp"

#include "queries/journal.hpp"
#include "src/storage/day_sums.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {

SchoolDays SqlLessonsStore::school_days(const Section& section) {
    SectionStore sections(transaction_, organisation_);
    return {terms_of(sections.terms(), section.year), sections.breaks(section)};
}

std::vector<PlannedLesson> SqlLessonsStore::lessons_of(const Section& section, const Period& days) {
    std::vector<PlannedLesson> out;
    for (const LessonEntry& entry :
         SectionStore(transaction_, organisation_).lessons(section.id, days))
        out.push_back({entry.lesson.held_on, entry.lesson.number});
    return out;
}

bool SqlLessonsStore::add(SectionId section, LessonId id, const PlannedLesson& lesson) {
    return transaction_.execute(queries::add_lesson,
                                {organisation_, section, id, lesson.held_on, lesson.number}) > 0;
}

bool SqlLessonsStore::remove_empty(const Lesson& lesson) {
    transaction_.execute(queries::remove_blank_entries,
                         {organisation_, lesson.section.id, lesson.id});
    return transaction_.execute(queries::remove_lesson,
                                {organisation_, lesson.section.id, lesson.id}) > 0;
}

void SqlLessonsStore::add_to_day(const std::string& held_on, const DayChange& change) {
    add_to_day_sums(transaction_, organisation_, held_on, change);
}

}  // namespace kerege::journal
