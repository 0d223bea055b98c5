#include "src/storage/class_store.hpp"

#include "kerege/sdk/letters.hpp"
#include "kerege/sdk/person_name.hpp"
#include "queries/school.hpp"

namespace kerege::school {
namespace {

ClassLabel label_at(const sdk::Row& row, uint32_t first) {
    return {static_cast<int>(row.int64(first)), std::string(row.text(first + 1))};
}

}  // namespace

std::optional<SchoolYear> ClassStore::current_year(const std::string& today) {
    return transaction_.first(
        queries::current_year, {organisation_, today}, [](const sdk::Row& row) {
            return SchoolYear{static_cast<int>(row.int64(0)), std::string(row.text(1)),
                              std::string(row.text(2)), row.int64(3) != 0};
        });
}

std::vector<ClassSummary> ClassStore::classes(int year, const std::string& today) {
    std::vector<ClassSummary> out;
    transaction_.each(queries::class_list, {today, organisation_, year}, [&](const sdk::Row& row) {
        out.push_back({row.id<ClassId>(0), label_at(row, 1), row.int64(3), row.int64(4),
                       std::string(row.text_or_empty(5))});
    });
    return out;
}

std::optional<ClassCard> ClassStore::find(ClassId class_id) {
    return transaction_.first(queries::class_by_id, {organisation_, class_id},
                              [](const sdk::Row& row) {
                                  return ClassCard{label_at(row, 0),
                                                   static_cast<int>(row.int64(2)),
                                                   {row.maybe_int64(3).value_or(0)},
                                                   std::string(row.text_or_empty(4))};
                              });
}

std::vector<PersonName> ClassStore::learners(ClassId class_id, const std::string& today) {
    std::vector<PersonName> out;
    transaction_.each(queries::class_learners, {organisation_, class_id, today},
                      [&](const sdk::Row& row) { out.push_back(name_at(row, 1)); });
    return out;
}

std::vector<SectionCard> ClassStore::sections(ClassId class_id) {
    std::vector<SectionCard> out;
    transaction_.each(queries::class_sections, {organisation_, class_id}, [&](const sdk::Row& row) {
        out.push_back({row.id<SectionId>(0), row.id<SubjectId>(1), std::string(row.text(2)),
                       row.id<TeacherId>(3), std::string(row.text_or_empty(4))});
    });
    return out;
}

std::vector<SubjectCard> ClassStore::subjects() {
    std::vector<SubjectCard> out;
    transaction_.each(queries::subjects, {organisation_}, [&](const sdk::Row& row) {
        out.push_back({row.id<SubjectId>(0), std::string(row.text(1)), row.int64(2)});
    });
    return out;
}

std::vector<Employee> ClassStore::employees(const std::string& today) {
    std::vector<Employee> out;
    transaction_.each(queries::employees, {organisation_, today}, [&](const sdk::Row& row) {
        out.push_back({row.id<TeacherId>(0), name_at(row, 1), std::string(row.text_or_empty(4)),
                       row.int64(5)});
    });
    return out;
}

TaughtSubjects ClassStore::taught_subjects() {
    TaughtSubjects out;
    transaction_.each(queries::taught_subjects, {organisation_}, [&](const sdk::Row& row) {
        out[row.id<TeacherId>(0)].push_back(sdk::tidy(row.text(1)));
    });
    return out;
}

std::vector<TeacherSection> ClassStore::sections_of(TeacherId teacher, int year) {
    std::vector<TeacherSection> out;
    transaction_.each(queries::teacher_sections, {organisation_, teacher, year},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<SectionId>(0), row.id<ClassId>(1), label_at(row, 2),
                                         row.id<SubjectId>(4), std::string(row.text(5))});
                      });
    return out;
}

}  // namespace kerege::school
