// Who and what the journal's rules speak of.
#pragma once

#include "kerege/sdk/ids.hpp"

namespace kerege::journal {

using ClassId = Id<struct ClassTag>;
using SubjectId = Id<struct SubjectTag>;
using SectionId = Id<struct SectionTag>;  // one subject taught to one class by one teacher
using LessonId = Id<struct LessonTag>;
using LearnerId = Id<struct LearnerTag>;  // a learner's membership

}  // namespace kerege::journal
