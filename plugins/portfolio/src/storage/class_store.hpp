// Classes and learners, as far as somebody answers for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/storage/rows.hpp"

namespace kerege::portfolio {

struct ClassLine {
    ClassId id;
    std::string label;
    int learners = 0;
    int entries = 0;
};

struct LearnerLine {
    LearnerId id;
    PersonName name;
    int achievements = 0;
    int courses = 0;
};

struct OwnLearner {
    LearnerId id;
    PersonName name;
};

struct LearnerClass {
    ClassId id;
    std::string label;
};

class ClassStore {
public:
    // `transaction` must outlive the store.
    ClassStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    // Of the school year of that day; none before the first year.
    std::vector<ClassLine> classes(const Viewer& viewer, const std::string& today);
    // Its label. nullopt: not this person's to look at.
    std::optional<std::string> label_for(const Viewer& viewer, ClassId class_id);
    std::vector<LearnerLine> learners(ClassId class_id, const std::string& today);
    // nullopt: not this person's to look at.
    std::optional<PersonName> learner_for(const Viewer& viewer, LearnerId learner,
                                          const std::string& today);
    std::optional<LearnerClass> class_of(LearnerId learner);
    // The learner themselves, or the children of a parent.
    std::vector<OwnLearner> own_learners(MembershipId member, const std::string& today);
    Names school_name();

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::portfolio
