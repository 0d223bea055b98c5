#include "src/storage/roster_store.hpp"

#include <map>

#include "queries/school.hpp"

namespace kerege::school {

SqlRosterStore::SqlRosterStore(sdk::Transaction& transaction, OrganisationId organisation,
                               std::function<int64_t()> new_id)
    : transaction_(transaction), organisation_(organisation), new_id_(std::move(new_id)) {}

std::optional<SchoolYear> SqlRosterStore::calendar(const std::string& today) {
    return transaction_.first(queries::calendar, {today}, [](const sdk::Row& row) {
        return SchoolYear{static_cast<int>(row.int64(0)), std::string(row.text(1)),
                          std::string(row.text(2))};
    });
}

void SqlRosterStore::begin_year(const SchoolYear& year) {
    transaction_.execute(queries::add_year,
                         {organisation_, year.year, year.begins_on, year.ends_on});
    transaction_.execute(queries::add_terms, {organisation_, year.year});
    transaction_.execute(queries::add_breaks, {organisation_, year.year});
    transaction_.execute(queries::end_past_enrolments, {organisation_, year.year});
}

RosterFacts SqlRosterStore::facts(const SchoolYear& year, const std::string& today) {
    RosterFacts facts{today, year, {}, {}, {}, {}, {}};
    transaction_.each(queries::classes_of_year, {organisation_, year.year}, [&](const auto& row) {
        facts.classes.push_back({row.template id<ClassId>(0),
                                 {static_cast<int>(row.int64(1)), std::string(row.text(2))}});
    });
    transaction_.each(
        queries::enrolments_of_year, {organisation_, year.year}, [&](const auto& row) {
            facts.enrolments.push_back({row.template id<ClassId>(0), row.template id<LearnerId>(1),
                                        std::string(row.text(2)), row.is_null(3)});
        });
    transaction_.each(queries::subjects, {organisation_},
                      [&](const auto& row) { facts.subjects.emplace_back(row.text(1)); });
    transaction_.each(queries::placements, {organisation_}, [&](const auto& row) {
        if (row.text(1) == "class")
            facts.class_placements.push_back(
                {row.template id<LearnerId>(0), std::string(row.text(2))});
        else
            facts.subject_labels.emplace_back(row.text(2));
    });
    return facts;
}

void SqlRosterStore::apply(const SchoolYear& year, const RosterPlan& plan) {
    for (const std::string& name : plan.new_subjects)
        transaction_.execute(queries::add_subject, {organisation_, new_id_(), name});
    for (const ClassLabel& label : plan.new_classes)
        transaction_.execute(queries::add_class,
                             {organisation_, new_id_(), year.year, label.grade, label.letter});

    for (const Leave& leave : plan.leaves) {
        if (leave.last_day.empty())
            transaction_.execute(queries::remove_enrolment,
                                 {organisation_, leave.class_id, leave.learner});
        else
            transaction_.execute(queries::end_enrolment,
                                 {leave.last_day, organisation_, leave.class_id, leave.learner});
    }

    std::map<ClassLabel, ClassId> ids;
    transaction_.each(queries::classes_of_year, {organisation_, year.year}, [&](const auto& row) {
        ids.emplace(ClassLabel{static_cast<int>(row.int64(1)), std::string(row.text(2))},
                    row.template id<ClassId>(0));
    });
    for (const Enrol& enrol : plan.enrols)
        transaction_.execute(queries::enrol,
                             {organisation_, ids.at(enrol.label), enrol.learner, enrol.valid_from});
}

}  // namespace kerege::school
