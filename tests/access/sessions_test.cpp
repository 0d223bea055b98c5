#include "host/src/access/sessions.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "host/src/access/roles.hpp"
#include "host/src/directory/standing.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SessionsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (!IsSkipped()) make_accounts();
    }
    // A second host on the same database.
    std::unique_ptr<Sessions> another_host() {
        return std::make_unique<Sessions>(**database, permissions, clock, SessionSettings{});
    }
    std::string begin_for_teacher() {
        return sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    }
};

TEST_P(SessionsTest, AreKnownOnceFoundAndUntilTheyEnd) {
    const auto token = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    EXPECT_FALSE(sessions->known(token));
    ASSERT_TRUE(sessions->find(token));
    EXPECT_TRUE(sessions->known(token));
    clock.advance(60'000);
    EXPECT_TRUE(sessions->known(token)) << "also when it has to be read again";
    EXPECT_FALSE(sessions->known(std::string(43, 'x')));
    database->run("delete from core_session");
    EXPECT_FALSE(sessions->find(token));
    EXPECT_FALSE(sessions->known(token));
}

TEST_P(SessionsTest, KnowWhoAsks) {
    const auto token = sessions->begin(kAdministrator, kSchoolA, MembershipId{11});
    EXPECT_THAT(token, testing::MatchesRegex("[A-Za-z0-9_-]{43}"));
    const auto session = sessions->find(token);
    ASSERT_TRUE(session);
    const Scope& scope = session->scope;
    EXPECT_EQ(scope.person, kAdministrator);
    EXPECT_EQ(scope.organisation, kSchoolA);
    EXPECT_EQ(scope.membership, MembershipId{11});
    EXPECT_EQ(scope.profile, KEREGE_PROFILE_EMPLOYEE);
    EXPECT_THAT(scope.roles, ElementsAre("administrator", "teacher"));
    EXPECT_EQ(scope.locale, "kk");
    EXPECT_EQ(scope.person_name, "Серікова Айгүл");
    EXPECT_EQ(scope.organisation_name, "А мектебі");
    const auto import = static_cast<size_t>(permissions.index(permission::kRosterImport));
    EXPECT_TRUE(scope.permissions[import]);
    EXPECT_EQ(session->csrf_secret.size(), 64u);
    EXPECT_FALSE(session->must_confirm);
    EXPECT_FALSE(session->must_change_password);
}

TEST_P(SessionsTest, KeepOnlyTheTokensDigest) {
    const auto token = begin_for_teacher();
    EXPECT_EQ(database->number("select count(*) from core_session where token_hash = '" +
                               sessions->find(token)->token_hash + "'"),
              1);
    EXPECT_EQ(database->number("select count(*) from core_session where token_hash like '%" +
                               token + "%'"),
              0);
}

TEST_P(SessionsTest, SurviveARestart) {
    const auto token = begin_for_teacher();
    sessions.reset();
    sessions = another_host();
    const auto session = sessions->find(token);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->scope.person, kTeacher);
}

TEST_P(SessionsTest, RefuseWrongTokens) {
    auto token = begin_for_teacher();
    EXPECT_FALSE(sessions->find(""));
    EXPECT_FALSE(sessions->find(token.substr(0, 42)));
    EXPECT_FALSE(sessions->find(token + "A"));
    EXPECT_FALSE(sessions->find(std::string(1'000'000, 'A')));
    token[0] = token[0] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(sessions->find(token));
}

// A membership of somebody else in the row gives nothing.
TEST_P(SessionsTest, NeedTheirOwnMembership) {
    EXPECT_FALSE(sessions->find(sessions->begin(kLearner, kSchoolA, MembershipId{11})));
    EXPECT_FALSE(sessions->find(sessions->begin(kTeacher, kSchoolB, MembershipId{22})));
}

TEST_P(SessionsTest, GiveALearnerNoMoreThanThat) {
    const auto session = session_of(kLearner, kSchoolA, MembershipId{31});
    EXPECT_THAT(session.scope.roles, ElementsAre("learner"));
    EXPECT_TRUE(session.scope.permissions.none());
}

TEST_P(SessionsTest, ExpireWhenIdle) {
    const auto token = begin_for_teacher();
    clock.advance(11 * kHourMs);
    EXPECT_TRUE(sessions->find(token));
    sessions->maintain();
    clock.advance(11 * kHourMs);
    EXPECT_TRUE(sessions->find(token)) << "used eleven hours ago";
    sessions->maintain();
    clock.advance(12 * kHourMs + kMinuteMs);
    EXPECT_FALSE(sessions->find(token));
}

TEST_P(SessionsTest, ExpireWhenOldHoweverUsed) {
    const auto token = sessions->begin(kAdministrator, kSchoolA, MembershipId{11});
    for (int halves = 1; halves < 14 * 4; ++halves) {
        clock.advance(6 * kHourMs);
        ASSERT_TRUE(sessions->find(token)) << halves;
        sessions->maintain();
    }
    clock.advance(6 * kHourMs);
    EXPECT_FALSE(sessions->find(token));
}

TEST_P(SessionsTest, AreDeletedOnceExpired) {
    begin_for_teacher();
    sessions->delete_expired();
    EXPECT_EQ(database->number("select count(*) from core_session"), 1);
    clock.advance(15 * kDayMs);
    sessions->delete_expired();
    EXPECT_EQ(database->number("select count(*) from core_session"), 0);
}

TEST_P(SessionsTest, WriteDownUsesAtMostOnceAMinute) {
    const auto token = begin_for_teacher();
    const auto seen_at = [&] {
        sessions->maintain();
        return database->number("select seen_at_ms from core_session");
    };
    const int64_t begun_at_ms = clock.now_ms();
    clock.advance(59'000);
    ASSERT_TRUE(sessions->find(token));
    EXPECT_EQ(seen_at(), begun_at_ms);
    clock.advance(2'000);
    ASSERT_TRUE(sessions->find(token));
    EXPECT_EQ(seen_at(), begun_at_ms + 61'000);
}

TEST_P(SessionsTest, EndHereAtOnceAndOnOtherHostsSoon) {
    const auto other = another_host();
    const auto token = begin_for_teacher();
    const auto session = sessions->find(token);
    ASSERT_TRUE(session && other->find(token));
    sessions->end(*session);
    EXPECT_FALSE(sessions->find(token));
    clock.advance(5'001);
    EXPECT_FALSE(other->find(token));
}

TEST_P(SessionsTest, EndAllOfAPersonAndNobodyElses) {
    const auto one = begin_for_teacher();
    const auto two = begin_for_teacher();
    const auto other = sessions->begin(kLearner, kSchoolA, MembershipId{31});
    ASSERT_TRUE(sessions->find(one) && sessions->find(two) && sessions->find(other));
    sessions->end_all(kTeacher);
    EXPECT_FALSE(sessions->find(one));
    EXPECT_FALSE(sessions->find(two));
    EXPECT_TRUE(sessions->find(other));
}

TEST_P(SessionsTest, AreServedFromMemory) {
    const auto token = begin_for_teacher();
    ASSERT_TRUE(sessions->find(token));
    database->run("delete from core_session");
    EXPECT_TRUE(sessions->find(token)) << "no statement within five seconds";
    clock.advance(5'001);
    EXPECT_FALSE(sessions->find(token));
}

TEST_P(SessionsTest, AreReadAgainWhenForgotten) {
    const auto token = begin_for_teacher();
    ASSERT_TRUE(sessions->find(token)->must_confirm) << "not confirmed in world.sql";
    database->run("update core_person set confirmed_at_ms = 1 where id = 2");
    EXPECT_TRUE(sessions->find(token)->must_confirm);
    sessions->forget(kTeacher);
    EXPECT_FALSE(sessions->find(token)->must_confirm);
    database->run("update core_account set locale = 'ru' where person_id = 2");
    sessions->forget_all();
    EXPECT_EQ(sessions->find(token)->scope.organisation_name, "Школа А");
}

// U4.17: a new password every three months, none of the last five; its loss is reported from the
// product.
TEST_P(SessionsTest, AskForANewPasswordWhenItIsOldOrTemporary) {
    database->run("update core_account set password_set_at_ms = " +
                  std::to_string(clock.now_ms() - 90 * kDayMs + 1'000) + " where person_id = 1");
    database->run("update core_account set password_temporary = 1 where person_id = 3");
    const auto old = sessions->begin(kAdministrator, kSchoolA, MembershipId{11});
    EXPECT_FALSE(sessions->find(old)->must_change_password);
    clock.advance(6'000);
    EXPECT_TRUE(sessions->find(old)->must_change_password);
    EXPECT_TRUE(session_of(kLearner, kSchoolA, MembershipId{31}).must_change_password);
}

TEST_P(SessionsTest, EndWithTheMembership) {
    const auto token = begin_for_teacher();  // valid until 3 September
    clock.advance(6 * kHourMs);              // 2 September, 14:00
    ASSERT_TRUE(sessions->find(token));
    sessions->maintain();
    clock.advance(10 * kHourMs - 1);  // midnight, less a millisecond
    ASSERT_TRUE(sessions->find(token));
    sessions->maintain();
    clock.advance(11 * kHourMs);
    ASSERT_TRUE(sessions->find(token)) << "the last day counts";
    sessions->maintain();
    clock.advance(11 * kHourMs);
    ASSERT_TRUE(sessions->find(token));
    sessions->maintain();
    clock.advance(2 * kHourMs + 1);  // 4 September
    EXPECT_FALSE(sessions->find(token));
    EXPECT_FALSE(sessions->find(sessions->begin(kBetweenSchools, kSchoolA, MembershipId{61})));
    EXPECT_FALSE(sessions->find(sessions->begin(kBetweenSchools, kSchoolB, MembershipId{62})));
}

// U1.6: six profiles; one person holds several, in several organisations.
TEST_P(SessionsTest, SwitchToAnotherMembership) {
    const auto token = begin_for_teacher();
    const auto session = sessions->find(token);
    ASSERT_TRUE(accounts->switch_membership(*session, MembershipId{21}));
    const auto switched = sessions->find(token);
    ASSERT_TRUE(switched);
    EXPECT_EQ(switched->scope.organisation, kSchoolB);
    EXPECT_THAT(switched->scope.roles, ElementsAre("guardian"));
    EXPECT_EQ(switched->csrf_secret, session->csrf_secret);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'membership.switched' and organisation_id = 20 and person_id = 2 "
                               "and subject = 'membership:21'"),
              1);

    EXPECT_EQ(accounts->switch_membership(*switched, MembershipId{42}).fault().kind,
              FaultKind::not_found)
        << "somebody else's";
    EXPECT_EQ(accounts->switch_membership(*switched, MembershipId{99}).fault().kind,
              FaultKind::not_found);
    const auto between = session_of(kTwoSchools, kSchoolB, MembershipId{42});
    EXPECT_FALSE(accounts->switch_membership(between, MembershipId{61}));
    accounts->sign_out(*switched, "request-3");
    EXPECT_FALSE(sessions->find(token));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'session.signed_out' and organisation_id = 20 and person_id = 2 "
                               "and request_id = 'request-3'"),
              1);
    EXPECT_FALSE(accounts->switch_membership(*switched, MembershipId{22})) << "it has ended";
    EXPECT_EQ(audited("membership.switched"), 1);
}

// Many threads look sessions up while others end and forget them: each sees its own or none.
TEST_P(SessionsTest, AreFoundByManyThreadsAtOnce) {
    constexpr int kTokens = 16;
    std::vector<std::string> tokens;
    for (int i = 0; i < kTokens; ++i) {
        tokens.push_back(i % 2 == 0 ? begin_for_teacher()
                                    : sessions->begin(kLearner, kSchoolA, MembershipId{31}));
    }
    std::atomic<int> wrong{0};
    std::atomic<int> found{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < 6; ++number) {
        threads.emplace_back([&, number] {
            for (int i = 0; i < 1500; ++i) {
                const int at = (i + number) % kTokens;
                const auto session = sessions->find(tokens[static_cast<size_t>(at)]);
                if (session) ++found;
                if (session && session->scope.person != (at % 2 == 0 ? kTeacher : kLearner))
                    ++wrong;
                if (number == 0 && i % 50 == 0) sessions->forget(kTeacher);
                if (number == 1 && i % 400 == 0) sessions->maintain();
                if (number == 2 && i == 1000) sessions->end_all(kTeacher);
                if (number == 3) clock.advance(10);
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(found, 1000);
    EXPECT_FALSE(sessions->find(tokens[0]));
    EXPECT_TRUE(sessions->find(tokens[1]));
}

// U1.15: what the state of an organisation means for its people.
TEST_P(SessionsTest, FollowTheStateOfTheOrganisation) {
    directory::Standings standings(**database, audit, ids, clock, local_time);
    const auto enter = [&](const std::string& status) {
        EXPECT_TRUE(standings.set(kSchoolA, {status, "", "x"}, {}, {}));
        sessions->forget_all();
    };
    const auto of_teacher = begin_for_teacher();
    const auto of_learner = sessions->begin(kLearner, kSchoolA, MembershipId{31});
    ASSERT_TRUE(sessions->find(of_learner));
    enter("suspended");
    ASSERT_TRUE(sessions->find(of_learner));
    EXPECT_TRUE(sessions->find(of_learner)->suspended) << "looks, and changes nothing";
    EXPECT_TRUE(sessions->find(of_teacher)->suspended);
    EXPECT_FALSE(sessions->find(of_teacher)->restricted) << "nobody's profile is";
    enter("preparation");
    EXPECT_FALSE(sessions->find(of_learner));
    ASSERT_TRUE(sessions->find(of_teacher));
    EXPECT_FALSE(sessions->find(of_teacher)->suspended);
    EXPECT_FALSE(accounts->sign_in(login_of(kLearner), password_of(kLearner), "10.0.0.1"));
    enter("closed");
    ASSERT_TRUE(sessions->find(of_teacher));
    EXPECT_TRUE(sessions->find(of_teacher)->leaving())
        << "fetches what is theirs, and nothing else";
    EXPECT_TRUE(sessions->find(of_teacher)->scope.permissions.none());
    EXPECT_FALSE(sessions->find(of_learner)->must_confirm) << "rights ask for nothing in return";
    const auto there = accounts->memberships_of(kTwoSchools);
    ASSERT_EQ(there.size(), 2U);
    EXPECT_EQ(there.front().organisation, kSchoolB) << "where it goes on, they begin";
    enter("active");
    EXPECT_TRUE(accounts->sign_in(login_of(kLearner), password_of(kLearner), "10.0.0.1"));
    EXPECT_TRUE(sessions->find(of_teacher)) << "nothing was thrown away";
}

// K3.4.3: the days in which people of a closed organisation come in are counted.
TEST_P(SessionsTest, AreOverSomeDaysAfterTheOrganisationIsClosed) {
    directory::Standings standings(**database, audit, ids, clock, local_time);
    ASSERT_TRUE(standings.set(kSchoolA, {"closed", "", "x"}, {}, {}));
    clock.advance(int64_t{SessionSettings().closed_days} * 24 * 3600 * 1000);
    EXPECT_TRUE(sessions->find(sessions->begin(kAdministrator, kSchoolA, MembershipId{11})));
    ASSERT_TRUE(
        accounts->sign_in(login_of(kAdministrator), password_of(kAdministrator), "10.0.0.1"));
    clock.advance(int64_t{24} * 3600 * 1000);
    EXPECT_FALSE(sessions->find(sessions->begin(kAdministrator, kSchoolA, MembershipId{11})));
    const auto refused =
        accounts->sign_in(login_of(kAdministrator), password_of(kAdministrator), "10.0.0.1");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().log_text, "no membership is valid today");
    EXPECT_EQ(accounts->memberships_of(kTwoSchools).size(), 1U) << "elsewhere they go on";
    const auto elsewhere = session_of(kTwoSchools, kSchoolB, MembershipId{42});
    EXPECT_FALSE(accounts->switch_membership(elsewhere, MembershipId{41}));
}

INSTANTIATE_TEST_SUITE_P(Databases, SessionsTest,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
