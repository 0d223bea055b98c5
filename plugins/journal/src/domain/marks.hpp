// A learner's marks as learners and parents read them: by subject, with their sums.
#pragma once

#include <string>
#include <vector>

#include "src/domain/ids.hpp"
#include "src/domain/totals.hpp"

namespace kerege::journal {

struct LearnerMark {
    SubjectId subject;
    std::string subject_name;
    std::string held_on;
    std::string topic;
    CellValue value;
};

// Somebody entered it or wrote something else there.
struct MarkChange {
    std::string subject_name;
    std::string held_on;
    CellValue before;
    CellValue after;
    std::string by;  // a name
    int64_t at_ms = 0;
};

struct SubjectMarks {
    SubjectId subject;
    std::string name;
    std::vector<LearnerMark> marks;
    Totals totals;
};

// Subjects and marks keep their order. REQUIRES: the marks of a subject stand together.
std::vector<SubjectMarks> by_subject(const std::vector<LearnerMark>& marks);

}  // namespace kerege::journal
