#include "src/domain/teaching.hpp"

#include <set>

#include "kerege/sdk/tr.hpp"

namespace kerege::school {

Result<int> assign_teaching(TeachingStore& store, const std::vector<Teaching>& teachings) {
    if (teachings.empty())
        return invalid("no teaching chosen",
                       KEREGE_TR("Choose at least one class, a subject and a teacher."));
    std::set<ClassId> classes;
    std::set<SubjectId> subjects;
    std::set<TeacherId> teachers;
    for (const Teaching& teaching : teachings) {
        if (classes.insert(teaching.class_id).second && !store.has_class(teaching.class_id))
            return not_found("class " + teaching.class_id.text());
        if (subjects.insert(teaching.subject).second && !store.has_subject(teaching.subject))
            return not_found("subject " + teaching.subject.text());
        if (teachers.insert(teaching.teacher).second && !store.has_teacher(teaching.teacher))
            return not_found("teacher " + teaching.teacher.text());
    }
    int opened = 0;
    for (const Teaching& teaching : teachings)
        if (store.open_section(teaching)) ++opened;
    return opened;
}

Result<TeacherChange> change_teacher(TeachingStore& store, SectionId id, TeacherId teacher,
                                     const std::string& today) {
    if (!store.has_teacher(teacher)) return not_found("teacher " + teacher.text());
    const auto section = store.section(id);
    if (!section || !section->open) return not_found("section " + id.text());
    if (section->teaching.teacher == teacher) return TeacherChange::goes_on;

    const Teaching wanted{section->teaching.class_id, section->teaching.subject, teacher};
    const auto other = store.section_of(wanted);
    if (!other) {
        store.set_teacher(id, teacher);
        return TeacherChange::goes_on;
    }
    if (other->open)
        return invalid("section " + other->id.text() + " is open",
                       KEREGE_TR("This teacher gives the subject to the class already. End one of "
                                 "the two instead."));
    store.close_section(id, today);
    store.open_section(wanted);
    return TeacherChange::reopened;
}

Result<> choose_homeroom(TeachingStore& store, ClassId class_id, TeacherId teacher) {
    if (teacher && !store.has_teacher(teacher)) return not_found("teacher " + teacher.text());
    if (!store.set_homeroom(class_id, teacher)) return not_found("class " + class_id.text());
    return success();
}

}  // namespace kerege::school
