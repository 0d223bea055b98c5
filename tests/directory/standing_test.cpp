// Kinds of organisations and their states, on both databases.
#include "host/src/directory/standing.hpp"

#include "host/src/directory/modules.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::IsEmpty;

// U1.15: what may hang where. U1.6: which kind may hold which of the six profiles.
TEST(OrganisationKinds, SayWhatMayStandWhereAndWhoBelongsThere) {
    for (const auto above : {"ministry", "region", "district", "school"}) {
        EXPECT_TRUE(may_stand_beneath("state_body", above)) << above;
        EXPECT_TRUE(may_stand_beneath("self_government", above)) << above;
    }
    EXPECT_TRUE(may_stand_beneath("training_centre", "state_body"));
    EXPECT_FALSE(may_stand_beneath("region", "region"));
    EXPECT_FALSE(may_stand_beneath("school", "training_centre"));
    EXPECT_TRUE(may_stand_beneath("course_provider", "")) << "any kind may be a top";
    EXPECT_FALSE(may_stand_beneath("shop", ""));
    EXPECT_THAT(kinds_beneath("course_provider"), IsEmpty());
    for (const auto profile : {"employee", "learner", "guardian"})
        EXPECT_TRUE(may_hold("school", profile)) << profile;
    EXPECT_FALSE(may_hold("school", "district"));
    EXPECT_TRUE(may_hold("region", "region"));
    EXPECT_FALSE(may_hold("region", "learner"));
    EXPECT_TRUE(may_hold("training_centre", "learner"));
    EXPECT_FALSE(may_hold("training_centre", "guardian"));
    EXPECT_TRUE(may_hold("district", "operator"));
    EXPECT_FALSE(may_hold("shop", "employee"));
}

class StandingTest : public HouseTest {
protected:
    std::vector<std::string> refused(const StatusWish& wish) {
        const auto set = standings->set(school, wish, by, ministry);
        EXPECT_FALSE(set);
        std::vector<std::string> fields;
        if (!set)
            for (const auto& field : set.fault().fields) fields.push_back(field.field);
        return fields;
    }
    void set(const std::string& status, const std::string& day, const std::string& why = "себеп") {
        const auto done = standings->set(school, {status, day, why}, by, ministry);
        EXPECT_TRUE(done) << (done ? "" : done.fault().log_text);
    }
};

// U1.15: dated status, of which nothing is lost.
TEST_P(StandingTest, HoldsFromItsDay) {
    EXPECT_EQ(standings->today(school), "active");
    EXPECT_THAT(standings->history(school), IsEmpty());
    set("suspended", "");
    set("closed", "04.09.2026");
    EXPECT_EQ(standings->today(school), "suspended");
    EXPECT_EQ(standings->not_active(region).at(school), "suspended");
    EXPECT_THAT(standings->not_active(other_school), IsEmpty());
    clock.advance(2 * kDayMs);
    EXPECT_EQ(standings->today(school), "closed");
    EXPECT_EQ(standings->not_active({}).at(school), "closed");
    set("active", "", "");
    EXPECT_EQ(standings->today(school), "active") << "of one day the later entry";
    EXPECT_THAT(standings->not_active({}), IsEmpty());
    const auto history = standings->history(school);
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[0].status, "active");
    EXPECT_EQ(history[1].first_day, "2026-09-04");
    EXPECT_EQ(history[2].reason, "себеп");
    set("active", "", "again");
    EXPECT_EQ(standings->history(school).size(), 3U) << "it holds already";
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'organisation.status'"),
              3);
    EXPECT_ANY_THROW(database->run("update core_organisation_status set reason = 'x'"));
    EXPECT_ANY_THROW(database->run("delete from core_organisation_status"));
}

TEST_P(StandingTest, RefusesWhatCanNotBe) {
    using testing::ElementsAre;
    EXPECT_THAT(refused({"asleep", "", ""}), ElementsAre("status"));
    EXPECT_THAT(refused({"closed", "31.02.2027", "x"}), ElementsAre("status_from"));
    EXPECT_THAT(refused({"closed", "01.09.2026", "x"}), ElementsAre("status_from"));
    EXPECT_THAT(refused({"closed", "01.09.2062", "x"}), ElementsAre("status_from"));
    EXPECT_THAT(refused({"suspended", "", " "}), ElementsAre("status_reason"));
    EXPECT_THAT(refused({"closed", "", std::string(501, 'x')}), ElementsAre("status_reason"));
    const auto own = standings->set(school, {"closed", "", "x"}, by, school);
    ASSERT_FALSE(own);
    EXPECT_EQ(own.fault().kind, FaultKind::conflict) << "nobody shuts the door behind themselves";
    EXPECT_EQ(database->number("select count(*) from core_organisation_status"), 0);
}

TEST_P(StandingTest, OfAClosedOneTurnsModulesOffThereAlone) {
    Modules modules(**database, audit, clock, local_time);
    modules.set_known({{"school", {}, true}});
    EXPECT_TRUE(modules.on("school", school));
    const auto done = standings->set(region, {"closed", "", "қайта құру"}, by, ministry);
    ASSERT_TRUE(done);
    set("suspended", "");
    modules.reload();
    EXPECT_FALSE(modules.on("school", region));
    EXPECT_TRUE(modules.on("school", school)) << "what is beneath goes on; suspended ones look";
    EXPECT_EQ(database->number("select count(*) from core_module_reach where module = 'school' "
                               "and organisation_id = " +
                               region.text()),
              0);
    ASSERT_TRUE(standings->set(region, {"active", "", ""}, by, ministry));
    modules.reload();
    EXPECT_TRUE(modules.on("school", region));
}

TEST_P(StandingTest, KeepsLearnersOutOfWhatHasNone) {
    const auto staged =
        rosters->stage(region, by, roster::Kind::learners, "list.csv",
                       "Class,Surname,Name,Birth date,Sex\n5А,Бек,Айдос,01.09.2015,м\n");
    ASSERT_FALSE(staged);
    EXPECT_EQ(staged.fault().kind, FaultKind::invalid);
}

KEREGE_ON_BOTH_DATABASES(StandingTest);

}  // namespace
}  // namespace kerege::directory
