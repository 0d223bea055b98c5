#include "src/domain/marks.hpp"

namespace kerege::journal {

std::vector<SubjectMarks> by_subject(const std::vector<LearnerMark>& marks) {
    std::vector<SubjectMarks> out;
    for (const LearnerMark& mark : marks) {
        if (out.empty() || out.back().subject != mark.subject)
            out.push_back({mark.subject, mark.subject_name, {}, {}});
        out.back().marks.push_back(mark);
        out.back().totals.add(mark.value);
    }
    return out;
}

}  // namespace kerege::journal
