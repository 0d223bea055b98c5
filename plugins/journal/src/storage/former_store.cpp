#include "src/storage/former_store.hpp"

#include "queries/journal.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {
namespace {

SchoolNames school_at(const sdk::Row& row, uint32_t first) {
    return {std::string(row.text_or_empty(first)), std::string(row.text_or_empty(first + 1)),
            std::string(row.text_or_empty(first + 2))};
}

}  // namespace

std::vector<Transferred> FormerStore::untaken(const std::string& today) {
    std::vector<Transferred> out;
    transaction_.each(queries::transfers_untaken, {organisation_, today}, [&](const sdk::Row& row) {
        out.push_back({row.id<LearnerId>(0), row.id<OrganisationId>(1), row.id<LearnerId>(2),
                       std::string(row.text(3)), school_at(row, 4)});
    });
    return out;
}

void FormerStore::take(const Transferred& one, int64_t now_ms) {
    const auto in_class = MarksStore(transaction_, one.from).class_of(one.former);
    transaction_.execute(
        queries::add_former_record,
        {organisation_, one.learner, one.former, one.school.kk, one.school.ru, one.school.en,
         in_class ? in_class->label : std::string(), one.first_day, now_ms});
    for (const auto* copy :
         {&queries::copy_marks, &queries::copy_former_records, &queries::copy_former_marks})
        transaction_.execute(*copy, {organisation_, one.learner, one.from, one.former});
}

std::vector<FormerRecord> FormerStore::records(LearnerId learner) {
    std::vector<FormerRecord> out;
    transaction_.each(queries::former_records, {organisation_, learner}, [&](const sdk::Row& row) {
        out.push_back({row.id<LearnerId>(0), school_at(row, 1), std::string(row.text(4)),
                       std::string(row.text(5)), row.int64(6)});
    });
    return out;
}

std::vector<FormerTerm> FormerStore::terms(LearnerId learner) {
    std::vector<FormerTerm> out;
    transaction_.each(queries::former_terms, {organisation_, learner}, [&](const sdk::Row& row) {
        out.push_back({row.id<LearnerId>(0), int_at(row, 1), int_at(row, 2)});
    });
    return out;
}

std::vector<LearnerMark> FormerStore::marks(LearnerId learner, const FormerTerm& term) {
    std::vector<LearnerMark> out;
    SubjectId subject;
    transaction_.each(
        queries::former_marks, {organisation_, learner, term.former, term.year, term.term},
        [&](const sdk::Row& row) {
            if (out.empty() || out.back().subject_name != row.text(0)) ++subject.value;
            out.push_back({subject, std::string(row.text(0)), std::string(row.text(1)),
                           std::string(row.text(2)), value_at(row, 3)});
        });
    return out;
}

std::optional<PersonName> FormerStore::learner_for(const Viewer& viewer, LearnerId learner,
                                                   const std::string& today) {
    return transaction_.first(
        queries::former_learner,
        {organisation_, learner, viewer.sees_school ? 1 : 0, today, viewer.membership},
        [](const sdk::Row& row) { return name_at(row, 0); });
}

}  // namespace kerege::journal
