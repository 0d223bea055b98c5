// One lesson, as a person may see it.
#pragma once

#include <string>

#include "src/domain/section.hpp"

namespace kerege::journal {

struct Lesson {
    LessonId id;
    std::string held_on;
    int number = 1;
    std::string topic;
    Section section;  // without the teacher's name
};

}  // namespace kerege::journal
