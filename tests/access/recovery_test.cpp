#include <gmock/gmock.h>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

constexpr const char* kAddress = "203.0.113.7";

class SentLetters final : public Letters {
public:
    void write(data::Transaction&, const AccountLetter& letter) override {
        letters.push_back(letter);
    }
    std::vector<AccountLetter> letters;
};

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
    // The token of the letter a login is written, or empty.
    std::string letter(std::string_view login) {
        sent.letters.clear();
        accounts->write_recovery_letter(login);
        return sent.letters.empty() ? std::string() : sent.letters[0].values.at(0).second;
    }

    SentLetters sent;
};

TEST_P(Recovery, GoesToTheAddressOnFileAndOpensOnce) {
    const auto elsewhere = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    ASSERT_TRUE(sessions->find(elsewhere));
    const auto token = letter("person2");
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
    EXPECT_EQ(letter("nobody"), "");
    EXPECT_EQ(letter(""), "");
    EXPECT_EQ(letter("person3"), "") << "no address";
    EXPECT_EQ(letter("person5"), "") << "an official, whom the operator left out";
    EXPECT_EQ(letter("person4"), "") << "belongs to two schools: each could change the address";
    EXPECT_EQ(letter("person6"), "") << "belongs nowhere today";
    accounts = with({.by_mail = true, .not_for = {}});
    EXPECT_EQ(letter("person5"), "") << "opens more than a school";
    database->run("update core_account set password_hash = null where person_id = 2");
    EXPECT_EQ(letter("person2"), "") << "never had a password";
    EXPECT_EQ(database->number("select count(*) from core_ticket"), 0);
    accounts = with({.by_mail = false, .not_for = {}});
    EXPECT_EQ(letter("person1"), "") << "switched off";
    EXPECT_EQ(accounts->ask_recovery("person1", kAddress).fault().kind, FaultKind::not_found);
}

TEST_P(Recovery, EndsWithTimeANewerLetterOrAnotherPassword) {
    const auto late = letter("person2");
    clock.advance(30 * kMinuteMs);
    EXPECT_FALSE(accounts->recovery_open(late));
    const auto older = letter("person2");
    const auto newer = letter("person2");
    EXPECT_FALSE(accounts->recovery_open(older));
    EXPECT_TRUE(accounts->recovery_open(newer));
    ASSERT_TRUE(accounts->change_password(session_of(kTeacher, kSchoolA, MembershipId{22}),
                                          password_of(kTeacher), "көк тау 57"));
    EXPECT_FALSE(accounts->recovery_open(newer));
    const auto off = letter("person2");
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
    EXPECT_EQ(*accounts->ask_recovery(" Person2\n", kAddress), "person2");
    EXPECT_TRUE(accounts->sign_in("person1", password_of(kAdministrator), kAddress))
        << "signing in is counted apart";
}

TEST_P(Recovery, OpensNoSecondFactor) {
    database->run(
        "insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step) values "
        "(2, 'x', 1, 0)");
    ASSERT_TRUE(accounts->recover(letter("person2"), "көк тау 57"));
    const auto signed_in = accounts->sign_in("person2", "көк тау 57", kAddress);
    ASSERT_TRUE(signed_in);
    EXPECT_TRUE(signed_in->token.empty());
}

INSTANTIATE_TEST_SUITE_P(Databases, Recovery,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
