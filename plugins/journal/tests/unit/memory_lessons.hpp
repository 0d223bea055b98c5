// One section's lessons in memory, for the rules of adding and deleting them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "src/domain/lessons.hpp"

namespace kerege::journal {

class MemoryLessons final : public LessonsStore, public LessonAudit {
public:
    SchoolDays school;
    std::vector<PlannedLesson> lessons;
    std::vector<LessonId> ids;
    std::vector<std::string> counted;  // "2026-09-01 +1"
    std::vector<LessonId> deleted;     // as the audit log was told
    bool empty = true;                 // what remove_empty() finds

    SchoolDays school_days(const Section&) override { return school; }
    std::vector<PlannedLesson> lessons_of(const Section&, const Period&) override {
        return lessons;
    }
    bool add(SectionId, LessonId id, const PlannedLesson& lesson) override {
        if (lesson == taken_meanwhile) return false;
        lessons.push_back(lesson);
        ids.push_back(id);
        return true;
    }
    bool remove_empty(const Lesson&) override { return empty; }
    void add_to_day(const std::string& held_on, const DayChange& change) override {
        counted.push_back(held_on + (change.lessons > 0 ? " +" : " ") +
                          std::to_string(change.lessons));
    }
    void lesson_deleted(const Lesson& lesson) override { deleted.push_back(lesson.id); }

    PlannedLesson taken_meanwhile{"", 0};
};

}  // namespace kerege::journal
