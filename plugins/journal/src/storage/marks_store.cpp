#include "src/storage/marks_store.hpp"

#include "queries/journal.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {

std::vector<OwnLearner> MarksStore::own_learners(MembershipId viewer, const std::string& today) {
    std::vector<OwnLearner> out;
    transaction_.each(queries::own_learners, {organisation_, viewer, today},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<LearnerId>(0), name_at(row, 1)});
                      });
    return out;
}

std::optional<LearnerClass> MarksStore::class_of(LearnerId learner) {
    return transaction_.first(
        queries::learner_class, {organisation_, learner}, [](const sdk::Row& row) {
            return LearnerClass{int_at(row, 0), std::to_string(row.int64(1)).append(row.text(2))};
        });
}

std::vector<LearnerMark> MarksStore::marks(LearnerId learner, const Period& days) {
    std::vector<LearnerMark> out;
    transaction_.each(
        queries::learner_marks, {organisation_, learner, days.begins_on, days.ends_on},
        [&](const sdk::Row& row) {
            out.push_back({row.id<SubjectId>(0), std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), value_at(row, 4)});
        });
    return out;
}

std::vector<MarkChange> MarksStore::changes(LearnerId learner, const Period& days) {
    std::vector<MarkChange> out;
    transaction_.each(
        queries::learner_changes, {organisation_, learner, days.begins_on, days.ends_on},
        [&](const sdk::Row& row) {
            out.push_back({std::string(row.text(0)), std::string(row.text(1)), value_at(row, 2),
                           value_at(row, 4), std::string(row.text_or_empty(6)), row.int64(7)});
        });
    return out;
}

std::vector<LearnerMark> MarksStore::latest(LearnerId learner) {
    std::vector<LearnerMark> out;
    transaction_.each(queries::latest_marks, {organisation_, learner}, [&](const sdk::Row& row) {
        out.push_back(
            {{}, std::string(row.text(0)), std::string(row.text(1)), {}, value_at(row, 2)});
    });
    return out;
}

std::vector<OrganisationSums> MarksStore::sums(OrganisationId subject, const Period& days,
                                               std::string_view locale) {
    const uint32_t name = locale == "ru" ? 2 : locale == "en" ? 3 : 1;
    std::vector<OrganisationSums> out;
    transaction_.each(queries::summary, {days.begins_on, days.ends_on, organisation_, subject},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<OrganisationId>(0), std::string(row.text(name)),
                                         row.int64(4), row.int64(5), row.int64(6)});
                      });
    return out;
}

std::vector<DaySums> MarksStore::day_sums(OrganisationId subject, const Period& days) {
    std::vector<DaySums> out;
    transaction_.each(
        queries::summary_days, {days.begins_on, days.ends_on, organisation_, subject},
        [&](const sdk::Row& row) {
            out.push_back({std::string(row.text(0)), row.int64(1), row.int64(2), row.int64(3)});
        });
    return out;
}

}  // namespace kerege::journal
