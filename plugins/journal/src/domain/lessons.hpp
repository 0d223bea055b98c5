// Adding lessons to a section and deleting empty ones, counted into the sums of their days.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kerege/sdk/result.hpp"
#include "src/domain/entry.hpp"
#include "src/domain/lesson.hpp"
#include "src/domain/series.hpp"

namespace kerege::journal {

// One lesson on a day, or a series where `day` is empty.
struct LessonsWanted {
    std::string day;
    Series series;
};

// What the use cases need of the database, within one write transaction.
class LessonsStore {
public:
    virtual ~LessonsStore() = default;
    // The terms and breaks of the section's year.
    virtual SchoolDays school_days(const Section& section) = 0;
    // Every lesson of the section on these days.
    virtual std::vector<PlannedLesson> lessons_of(const Section& section, const Period& days) = 0;
    // False: there is such a lesson already.
    virtual bool add(SectionId section, LessonId id, const PlannedLesson& lesson) = 0;
    // Only an empty one: no topic, and nothing entered. False: it is not, or there is none.
    virtual bool remove_empty(const Lesson& lesson) = 0;
    virtual void add_to_day(const std::string& held_on, const DayChange& change) = 0;
};

// Lines of the audit log, in the same transaction.
class LessonAudit {
public:
    virtual ~LessonAudit() = default;
    virtual void lesson_deleted(const Lesson& lesson) = 0;
};

// Returns how many lessons are new, at least one. Fault invalid, with a sentence for the user, also
// where they all are there already; not_found: the
// section's year has no terms. REQUIRES: the section is the caller's to enter.
Result<int> add_lessons(LessonsStore& store, const Section& section, const LessonsWanted& wanted,
                        const std::function<LessonId()>& new_id);

// Fault invalid, with a sentence for the user: the lesson is not empty. REQUIRES: as above.
Result<> remove_lesson(LessonsStore& store, LessonAudit& audit, const Lesson& lesson);

}  // namespace kerege::journal
