// What teachers, homeroom teachers and administrators look over.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/person_name.hpp"
#include "src/domain/attendance.hpp"
#include "src/domain/class_totals.hpp"
#include "src/domain/section.hpp"
#include "src/domain/term.hpp"

namespace kerege::journal {

// A section of a teacher. A lesson is empty when it has neither a topic nor an entry.
struct OwnSection {
    SectionId id;
    ClassId class_id;
    std::string class_label;
    std::string subject;
    int today = 0;  // lessons today
    int empty = 0;  // empty lessons of the term up to today
    int empty_today = 0;
    bool ended = false;  // taught in this term, and closed: nothing is due there
    // The first of the empty ones. REQUIRES: there is one.
    std::string first_empty_on;
    LessonId first_empty;
};

struct ClassGaps {
    ClassId id;
    std::string label;
    int sections = 0;
    int lessons = 0;  // of the term up to today
    int empty = 0;
};

struct ClassHead {
    ClassId id;
    int year = 0;
    std::string label;
    std::string homeroom;  // a name; empty: nobody
};

struct ClassSection {
    SectionId id;
    std::string subject;
    std::string teacher;  // a name
    int lessons = 0;      // of the term up to today
    int empty = 0;
    bool ended = false;  // taught in this term, and closed
};

struct Missing {
    LearnerId learner;
    std::string subject;
    Attendance attendance;
};

struct ClassLearner {
    LearnerId id;
    PersonName name;
    bool in_class = false;        // within the days asked for
    bool brought_record = false;  // from a former school, and has not left
};

class OverviewStore {
public:
    // `transaction` must outlive the store.
    OverviewStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    std::vector<OwnSection> own_sections(const Term& term, const std::string& today,
                                         MembershipId teacher);
    // The homeroom teacher's class, or all of the school.
    std::vector<ClassGaps> classes(const Term& term, const std::string& today,
                                   const Viewer& viewer);

    // nullopt: there is none, or not for this person.
    std::optional<ClassHead> find_class(ClassId class_id, const Viewer& viewer);
    // By the Kazakh alphabet.
    std::vector<ClassLearner> learners(ClassId class_id, const Period& days,
                                       const std::string& today);
    std::vector<ClassSection> sections(ClassId class_id, const Period& days,
                                       const std::string& today);
    // `lately`: the first day of the time whose sums are kept apart.
    std::vector<ClassTotal> totals(ClassId class_id, const Period& days, const std::string& lately);
    std::vector<Missing> missing(ClassId class_id, const std::string& day);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
