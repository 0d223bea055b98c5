#include <gmock/gmock.h>

#include "host/src/access/device.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

constexpr const char* kAddress = "203.0.113.7";

TEST(Devices, AreNamedInAFewWords) {
    const auto mozilla = [](const char* system, const char* rest) {
        return device_of(std::string("Mozilla/5.0 (").append(system).append(") ").append(rest));
    };
    const char* const kChrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0";
    EXPECT_EQ(mozilla("Windows NT 10.0; Win64; x64; rv:128.0", "Gecko/20100101 Firefox/128.0"),
              "Firefox · Windows");
    EXPECT_EQ(mozilla("Linux; Android 10; K", kChrome), "Chrome · Android");
    EXPECT_EQ(mozilla("Windows NT 10.0", std::string(kChrome).append(" YaBrowser/24.6").c_str()),
              "Yandex Browser · Windows");
    EXPECT_EQ(mozilla("Windows NT 10.0", std::string(kChrome).append(" Edg/126.0").c_str()),
              "Edge · Windows");
    EXPECT_EQ(mozilla("iPhone; CPU iPhone OS 17_5 like Mac OS X",
                      "AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"),
              "Safari · iPhone");
    EXPECT_EQ(mozilla("Macintosh; Intel Mac OS X 10_15_7", "Version/17.5 Safari/605.1.15"),
              "Safari · macOS");
    EXPECT_EQ(device_of("curl/8.5 (Linux)"), "Linux");
    EXPECT_EQ(device_of(""), "");
    EXPECT_EQ(device_of("<script>\"Firefox/"), "Firefox") << "nothing of the header itself";
}

class OwnSessions : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        make_accounts();
        accounts = std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time,
                                              quick(), &letters);
    }
    std::string sign_in(PersonId person, const char* device) {
        const auto signed_in =
            accounts->sign_in(login_of(person), password_of(person), kAddress, {}, device);
        return signed_in ? signed_in->token : std::string();
    }

    KeptLetters letters;
};

TEST_P(OwnSessions, AreListedWithTheirDevices) {
    const auto phone = sign_in(kTeacher, "Chrome · Android");
    clock.advance(kMinuteMs);
    const auto desk = sign_in(kTeacher, "Firefox · Windows");
    sign_in(kLearner, "Safari · iPhone");
    const auto here = sessions->find(desk);
    ASSERT_TRUE(here);
    const auto listed = accounts->sessions_of(*here);
    ASSERT_EQ(listed.size(), 2u) << "nobody else's";
    EXPECT_EQ(listed[0].device, "Firefox · Windows");
    EXPECT_TRUE(listed[0].here);
    EXPECT_EQ(listed[1].device, "Chrome · Android");
    EXPECT_FALSE(listed[1].here);
    EXPECT_EQ(listed[1].begun_at_ms, clock.now_ms() - kMinuteMs);
    EXPECT_EQ(listed[1].used_at_ms, clock.now_ms() - kMinuteMs);
    EXPECT_NE(listed[1].key, sessions->find(phone)->token_hash) << "the digest stays inside";
}

TEST_P(OwnSessions, EndOneByOne) {
    const auto phone = sign_in(kTeacher, "Chrome · Android");
    const auto desk = sign_in(kTeacher, "Firefox · Windows");
    const auto stranger = sign_in(kLearner, "Safari · iPhone");
    const auto here = *sessions->find(desk);
    const auto there = *sessions->find(stranger);
    ASSERT_TRUE(sessions->find(phone));
    const auto foreign = accounts->sessions_of(there)[0].key;
    EXPECT_EQ(accounts->end_session(here, foreign).fault().kind, FaultKind::not_found);
    EXPECT_EQ(accounts->end_session(here, "").fault().kind, FaultKind::not_found);
    for (const auto& session : accounts->sessions_of(here)) {
        if (!session.here) {
            ASSERT_TRUE(accounts->end_session(here, session.key));
        }
    }
    EXPECT_FALSE(sessions->find(phone));
    EXPECT_TRUE(sessions->find(desk));
    EXPECT_TRUE(sessions->find(stranger));
    EXPECT_EQ(audited("session.ended"), 1);
}

TEST_P(OwnSessions, EndAllOthers) {
    const auto phone = sign_in(kTeacher, "Chrome · Android");
    const auto desk = sign_in(kTeacher, "Firefox · Windows");
    ASSERT_TRUE(sessions->find(phone));
    accounts->end_other_sessions(*sessions->find(desk));
    EXPECT_FALSE(sessions->find(phone));
    EXPECT_TRUE(sessions->find(desk));
    EXPECT_EQ(audited("sessions.ended"), 1);
}

// U4.17, U8.5, K6.3: whoever says so chooses the next password with it, and everybody responsible
// hears.
TEST_P(OwnSessions, EndWithACompromisedAccount) {
    database->run("update core_person set email = 'a@mail.example' where id in (1, 4)");
    const auto thief = sign_in(kTeacher, "Chrome · Android");
    const auto desk = sign_in(kTeacher, "Firefox · Windows");
    ASSERT_TRUE(sessions->find(thief));
    const auto here = *sessions->find(desk);
    const auto field = [&](const char* old_password, const char* new_password) {
        const auto refused = accounts->report_compromised(here, old_password, new_password);
        return refused ? "" : refused.fault().fields.at(0).field;
    };
    EXPECT_EQ(field("x", "көк тау 57"), "old_password");
    EXPECT_EQ(field("Correct horse 2", "short"), "new_password");
    EXPECT_EQ(field("Correct horse 2", "Correct horse 2"), "new_password");
    EXPECT_TRUE(sessions->find(thief)) << "nothing is done yet";
    EXPECT_EQ(audited("account.compromised"), 0);

    // Half signed in, a link for a new password, a key that is being set up.
    database->run(
        "insert into core_ticket (token_hash, person_id, purpose, mark, expires_at_ms) values "
        "('a', 2, 'code', 'x', 9999999999999), ('b', 2, 'recovery', 'x', 9999999999999), "
        "('c', 3, 'recovery', 'x', 9999999999999)");
    database->run(
        "insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step) values "
        "(2, 'x', null, 0), (3, 'x', 1, 0)");
    const auto token = accounts->report_compromised(here, password_of(kTeacher), "көк тау 57",
                                                    "Firefox · Windows");
    ASSERT_TRUE(token);
    EXPECT_FALSE(sessions->find(thief));
    EXPECT_FALSE(sessions->find(desk)) << "the cookie may have been taken as well";
    const auto fresh = sessions->find(*token);
    ASSERT_TRUE(fresh);
    EXPECT_FALSE(fresh->must_change_password) << "it is done";
    EXPECT_FALSE(accounts->sign_in("person2", password_of(kTeacher), kAddress));
    EXPECT_EQ(database->number("select count(*) from core_ticket"), 1) << "nobody else's";
    EXPECT_EQ(database->number("select count(*) from core_second_factor"), 1);

    // Employee at A, guardian at B.
    const auto of_a = accounts->open_reports(scope_of(kAdministrator, kSchoolA, MembershipId{11}));
    const auto of_b = accounts->open_reports(scope_of(kTwoSchools, kSchoolB, MembershipId{42}));
    ASSERT_EQ(of_a.size(), 1u);
    ASSERT_EQ(of_b.size(), 1u);
    EXPECT_TRUE(of_a[0].compromised);
    EXPECT_EQ(of_a[0].person, kTeacher);
    EXPECT_EQ(audited("account.compromised"), 2);
    ASSERT_EQ(letters.letters.size(), 2u);
    EXPECT_EQ(letters.letters[0].name, "compromised");
    EXPECT_THAT((std::vector{letters.letters[0].person, letters.letters[1].person}),
                testing::UnorderedElementsAre(kAdministrator, kTwoSchools));

    // Said twice, it is one report.
    ASSERT_TRUE(accounts->report_compromised(*fresh, "көк тау 57", "көк тау 58"));
    EXPECT_EQ(accounts->open_reports(scope_of(kAdministrator, kSchoolA, {})).size(), 1u);
    EXPECT_EQ(letters.letters.size(), 2u);
}

// Where the account is that of the only administrator, the operators above hear of it.
TEST_P(OwnSessions, ACompromisedAdministratorIsToldAbove) {
    database->run("update core_person set email = 'a@mail.example' where id in (1, 2, 5)");
    database->run("update core_membership set profile = 'operator' where id = 51");
    const auto here = *sessions->find(sign_in(kAdministrator, "Firefox · Windows"));
    ASSERT_TRUE(accounts->report_compromised(here, password_of(kAdministrator), "көк тау 57"));
    ASSERT_EQ(letters.letters.size(), 1u);
    EXPECT_EQ(letters.letters[0].person, kOfficial);
    EXPECT_EQ(letters.letters[0].organisation, kRegion);
    EXPECT_EQ(letters.letters[0].membership, MembershipId{51});
    EXPECT_EQ(audited("account.compromised"), 1);
}

// Of an account that was reported before the password was chosen in the same step.
TEST_P(OwnSessions, AskForAPasswordWhereACompromisedAccountStillWaitsForOne) {
    database->run("update core_account set compromised_at_ms = 1 where person_id = 2");
    const auto again = sign_in(kTeacher, "Firefox · Windows");
    ASSERT_TRUE(sessions->find(again)->must_change_password);
    ASSERT_TRUE(
        accounts->change_password(*sessions->find(again), password_of(kTeacher), "көк тау 57"));
    EXPECT_FALSE(sessions->find(again)->must_change_password);
}

INSTANTIATE_TEST_SUITE_P(Databases, OwnSessions,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
