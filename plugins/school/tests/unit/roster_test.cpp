#include "src/domain/roster.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::school {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const SchoolYear kYear{2026, "2026-09-01", "2027-05-25", false};
constexpr LearnerId kAidos{1};
constexpr LearnerId kShugyla{2};
constexpr ClassId kFiveA{10};
constexpr ClassId kFiveB{11};

RosterFacts in_october() {
    RosterFacts facts;
    facts.today = "2026-10-14";
    facts.year = kYear;
    facts.classes = {{kFiveA, {5, "А"}}, {kFiveB, {5, "Б"}}};
    return facts;
}

TEST(Roster, MakesEachClassAndSubjectOnce) {
    RosterFacts facts;
    facts.today = "2026-08-20";
    facts.year = kYear;
    facts.class_placements = {{kAidos, "5 «ә»"}, {kShugyla, "5Ә"}};
    facts.subjects = {"Химия"};
    facts.subject_labels = {"Химия", "Алгебра", " Алгебра ", "Қазақ  тілі", ""};
    const RosterPlan plan = plan_roster(facts);
    EXPECT_THAT(plan.new_classes, ElementsAre(ClassLabel{5, "Ә"}));
    EXPECT_THAT(plan.new_subjects, ElementsAre("Алгебра", "Қазақ тілі"));
    EXPECT_THAT(plan.enrols, SizeIs(2));
}

TEST(Roster, CountsTheFirstEnrolmentFromTheFirstBell) {
    RosterFacts facts = in_october();
    facts.class_placements = {{kAidos, "5А"}};
    const RosterPlan plan = plan_roster(facts);
    ASSERT_THAT(plan.enrols, SizeIs(1));
    EXPECT_EQ(plan.enrols[0].valid_from, "2026-09-01");
}

TEST(Roster, MovesALearnerFromToday) {
    RosterFacts facts = in_october();
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", true}};
    facts.class_placements = {{kAidos, "5Б"}};
    const RosterPlan plan = plan_roster(facts);
    ASSERT_THAT(plan.leaves, SizeIs(1));
    EXPECT_EQ(plan.leaves[0].class_id, kFiveA);
    EXPECT_EQ(plan.leaves[0].last_day, "2026-10-13");
    ASSERT_THAT(plan.enrols, SizeIs(1));
    EXPECT_EQ(plan.enrols[0].label.text(), "5Б");
    EXPECT_EQ(plan.enrols[0].valid_from, "2026-10-14");
}

TEST(Roster, KeepsTheDaysBetweenLeavingAClassAndComingBack) {
    RosterFacts facts = in_october();
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", false, "", "2026-09-20"},
                        {kFiveA, kShugyla, "2026-09-01", false, "", "2026-10-13"}};
    facts.class_placements = {{kAidos, "5А"}, {kShugyla, "5А"}};
    for (const RosterPlan& plan : {plan_members(facts), plan_roster(facts)}) {
        ASSERT_THAT(plan.enrols, SizeIs(2));
        EXPECT_EQ(plan.enrols[0].valid_from, "2026-10-14");
        EXPECT_EQ(plan.enrols[0].away_from, "2026-09-21");
        EXPECT_EQ(plan.enrols[1].away_from, "") << "left yesterday, is back today";
    }
    facts.class_placements = {{kAidos, "5Б"}};
    EXPECT_EQ(plan_roster(facts).enrols.at(0).away_from, "") << "another class";
}

TEST(Roster, ForgetsAClassALearnerWasNeverIn) {
    RosterFacts facts = in_october();
    facts.today = "2026-08-20";
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", true}};
    facts.class_placements = {{kAidos, "5Б"}};
    const RosterPlan plan = plan_roster(facts);
    ASSERT_THAT(plan.leaves, SizeIs(1));
    EXPECT_EQ(plan.leaves[0].last_day, "");
    ASSERT_THAT(plan.enrols, SizeIs(1));
    EXPECT_EQ(plan.enrols[0].valid_from, "2026-09-01");
}

TEST(Roster, EndsTheEnrolmentOfWhoIsNoLongerPlaced) {
    RosterFacts facts = in_october();
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", true}};
    const RosterPlan plan = plan_roster(facts);
    EXPECT_THAT(plan.leaves, SizeIs(1));
    EXPECT_THAT(plan.enrols, IsEmpty());
}

TEST(Roster, ChangesNothingTheSecondTime) {
    RosterFacts facts = in_october();
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", false},
                        {kFiveB, kAidos, "2026-10-01", true},
                        {kFiveA, kShugyla, "2026-09-01", true}};
    facts.class_placements = {{kAidos, "5-б"}, {kShugyla, "5А"}};
    facts.subjects = facts.subject_labels = {"Химия"};
    const RosterPlan plan = plan_roster(facts);
    EXPECT_THAT(plan.new_classes, IsEmpty());
    EXPECT_THAT(plan.new_subjects, IsEmpty());
    EXPECT_THAT(plan.leaves, IsEmpty());
    EXPECT_THAT(plan.enrols, IsEmpty());
}

TEST(Roster, NamesLabelsNobodyCanRead) {
    RosterFacts facts = in_october();
    facts.class_placements = {{kAidos, "балабақша"}};
    EXPECT_THAT(plan_roster(facts).unread_labels, ElementsAre("балабақша"));
}

TEST(Roster, EntersWhoCameFromAnotherSchoolFromTheirFirstDay) {
    RosterFacts facts = in_october();
    constexpr LearnerId kNew{3}, kLater{4}, kUnknown{5};
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", true}};
    facts.class_placements = {{kAidos, "5А", "2026-09-01"},
                              {kNew, "5Б", "2026-10-12"},
                              {kLater, "5Б", "2026-10-20"},
                              {kShugyla, "5Б", "2026-08-01"},
                              {kUnknown, "9Я", "2026-10-12"}};
    const RosterPlan plan = plan_members(facts);
    std::vector<std::string> entered;
    for (const Enrol& enrol : plan.enrols)
        entered.push_back(enrol.learner.text() + " " + enrol.label.text() + " " + enrol.valid_from);
    EXPECT_THAT(entered, ElementsAre("3 5Б 2026-10-12", "4 5Б 2026-10-20", "2 5Б 2026-09-01"));
    EXPECT_THAT(plan.new_classes, IsEmpty()) << "no class by hand";
    for (const Enrol& enrol : plan.enrols)
        facts.enrolments.push_back({kFiveB, enrol.learner, enrol.valid_from, true});
    EXPECT_THAT(plan_members(facts).enrols, IsEmpty()) << "once";
}

TEST(Roster, LetsWhoLeftTheSchoolLeaveTheClassOnTheirLastDay) {
    RosterFacts facts = in_october();
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", true, "2026-10-02"},
                        {kFiveA, kShugyla, "2026-09-01", true, "2026-11-01"}};
    facts.class_placements = {{kShugyla, "5А"}};
    for (const RosterPlan& plan : {plan_members(facts), plan_roster(facts)}) {
        ASSERT_THAT(plan.leaves, SizeIs(1));
        EXPECT_EQ(plan.leaves[0].learner, kAidos);
        EXPECT_EQ(plan.leaves[0].last_day, "2026-10-02") << "not yesterday";
        EXPECT_THAT(plan.enrols, IsEmpty());
    }
    facts.enrolments[0].last_day_here = "2026-08-20";
    EXPECT_EQ(plan_members(facts).leaves.at(0).last_day, "") << "never in the class";
}

TEST(Roster, IsNotAppliedAgainWhereSomebodyLeavesOrComesBack) {
    RosterFacts facts = in_october();
    facts.enrolments = {{kFiveA, kAidos, "2026-09-01", false}};
    facts.class_placements = {{kAidos, "5А"}, {kShugyla, "6В"}};
    facts.subject_labels = {"Химия"};  // it has another name by now
    const RosterPlan plan = plan_members(facts);
    EXPECT_THAT(plan.new_subjects, IsEmpty());
    EXPECT_THAT(plan.new_classes, IsEmpty());
    ASSERT_THAT(plan.enrols, SizeIs(1)) << "who was there before";
    EXPECT_EQ(plan.enrols[0].learner, kAidos);
    EXPECT_EQ(plan.enrols[0].label.text(), "5А");
    facts.enrolments.push_back({kFiveB, kAidos, "2026-10-01", true});
    EXPECT_THAT(plan_members(facts).enrols, IsEmpty()) << "in another class by hand";
}

// Remembers what it was told to begin.
class EmptySchool final : public RosterStore {
public:
    std::optional<Calendar> published_calendar(int year) override {
        if (year != 2026) return {};
        return Calendar{kYear, {{1, "2026-09-01", "2027-05-25"}}, {}};
    }
    void begin_year(const Calendar& calendar) override { begun = calendar; }
    RosterFacts facts(const SchoolYear& year, const std::string& today) override {
        RosterFacts facts;
        facts.today = today;
        facts.year = year;
        facts.class_placements = {{kAidos, "5А"}};
        return facts;
    }
    RosterAdditions apply(const SchoolYear& year, const RosterPlan& plan) override {
        applied = year;
        return {{{ClassId{7}, plan.new_classes.at(0)}}, {}};
    }

    Calendar begun;
    SchoolYear applied;
};

TEST(Roster, TakesThePublishedCalendar) {
    EmptySchool school;
    apply_roster(school, "2027-05-28");
    EXPECT_EQ(school.begun.year.year, 2026);
    EXPECT_FALSE(school.begun.year.provisional);
    EXPECT_THAT(school.begun.terms, SizeIs(1));
}

TEST(Roster, MakesACalendarWhereNoneIsPublished) {
    for (const auto& [today, year] : {std::pair{"2027-06-01", 2027},
                                      {"2028-01-15", 2027},
                                      {"2029-08-20", 2029},
                                      {"2030-03-01", 2029}}) {
        EmptySchool school;
        const auto [applied, plan, added] = apply_roster(school, today);
        EXPECT_EQ(school.begun.year.year, year) << today;
        EXPECT_TRUE(school.begun.year.provisional);
        EXPECT_THAT(school.begun.terms, SizeIs(4));
        EXPECT_EQ(school.applied.year, year);
        EXPECT_EQ(applied.year, year);
        EXPECT_THAT(plan.new_classes, ElementsAre(ClassLabel{5, "А"}));
        ASSERT_THAT(added.classes, SizeIs(1));
        EXPECT_EQ(added.classes[0].id, ClassId{7});
        EXPECT_EQ(plan.enrols.at(0).valid_from, std::to_string(year) + "-09-01");
    }
}

}  // namespace
}  // namespace kerege::school
