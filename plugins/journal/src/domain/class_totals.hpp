// A class's marks added up: for each learner by section, and over all of them.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "src/domain/ids.hpp"
#include "src/domain/slipping.hpp"
#include "src/domain/totals.hpp"

namespace kerege::journal {

struct ClassTotal {
    LearnerId learner;
    SectionId section;
    Totals totals;
    Lately lately{};
};

class ClassTotals {
public:
    explicit ClassTotals(const std::vector<ClassTotal>& totals);

    // Zeros where there is nothing.
    Totals at(LearnerId learner, SectionId section) const;
    Totals of(LearnerId learner) const;
    Slipping slipping(LearnerId learner) const;

private:
    std::map<std::pair<LearnerId, SectionId>, Totals> by_cell_;
    std::map<LearnerId, Totals> by_learner_;
    std::map<LearnerId, Lately> lately_;
};

}  // namespace kerege::journal
