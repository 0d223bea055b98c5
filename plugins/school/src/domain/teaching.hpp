// Assigning teaching: which teacher gives which subject to which class.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/result.hpp"
#include "src/domain/ids.hpp"

namespace kerege::school {

struct Teaching {
    ClassId class_id;
    SubjectId subject;
    TeacherId teacher;
};

// A section as it stands.
struct Section {
    SectionId id;
    Teaching teaching;
    bool open = true;
};

// What the use cases need of the database, within one write transaction, all in one organisation.
class TeachingStore {
public:
    virtual ~TeachingStore() = default;
    virtual bool has_teacher(TeacherId teacher) = 0;  // works here now
    virtual bool has_subject(SubjectId subject) = 0;
    virtual bool has_class(ClassId class_id) = 0;
    // Makes the section, or opens it again. False: it was open already.
    virtual bool open_section(const Teaching& teaching) = 0;
    virtual std::optional<Section> section(SectionId id) = 0;
    // There is at most one of each, open or closed.
    virtual std::optional<Section> section_of(const Teaching& teaching) = 0;
    virtual void set_teacher(SectionId section, TeacherId teacher) = 0;
    // False: no such section, or it is closed.
    virtual bool close_section(SectionId section, const std::string& on) = 0;
    virtual bool set_homeroom(ClassId class_id, TeacherId teacher) = 0;  // id 0: nobody
};

// Opens a section for each. Returns how many are new. Fault invalid: nothing chosen; not_found: a
// class, subject or teacher of another school.
Result<int> assign_teaching(TeachingStore& store, const std::vector<Teaching>& teachings);

enum class TeacherChange {
    goes_on,   // the section and its journal have another teacher
    reopened,  // that teacher's earlier section is open again, and this one is closed
};

// Another teacher gives the subject to the class from `today`. Who gave it before goes on in the
// journal of that time, and this one is kept: two journals of one teacher can't become one. Fault
// not_found; invalid: that teacher gives the subject to the class already, beside this one.
Result<TeacherChange> change_teacher(TeachingStore& store, SectionId section, TeacherId teacher,
                                     const std::string& today);

// Fault not_found. `teacher` 0 leaves the class without a homeroom teacher.
Result<> choose_homeroom(TeachingStore& store, ClassId class_id, TeacherId teacher);

}  // namespace kerege::school
