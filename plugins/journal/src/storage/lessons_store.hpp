// The lessons of sections in the database: adding, and deleting empty ones.
#pragma once

#include "kerege/sdk/database.hpp"
#include "src/domain/lessons.hpp"

namespace kerege::journal {

class SqlLessonsStore final : public LessonsStore {
public:
    // `transaction` must be a write transaction and outlive the store.
    SqlLessonsStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    SchoolDays school_days(const Section& section) override;
    std::vector<PlannedLesson> lessons_of(const Section& section, const Period& days) override;
    bool add(SectionId section, LessonId id, const PlannedLesson& lesson) override;
    bool remove_empty(const Lesson& lesson) override;
    void add_to_day(const std::string& held_on, const DayChange& change) override;

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
