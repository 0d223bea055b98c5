// U1.6: the person is one, the memberships many. On both databases.
#include "host/src/access/joinings.hpp"

#include "host/src/directory/event_sink.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

class NoEvents final : public directory::EventSink {
public:
    void publish(data::Transaction&, OrganisationId organisation, std::string_view topic,
                 std::string_view, std::string_view) override {
        last = organisation.text() + " " + std::string(topic);
    }
    std::string last;
};

// The administrator of school A takes in whoever is nobody there yet.
class JoiningsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        make_accounts();
        joinings = std::make_unique<Joinings>(**database, *sessions, audit, events, ids, clock,
                                              local_time);
        here = scope_of(kAdministrator, kSchoolA, membership_of(kAdministrator));
        newcomer = scope_of(kOfficial, kRegion, membership_of(kOfficial), KEREGE_PROFILE_REGION);
    }
    MembershipId membership_of(PersonId person) {
        return {database->number("select min(id) from core_membership where person_id = " +
                                 person.text())};
    }
    JoinWish wish(const std::string& code) {
        return {login_of(kOfficial), code, "employee", " Teacher  of chess ", {}};
    }
    int64_t memberships() {
        return database->number("select count(*) from core_membership where person_id = " +
                                kOfficial.text());
    }
    static std::string field_of(const Result<MembershipId>& joined) {
        if (joined || joined.fault().fields.empty()) return "none";
        return joined.fault().fields.front().field;
    }

    NoEvents events;
    std::unique_ptr<Joinings> joinings;
    Scope here, newcomer;
};

// U1.6
TEST_P(JoiningsTest, NeedThePersonAndTheOtherOrganisation) {
    EXPECT_EQ(field_of(joinings->join(here, wish("anything"))), "code") << "who made none";
    const auto code = joinings->make_code(newcomer);
    ASSERT_TRUE(code);
    EXPECT_EQ(
        database->number("select count(*) from core_join_code where code_hash = '" + *code + "'"),
        0)
        << "kept as a hash";
    EXPECT_EQ(field_of(joinings->join(here, wish(*code + "x"))), "code");
    const auto joined = joinings->join(here, wish(*code));
    ASSERT_TRUE(joined) << joined.fault().log_text;
    EXPECT_EQ(memberships(), 2) << "what they are elsewhere goes on";
    EXPECT_EQ(database->text("select profile || ' ' || position from core_membership where id = " +
                             joined->text()),
              "employee Teacher of chess");
    EXPECT_EQ(events.last, kSchoolA.text() + " core.members.changed");
    EXPECT_EQ(audited("membership.joined"), 1);
    EXPECT_EQ(database->number("select organisation_id from core_audit where action = "
                               "'membership.joined_elsewhere'"),
              kRegion.value);
    EXPECT_EQ(field_of(joinings->join(here, wish(*code))), "code") << "used up";
    const auto again = joinings->make_code(newcomer);
    EXPECT_EQ(joinings->join(here, wish(*again)).fault().kind, FaultKind::conflict)
        << "here already";
    const auto choices = accounts->memberships_of(kOfficial);
    EXPECT_EQ(choices.size(), 2u) << "switched in the header";
}

TEST_P(JoiningsTest, ACodeIsOldAfterAWeekAndGoneAfterFiveGuesses) {
    const auto code = joinings->make_code(newcomer);
    clock.advance(kJoinCodeMs);
    EXPECT_EQ(field_of(joinings->join(here, wish(*code))), "code");
    const auto fresh = joinings->make_code(newcomer);
    for (int i = 0; i < kJoinFailuresMax; ++i)
        EXPECT_EQ(field_of(joinings->join(here, wish("guess"))), "code");
    EXPECT_EQ(field_of(joinings->join(here, wish(*fresh))), "code");
    EXPECT_EQ(memberships(), 1);
    EXPECT_FALSE(joinings->make_code(
        scope_of(kLearner, kSchoolA, membership_of(kLearner), KEREGE_PROFILE_LEARNER)))
        << "learners move by a transfer";
}

TEST_P(JoiningsTest, ParentsComeWithTheirChildren) {
    const std::string code = *joinings->make_code(newcomer);
    JoinWish parent{login_of(kOfficial), code, "guardian", "", {}};
    EXPECT_EQ(field_of(joinings->join(here, parent)), "children");
    parent.children = {login_of(kTeacher)};
    EXPECT_EQ(field_of(joinings->join(here, parent)), "children") << "no learner";
    EXPECT_EQ(memberships(), 1) << "all or nothing";
    parent.profile = "learner";
    EXPECT_EQ(field_of(joinings->join(here, parent)), "profile");
    parent.profile = "guardian";
    parent.children = {login_of(kLearner)};
    const auto joined = joinings->join(here, parent);
    ASSERT_TRUE(joined) << joined.fault().log_text;
    EXPECT_EQ(database->number("select learner_membership_id from core_guardianship where "
                               "guardian_membership_id = " +
                               joined->text()),
              membership_of(kLearner).value);
}

TEST_P(JoiningsTest, NobodyTakesThemselvesInAndTheMachineNeedsNoCode) {
    const std::string own = *joinings->make_code(here);
    EXPECT_EQ(
        joinings->join(here, {login_of(kAdministrator), own, "guardian", "", {login_of(kLearner)}})
            .fault()
            .kind,
        FaultKind::conflict);
    Scope console;
    console.organisation = kSchoolA;
    EXPECT_EQ(field_of(joinings->join(console, {"nobody", "", "employee", "", {}})), "code");
    EXPECT_TRUE(joinings->join(console, wish("")));
    EXPECT_EQ(memberships(), 2);
}

KEREGE_ON_BOTH_DATABASES(JoiningsTest);

}  // namespace
}  // namespace kerege::access
