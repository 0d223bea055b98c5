// Who and what the school's rules speak of.
#pragma once

#include "kerege/sdk/ids.hpp"

namespace kerege::school {

using ClassId = Id<struct ClassTag>;
using SubjectId = Id<struct SubjectTag>;
using SectionId = Id<struct SectionTag>;
using LearnerId = Id<struct LearnerTag>;  // a learner's membership
using TeacherId = Id<struct TeacherTag>;  // an employee's membership

}  // namespace kerege::school
