// What the pages about classes, subjects and teachers show.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/person_name.hpp"
#include "src/domain/calendar.hpp"
#include "src/domain/class_label.hpp"
#include "src/domain/ids.hpp"

namespace kerege::school {

struct ClassSummary {
    ClassId id;
    ClassLabel label;
    int64_t learners = 0;
    int64_t sections = 0;
    std::string homeroom;  // a name; empty: nobody
};

struct ClassCard {
    ClassLabel label;
    int year = 0;
    TeacherId homeroom;  // 0: nobody
    std::string homeroom_name;
};

struct SectionCard {
    SectionId id;
    SubjectId subject;
    std::string subject_name;
    TeacherId teacher;
    std::string teacher_name;
};

struct SubjectCard {
    SubjectId id;
    std::string name;
    int64_t sections = 0;
};

struct Employee {
    TeacherId id;
    PersonName name;
    std::string position;
    int64_t sections = 0;
};

struct TeacherSection {
    SectionId id;
    ClassId class_id;
    ClassLabel label;
    SubjectId subject;
    std::string subject_name;
};

using TaughtSubjects = std::map<TeacherId, std::vector<std::string>>;

// All of one organisation. Names are sorted by the Kazakh alphabet.
class ClassStore {
public:
    ClassStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    std::optional<SchoolYear> current_year(const std::string& today);
    std::vector<ClassSummary> classes(int year, const std::string& today);
    std::optional<ClassCard> find(ClassId class_id);
    std::vector<PersonName> learners(ClassId class_id, const std::string& today);
    std::vector<SectionCard> sections(ClassId class_id);
    std::vector<SubjectCard> subjects();
    std::vector<Employee> employees(const std::string& today);
    TaughtSubjects taught_subjects();
    std::vector<TeacherSection> sections_of(TeacherId teacher, int year);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::school
