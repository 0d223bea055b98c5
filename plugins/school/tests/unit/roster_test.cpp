#include "src/domain/roster.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::school {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const SchoolYear kYear{2026, "2026-09-01", "2027-05-25"};
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

class NoCalendar final : public RosterStore {
public:
    std::optional<SchoolYear> calendar(const std::string&) override { return {}; }
    void begin_year(const SchoolYear&) override { ADD_FAILURE(); }
    RosterFacts facts(const SchoolYear&, const std::string&) override { return {}; }
    void apply(const SchoolYear&, const RosterPlan&) override { ADD_FAILURE(); }
};

TEST(Roster, WaitsForACalendar) {
    NoCalendar store;
    const auto plan = apply_roster(store, "2030-01-01");
    ASSERT_FALSE(plan.ok());
    EXPECT_EQ(plan.fault().kind, FaultKind::unavailable);
}

}  // namespace
}  // namespace kerege::school
