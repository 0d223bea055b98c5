#include "src/storage/class_store.hpp"

#include "queries/portfolio.hpp"

namespace kerege::portfolio {

std::vector<ClassLine> ClassStore::classes(const Viewer& viewer, const std::string& today) {
    const auto year = transaction_.first(queries::current_year, {organisation_, today},
                                         [](const sdk::Row& row) { return row.int64(0); });
    std::vector<ClassLine> out;
    if (!year) return out;
    transaction_.each(
        queries::classes, {today, organisation_, *year, viewer.membership, int(viewer.sees_school)},
        [&](const sdk::Row& row) {
            out.push_back({row.id<ClassId>(0), label_at(row, 1), int_at(row, 3), int_at(row, 4)});
        });
    return out;
}

std::optional<std::string> ClassStore::label_for(const Viewer& viewer, ClassId class_id) {
    return transaction_.first(queries::class_by_id,
                              {organisation_, class_id, viewer.membership, int(viewer.sees_school)},
                              [](const sdk::Row& row) { return label_at(row, 0); });
}

std::vector<LearnerLine> ClassStore::learners(ClassId class_id, const std::string& today) {
    std::vector<LearnerLine> out;
    transaction_.each(
        queries::class_learners, {organisation_, class_id, today}, [&](const sdk::Row& row) {
            out.push_back({row.id<LearnerId>(0), name_at(row, 1), int_at(row, 4), int_at(row, 5)});
        });
    return out;
}

std::optional<PersonName> ClassStore::learner_for(const Viewer& viewer, LearnerId learner,
                                                  const std::string& today) {
    return transaction_.first(
        queries::learner_for,
        {organisation_, learner, today, int(viewer.sees_school), viewer.membership},
        [](const sdk::Row& row) { return name_at(row, 0); });
}

std::optional<LearnerClass> ClassStore::class_of(LearnerId learner) {
    return transaction_.first(queries::learner_class, {organisation_, learner},
                              [](const sdk::Row& row) {
                                  return LearnerClass{row.id<ClassId>(0), label_at(row, 1)};
                              });
}

std::vector<OwnLearner> ClassStore::own_learners(MembershipId member, const std::string& today) {
    std::vector<OwnLearner> out;
    transaction_.each(queries::own_learners, {organisation_, member, today},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<LearnerId>(0), name_at(row, 1)});
                      });
    return out;
}

Names ClassStore::school_name() {
    return transaction_
        .first(queries::school_name, {organisation_},
               [](const sdk::Row& row) { return names_at(row, 0); })
        .value_or(Names{});
}

}  // namespace kerege::portfolio
