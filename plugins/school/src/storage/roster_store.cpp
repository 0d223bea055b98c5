#include "src/storage/roster_store.hpp"

#include <map>

#include "kerege/sdk/day.hpp"
#include "queries/school.hpp"

namespace kerege::school {

SqlRosterStore::SqlRosterStore(sdk::Transaction& transaction, OrganisationId organisation,
                               std::function<int64_t()> new_id)
    : transaction_(transaction), organisation_(organisation), new_id_(std::move(new_id)) {}

std::optional<Calendar> SqlRosterStore::published_calendar(int year) {
    auto calendar = transaction_.first(queries::calendar, {year}, [&](const sdk::Row& row) {
        return Calendar{{year, std::string(row.text(0)), std::string(row.text(1)), false}, {}, {}};
    });
    if (!calendar) return {};
    transaction_.each(queries::calendar_terms, {year}, [&](const sdk::Row& row) {
        calendar->terms.push_back(
            {static_cast<int>(row.int64(0)), std::string(row.text(1)), std::string(row.text(2))});
    });
    transaction_.each(queries::calendar_breaks, {year}, [&](const sdk::Row& row) {
        std::optional<int> grade;
        if (!row.is_null(2)) grade = static_cast<int>(row.int64(2));
        calendar->breaks.push_back({std::string(row.text(0)), std::string(row.text(1)), grade});
    });
    return calendar;
}

void SqlRosterStore::begin_year(const Calendar& calendar) {
    const SchoolYear& year = calendar.year;
    const bool changed =
        transaction_.execute(queries::put_year, {organisation_, year.year, year.begins_on,
                                                 year.ends_on, year.provisional ? 1 : 0}) > 0;
    if (changed) {
        transaction_.execute(queries::remove_terms, {organisation_, year.year});
        transaction_.execute(queries::remove_breaks, {organisation_, year.year});
        for (const Term& term : calendar.terms)
            transaction_.execute(queries::add_term, {organisation_, year.year, term.number,
                                                     term.begins_on, term.ends_on});
        for (const Break& rest : calendar.breaks)
            transaction_.execute(queries::add_break, {organisation_, year.year, rest.begins_on,
                                                      rest.ends_on, rest.grade});
    }
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
                                        std::string(row.text(2)), row.is_null(3),
                                        row.is_null(4) ? std::string() : std::string(row.text(4)),
                                        row.is_null(3) ? std::string() : std::string(row.text(3))});
        });
    transaction_.each(queries::subjects, {organisation_},
                      [&](const auto& row) { facts.subjects.emplace_back(row.text(1)); });
    transaction_.each(queries::placements, {organisation_, today}, [&](const auto& row) {
        if (row.text(1) == "class")
            facts.class_placements.push_back({row.template id<LearnerId>(0),
                                              std::string(row.text(2)), std::string(row.text(3))});
        else
            facts.subject_labels.emplace_back(row.text(2));
    });
    return facts;
}

RosterAdditions SqlRosterStore::apply(const SchoolYear& year, const RosterPlan& plan) {
    RosterAdditions added;
    for (const std::string& name : plan.new_subjects) {
        const SubjectId id{new_id_()};
        if (transaction_.execute(queries::add_subject, {organisation_, id, name}) > 0)
            added.subjects.push_back({id, name});
    }
    for (const ClassLabel& label : plan.new_classes) {
        const ClassId id{new_id_()};
        transaction_.execute(queries::add_class,
                             {organisation_, id, year.year, label.grade, label.letter});
        added.classes.push_back({id, label});
    }

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
    for (const Enrol& enrol : plan.enrols) {
        if (!enrol.away_from.empty())
            transaction_.execute(queries::add_gap,
                                 {organisation_, ids.at(enrol.label), enrol.learner,
                                  enrol.away_from, sdk::days_after(enrol.valid_from, -1)});
        transaction_.execute(queries::enrol,
                             {organisation_, ids.at(enrol.label), enrol.learner, enrol.valid_from});
    }
    return added;
}

}  // namespace kerege::school
