#include <gmock/gmock.h>

#include "host/src/access/address_keeper.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

constexpr const char* kAddress = "203.0.113.7";

// U4.18
class Recovery : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        make_accounts();
        database->run("update core_person set email = 'x@mail.example' where id <> 3");
        database->run("delete from core_membership where id = 21");  // the teacher's other school
        accounts = with({.by_mail = true, .not_for = {"official"}});
    }
    struct Switch {
        bool by_mail;
        std::vector<std::string> not_for;
    };
    std::unique_ptr<Accounts> with(const Switch& recovery) {
        auto settings = quick();
        settings.recovery_by_mail = recovery.by_mail;
        settings.recovery_not_for = recovery.not_for;
        return std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time,
                                          settings, &sent);
    }
    // The token of the letter a person is written, or empty.
    std::string letter(PersonId person) {
        sent.letters.clear();
        accounts->write_recovery_letter(person);
        return sent.letters.empty() ? std::string() : sent.letters[0].values.at(0).second;
    }

    KeptLetters sent;
};

TEST_P(Recovery, GoesToTheAddressOnFileAndOpensOnce) {
    const auto elsewhere = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    ASSERT_TRUE(sessions->find(elsewhere));
    const auto token = letter(PersonId{2});
    ASSERT_EQ(token.size(), 43u);
    EXPECT_EQ(sent.letters[0].person, kTeacher);
    EXPECT_EQ(
        database->number("select count(*) from core_ticket where token_hash = '" + token + "'"), 0);
    EXPECT_TRUE(accounts->recovery_open(token));
    EXPECT_EQ(accounts->recover(token, "short").fault().fields.at(0).field, "new_password");
    EXPECT_EQ(accounts->recover(token, password_of(kTeacher)).fault().fields.at(0).field,
              "new_password")
        << "none of the last five";
    ASSERT_TRUE(accounts->recover(token, "көк тау 57"));
    EXPECT_FALSE(sessions->find(elsewhere));
    EXPECT_FALSE(accounts->recovery_open(token));
    EXPECT_EQ(accounts->recover(token, "көк тау 58").fault().kind, FaultKind::not_found);
    EXPECT_TRUE(accounts->sign_in("person2", "көк тау 57", kAddress));
    EXPECT_EQ(database->number("select count(*) from core_audit where person_id = 2 and action in "
                               "('recovery.sent', 'password.recovered')"),
              2);
}

TEST_P(Recovery, IsNotForEverybody) {
    EXPECT_EQ(letter(PersonId{}), "") << "nobody's login";
    EXPECT_EQ(letter(PersonId{99}), "");
    EXPECT_EQ(letter(PersonId{3}), "") << "no address";
    EXPECT_EQ(letter(PersonId{5}), "") << "an official, whom the operator left out";
    EXPECT_EQ(letter(PersonId{4}), "") << "belongs to two schools: each could change the address";
    EXPECT_EQ(letter(PersonId{6}), "") << "belongs nowhere today";
    accounts = with({.by_mail = true, .not_for = {}});
    EXPECT_EQ(letter(PersonId{5}), "") << "opens more than a school";
    database->run("update core_account set password_hash = null where person_id = 2");
    EXPECT_EQ(letter(PersonId{2}), "") << "never had a password";
    EXPECT_EQ(database->number("select count(*) from core_ticket"), 0);
    accounts = with({.by_mail = false, .not_for = {}});
    EXPECT_EQ(letter(PersonId{1}), "") << "switched off";
    EXPECT_EQ(accounts->ask_recovery("person1", kAddress).fault().kind, FaultKind::not_found);
}

TEST_P(Recovery, EndsWithTimeANewerLetterOrAnotherPassword) {
    const auto late = letter(PersonId{2});
    clock.advance(30 * kMinuteMs);
    EXPECT_FALSE(accounts->recovery_open(late));
    const auto older = letter(PersonId{2});
    const auto newer = letter(PersonId{2});
    EXPECT_FALSE(accounts->recovery_open(older));
    EXPECT_TRUE(accounts->recovery_open(newer));
    ASSERT_TRUE(accounts->change_password(session_of(kTeacher, kSchoolA, MembershipId{22}),
                                          password_of(kTeacher), "көк тау 57"));
    EXPECT_FALSE(accounts->recovery_open(newer));
    clock.advance(kDayMs);
    const auto off = letter(PersonId{2});
    EXPECT_NE(off, "");
    accounts = with({.by_mail = false, .not_for = {}});
    EXPECT_FALSE(accounts->recovery_open(off));
    EXPECT_FALSE(accounts->recover(off, "көк тау 58"));
}

TEST_P(Recovery, IsAskedForOnlySoOften) {
    for (const char* login : {"person1", "nobody"}) {
        FaultKind last{};
        for (int i = 0; i < 7; ++i) {
            const auto asked = accounts->ask_recovery(login, kAddress);
            if (!asked) last = asked.fault().kind;
        }
        EXPECT_EQ(last, FaultKind::too_many) << "the same for who is somebody and who is not";
    }
    EXPECT_TRUE(accounts->ask_recovery("person1", "198.51.100.1"));
    EXPECT_EQ(*accounts->ask_recovery(" Person2\n", kAddress), kTeacher);
    EXPECT_EQ(*accounts->ask_recovery("somebody", kAddress), PersonId{});
    EXPECT_TRUE(accounts->sign_in("person1", password_of(kAdministrator), kAddress))
        << "signing in is counted apart";
}

TEST_P(Recovery, SendsThreeLettersADay) {
    std::string last;
    for (int i = 0; i < 3; ++i) last = letter(kTeacher);
    EXPECT_NE(last, "");
    EXPECT_EQ(letter(kTeacher), "");
    EXPECT_TRUE(accounts->recovery_open(last)) << "the last one still opens";
    EXPECT_NE(letter(kAdministrator), "") << "each has their own";
    clock.advance(kDayMs);
    EXPECT_NE(letter(kTeacher), "");
}

// Somebody who knows many logins of people at one address floods nobody's mailbox.
TEST_P(Recovery, SendsTenLettersADayToAMailbox) {
    for (int i = 1; i <= 4; ++i) {
        const std::string id = std::to_string(100 + i);
        database->run(
            "insert into core_person (id, family_name, given_name, patronymic, phone, "
            "email, residence, created_at_ms) values (" +
            id +
            ", 'A', 'B', '', '', 'x@mail.example', '', 0);"
            "insert into core_membership (organisation_id, id, person_id, profile, "
            "position, valid_from) values (10, " +
            id + ", " + id +
            ", 'employee', '', '2020-09-01');"
            "insert into core_account (person_id, login, password_hash, "
            "password_temporary, locale, created_at_ms) values (" +
            id + ", 'p" + id + "', 'h', 0, 'kk', 0)");
    }
    int letters = 0;
    for (int round = 0; round < 3; ++round)
        for (int i = 1; i <= 4; ++i) letters += letter(PersonId{100 + i}).empty() ? 0 : 1;
    EXPECT_EQ(letters, 10);
    EXPECT_EQ(letter(kTeacher), "") << "the same mailbox";
    database->run("update core_person set email = 'other@mail.example' where id = 2");
    EXPECT_NE(letter(kTeacher), "");
    clock.advance(kDayMs);
    EXPECT_NE(letter(PersonId{101}), "");
}

TEST_P(Recovery, TriesTenPasswordsWithALink) {
    const auto token = letter(kTeacher);
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(accounts->recovery_open(token)) << i;
        EXPECT_EQ(accounts->recover(token, password_of(kTeacher)).fault().kind, FaultKind::invalid);
    }
    EXPECT_FALSE(accounts->recovery_open(token));
    EXPECT_EQ(accounts->recover(token, "көк тау 57").fault().kind, FaultKind::not_found);
    EXPECT_TRUE(accounts->recover(letter(kTeacher), "көк тау 57")) << "another letter";
}

// Whoever gives a person another address, in whichever way, makes it known where the old one is
// read.
TEST_P(Recovery, EndsWithAnotherAddressAndTheOldOneHears) {
    const auto token = letter(kTeacher);
    AddressKeeper keeper(audit, ids, clock, local_time, &sent);
    const auto change = [&](PersonId person, MembershipId membership, std::string_view before) {
        sent.letters.clear();
        auto transaction = (**database).write();
        keeper.address_changed(transaction,
                               {kSchoolA, membership, person, kAdministrator, before, "request"});
        transaction.commit();
    };
    change(kTeacher, MembershipId{22}, "old@mail.example");
    EXPECT_FALSE(accounts->recovery_open(token));
    ASSERT_EQ(sent.letters.size(), 1u);
    EXPECT_EQ(sent.letters[0].name, "address_changed");
    EXPECT_EQ(sent.letters[0].to, "old@mail.example");
    EXPECT_EQ(sent.letters[0].membership, MembershipId{22});
    EXPECT_EQ(letter(kTeacher), "") << "none to the new one for a day";
    clock.advance(kDayMs);
    EXPECT_NE(letter(kTeacher), "");
    EXPECT_EQ(audited("address.changed"), 1);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'address.changed' "
                               "and person_id = 1 and subject = 'person:2'"),
              1);
    change(kTeacher, MembershipId{22}, "");
    EXPECT_TRUE(sent.letters.empty()) << "there was none";
    database->run("update core_account set password_hash = null where person_id = 3");
    change(kLearner, MembershipId{31}, "old@mail.example");
    EXPECT_TRUE(sent.letters.empty()) << "nobody's account yet";
    EXPECT_EQ(audited("address.changed"), 3);
}

// Nobody can be written to where there was no address: a notice on the person's pages, and a day.
TEST_P(Recovery, SaysOnThePersonsPagesThatSomebodyElseEnteredAnAddress) {
    AddressKeeper keeper(audit, ids, clock, local_time, &sent);
    const auto enter = [&](PersonId person, PersonId by_whom) {
        auto transaction = (**database).write();
        keeper.address_changed(transaction,
                               {kSchoolA, MembershipId{22}, person, by_whom, "", "request"});
        transaction.commit();
        sessions->forget(person);
    };
    const auto token = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    enter(kTeacher, kTeacher);
    EXPECT_FALSE(sessions->find(token)->address_news) << "one's own doing";
    enter(kTeacher, kAdministrator);
    const auto session = sessions->find(token);
    EXPECT_TRUE(session->address_news);
    EXPECT_EQ(accounts->address_news(*session), clock.now_ms());
    EXPECT_EQ(letter(kTeacher), "") << "none to a first one for a day";
    accounts->read_address_news(*session);
    EXPECT_FALSE(sessions->find(token)->address_news);
    EXPECT_EQ(accounts->address_news(*session), 0);
    database->run("update core_account set password_hash = null where person_id = 3");
    enter(kLearner, kAdministrator);
    EXPECT_EQ(database->number("select count(*) from core_account where address_news_at_ms is not "
                               "null"),
              0)
        << "nobody has used it";
}

TEST_P(Recovery, OpensNoSecondFactor) {
    database->run(
        "insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step) values "
        "(2, 'x', 1, 0)");
    ASSERT_TRUE(accounts->recover(letter(PersonId{2}), "көк тау 57"));
    const auto signed_in = accounts->sign_in("person2", "көк тау 57", kAddress);
    ASSERT_TRUE(signed_in);
    EXPECT_TRUE(signed_in->token.empty());
}

INSTANTIATE_TEST_SUITE_P(Databases, Recovery,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
