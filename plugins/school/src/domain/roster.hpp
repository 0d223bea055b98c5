// From what a roster says to what the school has: which classes and subjects are new, who enters,
// moves or leaves a class. Applying the same roster again changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "src/domain/calendar.hpp"
#include "src/domain/class_label.hpp"
#include "src/domain/ids.hpp"

namespace kerege::school {

struct ClassFact {
    ClassId id;
    ClassLabel label;
};

struct SubjectFact {
    SubjectId id;
    std::string name;
};

struct EnrolmentFact {
    ClassId class_id;
    LearnerId learner;
    std::string valid_from;
    bool open = true;                // still in the class
    std::string last_day_here = {};  // at the school; empty: no end is known
    std::string last_day = {};       // in the class; empty: still there
};

struct ClassPlacement {
    LearnerId learner;
    std::string label;                // as the roster has it
    std::string first_day_here = {};  // at the school
};

// What is known of one school's year when a roster has been applied.
struct RosterFacts {
    std::string today;
    SchoolYear year;
    std::vector<ClassFact> classes;
    std::vector<EnrolmentFact> enrolments;
    std::vector<std::string> subjects;
    std::vector<ClassPlacement> class_placements;
    std::vector<std::string> subject_labels;
};

struct Enrol {
    LearnerId learner;
    ClassLabel label;
    std::string valid_from;
    // Who comes back to a class: the first day they were not in it; empty: it was never
    // interrupted.
    std::string away_from = {};
};

struct Leave {
    ClassId class_id;
    LearnerId learner;
    // Empty: the learner was never there on a day of lessons, so the enrolment goes altogether.
    std::string last_day;
};

struct RosterPlan {
    std::vector<ClassLabel> new_classes;
    std::vector<std::string> new_subjects;
    std::vector<Leave> leaves;
    std::vector<Enrol> enrols;
    std::vector<std::string> unread_labels;  // class labels nobody could read
};

RosterPlan plan_roster(const RosterFacts& facts);
// Somebody's access ended or was opened again: who has left the school leaves the class on their
// last day, who is back goes on in the class they left, and who has come from another school enters
// the class that was chosen for them, from their first day here. Nothing else the last roster said
// is done once more.
RosterPlan plan_members(const RosterFacts& facts);
// One person was placed by hand: as a roster that speaks of nobody else, but whoever was in no
// class of the year enters from their first day here.
RosterPlan plan_placed(RosterFacts facts, LearnerId placed);

// What a plan brought into the school.
struct RosterAdditions {
    std::vector<ClassFact> classes;
    std::vector<SubjectFact> subjects;
};

// What apply_roster() needs of the database, within one write transaction.
class RosterStore {
public:
    virtual ~RosterStore() = default;
    // The country's calendar of that year; nullopt: it is not published yet.
    virtual std::optional<Calendar> published_calendar(int year) = 0;
    // Makes the year with its terms and breaks if it is missing, and instead of a provisional one
    // when the calendar is not; ends enrolments of years before.
    virtual void begin_year(const Calendar& calendar) = 0;
    virtual RosterFacts facts(const SchoolYear& year, const std::string& today) = 0;
    virtual RosterAdditions apply(const SchoolYear& year, const RosterPlan& plan) = 0;
};

struct AppliedRoster {
    SchoolYear year;
    RosterPlan plan;  // as it was carried out
    RosterAdditions added;
};

// A year without a published calendar gets one by rule.
AppliedRoster apply_roster(RosterStore& store, const std::string& today);

}  // namespace kerege::school
