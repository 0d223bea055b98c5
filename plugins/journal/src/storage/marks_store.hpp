// Marks as learners and parents see them, and the sums officials see.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/person_name.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/marks.hpp"
#include "src/domain/period.hpp"

namespace kerege::journal {

struct OwnLearner {
    LearnerId id;
    PersonName name;
};

struct LearnerClass {
    int year = 0;
    std::string label;
};

struct OrganisationSums {
    OrganisationId id;
    std::string name;  // in the language asked for
    int64_t lessons = 0;
    int64_t marks = 0;
    int64_t absences = 0;
};

struct DaySums {
    std::string held_on;
    int64_t lessons = 0;
    int64_t marks = 0;
    int64_t absences = 0;
};

class MarksStore {
public:
    // `transaction` must outlive the store.
    MarksStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    // Oneself as a learner, and one's children here. Everybody else: nobody.
    std::vector<OwnLearner> own_learners(MembershipId viewer, const std::string& today);
    std::optional<LearnerClass> class_of(LearnerId learner);
    // By subject, newest first.
    std::vector<LearnerMark> marks(LearnerId learner, const Period& days);
    // Who changed what of them, the newest first: at most 200.
    std::vector<MarkChange> changes(LearnerId learner, const Period& days);
    // The few that were entered last.
    std::vector<LearnerMark> latest(LearnerId learner);

    // Of the organisations directly below `subject`, if that is the viewer's own or lies below it.
    std::vector<OrganisationSums> sums(OrganisationId subject, const Period& days,
                                       std::string_view locale);
    // Of `subject` itself, under the same condition: the days that have lessons.
    std::vector<DaySums> day_sums(OrganisationId subject, const Period& days);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
