// Assigning teaching: which teacher gives which subject to which class.
#pragma once

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

// What the use cases need of the database, within one write transaction, all in one organisation.
class TeachingStore {
public:
    virtual ~TeachingStore() = default;
    virtual bool has_teacher(TeacherId teacher) = 0;  // works here now
    virtual bool has_subject(SubjectId subject) = 0;
    virtual bool has_class(ClassId class_id) = 0;
    // Makes the section, or opens it again. False: it was open already.
    virtual bool open_section(const Teaching& teaching) = 0;
    // False: no such section.
    virtual bool set_teacher(SectionId section, TeacherId teacher) = 0;
    virtual bool close_section(SectionId section, const std::string& on) = 0;
    virtual bool set_homeroom(ClassId class_id, TeacherId teacher) = 0;  // id 0: nobody
};

// Opens a section for each. Returns how many are new. Fault invalid: nothing chosen; not_found: a
// class, subject or teacher of another school.
Result<int> assign_teaching(TeachingStore& store, const std::vector<Teaching>& teachings);

// The section goes on with another teacher. Fault not_found.
Result<> change_teacher(TeachingStore& store, SectionId section, TeacherId teacher);

// Fault not_found. `teacher` 0 leaves the class without a homeroom teacher.
Result<> choose_homeroom(TeachingStore& store, ClassId class_id, TeacherId teacher);

}  // namespace kerege::school
