// What was published wrongly is taken back, ended or replaced, and stays written down.
#include "tests/agreements/world.hpp"

namespace kerege::agreements {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CorrectionsTest : public DocumentsTest {
protected:
    int64_t noted(const std::string& action) {
        return database->number("select count(*) from core_audit where action = '" + action + "'");
    }
};

TEST_P(CorrectionsTest, AWrongDayBlocksNothing) {
    made("rules", kind::kBinding);
    ASSERT_TRUE(publish("rules", "бірінші"));
    const auto far = publish("rules", "екінші", "2062-09-02");
    ASSERT_FALSE(far);
    EXPECT_EQ(far.fault().fields.at(0).field, "in_force_from");
    ASSERT_EQ(*publish("rules", "екінші", "2027-09-02"), 2) << "a year ahead, mistyped";
    EXPECT_FALSE(publish("rules", "үшінші", "2026-09-03"));
    EXPECT_EQ(agreements->withdraw(document("rules"), 1, {}).fault().kind, FaultKind::conflict)
        << "it is in force";
    EXPECT_EQ(agreements->withdraw(document("rules"), 7, {}).fault().kind, FaultKind::not_found);
    ASSERT_TRUE(agreements->withdraw(document("rules"), 2, {PersonId{5}, "r"}));
    EXPECT_TRUE(agreements->withdraw(document("rules"), 2, {})) << "sent twice";
    EXPECT_EQ(noted("agreement.withdrawn"), 1);
    EXPECT_EQ(document("rules").coming("2026-09-02"), nullptr);
    EXPECT_EQ(document("rules").in_force("2027-12-31")->number, 1);
    ASSERT_EQ(*publish("rules", "үшінші", "2026-09-03"), 3);
    EXPECT_THAT(asked_of(kLearner), ElementsAre("rules/1"));
    clock.advance(400 * kDayMs);
    EXPECT_THAT(asked_of(kLearner), ElementsAre("rules/3")) << "never what was taken back";
    EXPECT_TRUE(agreements->version(document("rules"), 2)) << "it stays to be read";
}

TEST_P(CorrectionsTest, ADocumentEndsFromADayOn) {
    made("rules", kind::kBinding);
    EXPECT_EQ(agreements->end(document("rules"), "2026-09-10", {}).fault().kind,
              FaultKind::conflict)
        << "nothing is published";
    ASSERT_TRUE(publish("rules", "мәтін"));
    for (const char* day : {"2026-09-01", "2028-01-01", "2026-02-30", ""}) {
        const auto refused = agreements->end(document("rules"), day, {});
        ASSERT_FALSE(refused) << day;
        EXPECT_EQ(refused.fault().fields.at(0).field, "ended_from") << day;
    }
    ASSERT_TRUE(agreements->end(document("rules"), "2026-09-10", {}));
    EXPECT_EQ(document("rules").end(), "2026-09-10");
    ASSERT_TRUE(agreements->keep(document("rules"), {}));
    EXPECT_TRUE(agreements->keep(document("rules"), {})) << "nothing to call off";
    EXPECT_EQ(document("rules").end(), "");
    ASSERT_TRUE(agreements->end(document("rules"), "2026-09-10", {}));
    ASSERT_TRUE(agreements->end(document("rules"), "2026-09-04", {})) << "the last word counts";
    EXPECT_EQ(noted("agreement.ended"), 3);
    EXPECT_EQ(noted("agreement.kept"), 1);
    EXPECT_THAT(asked_of(kLearner), ElementsAre("rules/1"));
    clock.advance(2 * kDayMs);
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    EXPECT_EQ(document("rules").in_force("2026-09-04"), nullptr);
    EXPECT_EQ(document("rules").in_force("2026-09-03")->number, 1);
    EXPECT_EQ(agreements->keep(document("rules"), {}).fault().kind, FaultKind::conflict);
    ASSERT_TRUE(publish("rules", "жаңа"));
    EXPECT_THAT(asked_of(kLearner), ElementsAre("rules/2")) << "a newer version holds again";
    EXPECT_EQ(document("rules").end(), "");
}

TEST_P(CorrectionsTest, AnOfferEndsWithTheSameNotice) {
    made("offer", kind::kOffer);
    ASSERT_TRUE(publish("offer", "мәтін"));
    EXPECT_EQ(agreements->earliest_end(document("offer")), "2026-09-06");
    EXPECT_FALSE(agreements->end(document("offer"), "2026-09-05", {}));
    EXPECT_TRUE(agreements->end(document("offer"), "2026-09-06", {}));
    EXPECT_EQ(document("offer").coming("2026-09-02"), nullptr) << "it ends the day it would begin";
}

TEST_P(CorrectionsTest, WrongPeopleAreCorrectedByTheNextVersion) {
    made("families", kind::kBinding, {"learner"});
    ASSERT_TRUE(publish("families", "мәтін"));
    EXPECT_THAT(asked_of(kLearner), ElementsAre("families/1"));
    EXPECT_THAT(asked_of(kGuardian), IsEmpty());
    next_profiles = {"guardian", "employee"};
    ASSERT_TRUE(publish("families", "мәтін"));
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    EXPECT_THAT(asked_of(kGuardian), ElementsAre("families/2"));
    EXPECT_THAT(document("families").versions.front().profiles,
                ElementsAre("guardian", "employee"));
    EXPECT_THAT(document("families").versions.back().profiles, ElementsAre("learner"))
        << "as it was";
    EXPECT_THAT(agreements->draft(document("families")).profiles,
                ElementsAre("guardian", "employee"));
    const auto counts = agreements->counts(document("families"), 2, kRegion)->rows;
    EXPECT_EQ(counts[0].bound, 3) << "persons 1, 2 and 4";
    EXPECT_EQ(agreements->counts(document("families"), 1, kRegion)->rows[0].bound, 1);
    next_profiles = std::vector<std::string>{};
    ASSERT_TRUE(publish("families", "мәтін"));
    EXPECT_THAT(asked_of(kLearner), ElementsAre("families/3")) << "everybody";
    next_profiles = {"teacher"};
    EXPECT_EQ(publish("families", "мәтін").fault().fields.at(0).field, "profiles");
    next_profiles = {};
    next_own_age = 16;
    EXPECT_EQ(publish("families", "мәтін").fault().fields.at(0).field, "own_age");
}

TEST_P(CorrectionsTest, CountsOfFewAreAsTheyAreNow) {
    made("rules", kind::kBinding, {"learner"});
    ASSERT_TRUE(publish("rules", "мәтін"));
    const auto first = agreements->counts(document("rules"), 1, kRegion);
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    EXPECT_EQ(first->rows[0].accepted, 0);
    EXPECT_EQ(first->at_ms, clock.now_ms());
    EXPECT_EQ(agreements->counts(document("rules"), 1, kRegion)->rows[0].accepted, 1)
        << "of few people they are as they are now";
}

KEREGE_ON_BOTH_DATABASES(CorrectionsTest);

}  // namespace
}  // namespace kerege::agreements
