// A section of the school as the journal sees it, and who may do what in it.
#pragma once

#include <string>

#include "src/domain/ids.hpp"

namespace kerege::journal {

// Through whose eyes something is looked up: what is not theirs is not found.
struct Viewer {
    MembershipId membership;
    bool sees_school = false;  // every journal of the school, not only one's own
};

struct Section {
    SectionId id;
    ClassId class_id;
    int year = 0;
    int grade = 0;
    std::string letter;
    std::string subject;
    MembershipId teacher;
    std::string teacher_name;
    bool open = true;

    std::string class_label() const { return std::to_string(grade) + letter; }
    std::string title() const { return class_label() + " · " + subject; }
    // Only the teacher enters: homeroom teachers and administrators look on.
    bool entered_by(const Viewer& viewer) const { return open && teacher == viewer.membership; }
};

}  // namespace kerege::journal
