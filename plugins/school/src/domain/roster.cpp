#include "src/domain/roster.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/letters.hpp"

namespace kerege::school {
namespace {

void plan_subjects(const RosterFacts& facts, RosterPlan& plan) {
    std::set<std::string> known(facts.subjects.begin(), facts.subjects.end());
    for (const std::string& label : facts.subject_labels) {
        const std::string name = sdk::tidy(label);
        if (!name.empty() && known.insert(name).second) plan.new_subjects.push_back(name);
    }
}

// The class each learner should be in.
std::map<LearnerId, ClassLabel> wanted_classes(const RosterFacts& facts, RosterPlan& plan) {
    std::map<LearnerId, ClassLabel> wanted;
    for (const ClassPlacement& placement : facts.class_placements) {
        if (const auto label = ClassLabel::parse(placement.label))
            wanted.insert_or_assign(placement.learner, *label);
        else
            plan.unread_labels.push_back(placement.label);
    }
    return wanted;
}

void plan_classes(const RosterFacts& facts, const std::map<LearnerId, ClassLabel>& wanted,
                  RosterPlan& plan) {
    std::set<ClassLabel> known;
    for (const ClassFact& known_class : facts.classes) known.insert(known_class.label);
    for (const auto& [learner, label] : wanted)
        if (known.insert(label).second) plan.new_classes.push_back(label);
    std::sort(plan.new_classes.begin(), plan.new_classes.end());
}

bool has_left(const RosterFacts& facts, const EnrolmentFact& enrolment) {
    return !enrolment.last_day_here.empty() && enrolment.last_day_here < facts.today;
}

// Who left the school left the class with it, perhaps some time ago; who moves, today.
Leave leave_of(const RosterFacts& facts, const EnrolmentFact& enrolment) {
    const std::string last_day =
        has_left(facts, enrolment) ? enrolment.last_day_here : sdk::days_after(facts.today, -1);
    return {enrolment.class_id, enrolment.learner,
            last_day < enrolment.valid_from ? std::string() : last_day};
}

// Who comes back to a class was not in it between.
void note_gaps(const RosterFacts& facts, const std::map<ClassId, ClassLabel>& labels,
               RosterPlan& plan) {
    for (Enrol& enrol : plan.enrols) {
        for (const EnrolmentFact& before : facts.enrolments) {
            if (before.learner != enrol.learner || before.open || before.last_day.empty()) continue;
            if (!(labels.at(before.class_id) == enrol.label)) continue;
            const std::string away_from = sdk::days_after(before.last_day, 1);
            if (away_from < enrol.valid_from) enrol.away_from = away_from;
        }
    }
}

// A roster enrols everybody it places. Who is placed and was never in a class of this year has come
// since, with the class chosen by hand: of a class that is there.
void enter_newcomers(const RosterFacts& facts, const std::map<LearnerId, ClassLabel>& wanted,
                     RosterPlan& plan) {
    std::set<LearnerId> was_here;
    for (const EnrolmentFact& enrolment : facts.enrolments) was_here.insert(enrolment.learner);
    std::set<ClassLabel> known;
    for (const ClassFact& known_class : facts.classes) known.insert(known_class.label);
    for (const ClassPlacement& placement : facts.class_placements) {
        const auto want = wanted.find(placement.learner);
        if (want == wanted.end() || !known.contains(want->second)) continue;
        if (!was_here.insert(placement.learner).second) continue;
        plan.enrols.push_back({placement.learner, want->second,
                               std::max(placement.first_day_here, facts.year.begins_on)});
    }
}

}  // namespace

RosterPlan plan_members(const RosterFacts& facts) {
    RosterPlan plan;
    const auto wanted = wanted_classes(facts, plan);
    plan.unread_labels.clear();  // the roster has told of them
    std::map<ClassId, ClassLabel> labels;
    for (const ClassFact& known_class : facts.classes)
        labels.emplace(known_class.id, known_class.label);
    std::set<LearnerId> placed;
    for (const EnrolmentFact& enrolment : facts.enrolments) {
        if (!enrolment.open) continue;
        if (has_left(facts, enrolment)) {
            plan.leaves.push_back(leave_of(facts, enrolment));
        } else {
            placed.insert(enrolment.learner);
        }
    }
    for (const EnrolmentFact& enrolment : facts.enrolments) {
        if (enrolment.open || placed.contains(enrolment.learner)) continue;
        const auto want = wanted.find(enrolment.learner);
        if (want == wanted.end() || !(want->second == labels.at(enrolment.class_id))) continue;
        plan.enrols.push_back({enrolment.learner, want->second, facts.today});
        placed.insert(enrolment.learner);
    }
    enter_newcomers(facts, wanted, plan);
    note_gaps(facts, labels, plan);
    return plan;
}

RosterPlan plan_roster(const RosterFacts& facts) {
    RosterPlan plan;
    plan_subjects(facts, plan);
    const auto wanted = wanted_classes(facts, plan);
    plan_classes(facts, wanted, plan);

    std::map<ClassId, ClassLabel> labels;
    for (const ClassFact& known_class : facts.classes)
        labels.emplace(known_class.id, known_class.label);

    std::set<LearnerId> was_here, stays;
    for (const EnrolmentFact& enrolment : facts.enrolments) {
        was_here.insert(enrolment.learner);
        if (!enrolment.open) continue;
        const auto want = wanted.find(enrolment.learner);
        if (want != wanted.end() && want->second == labels.at(enrolment.class_id)) {
            stays.insert(enrolment.learner);
            continue;
        }
        plan.leaves.push_back(leave_of(facts, enrolment));
    }

    for (const auto& [learner, label] : wanted) {
        if (stays.contains(learner)) continue;
        // Whoever is entered for the first time counts from the first bell, so that the journal of
        // September can still be filled when the roster came late. A move counts from its day.
        const bool moves = was_here.contains(learner);
        plan.enrols.push_back(
            {learner, label,
             moves ? std::max(facts.today, facts.year.begins_on) : facts.year.begins_on});
    }
    note_gaps(facts, labels, plan);
    return plan;
}

RosterPlan plan_placed(RosterFacts facts, LearnerId placed) {
    facts.subject_labels.clear();
    const auto others = [&](const auto& one) { return one.learner != placed; };
    std::erase_if(facts.class_placements, others);
    std::erase_if(facts.enrolments, others);
    RosterPlan plan = plan_roster(facts);
    if (!facts.enrolments.empty()) return plan;
    for (Enrol& enrol : plan.enrols)
        enrol.valid_from =
            std::max(facts.class_placements.front().first_day_here, facts.year.begins_on);
    return plan;
}

AppliedRoster apply_roster(RosterStore& store, const std::string& today) {
    const int year = school_year_of(today);
    const Calendar calendar = store.published_calendar(year).value_or(default_calendar(year));
    store.begin_year(calendar);
    RosterPlan plan = plan_roster(store.facts(calendar.year, today));
    RosterAdditions added = store.apply(calendar.year, plan);
    return {calendar.year, std::move(plan), std::move(added)};
}

}  // namespace kerege::school
