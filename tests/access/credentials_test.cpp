#include <gmock/gmock.h>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::HasSubstr;

constexpr const char* kAddress = "203.0.113.7";

class CredentialsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (!IsSkipped()) make_accounts();
    }
    auto issue(const Scope& scope, MembershipId membership) {
        const std::string password = scope.person ? password_of(scope.person) : std::string();
        return accounts->issue_temporary_password(scope, membership, {password, {}});
    }
    static Scope administrator() { return scope_of(kAdministrator, kSchoolA, MembershipId{11}); }
};

class ChangePassword : public CredentialsTest {};

TEST_P(ChangePassword, EndsAllOtherSessions) {
    const auto here = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    const auto there = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    const auto others = sessions->begin(kLearner, kSchoolA, MembershipId{31});
    ASSERT_TRUE(sessions->find(here) && sessions->find(there) && sessions->find(others));
    ASSERT_TRUE(
        accounts->change_password(*sessions->find(here), password_of(kTeacher), "көк тау 57"));
    EXPECT_TRUE(sessions->find(here));
    EXPECT_FALSE(sessions->find(there));
    EXPECT_TRUE(sessions->find(others));
    EXPECT_TRUE(accounts->sign_in("person2", "көк тау 57", kAddress));
    EXPECT_FALSE(accounts->sign_in("person2", password_of(kTeacher), kAddress));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'password.changed'"),
              1);
}

TEST_P(ChangePassword, NamesTheFieldThatIsWrong) {
    const auto session = session_of(kTeacher, kSchoolA, MembershipId{22});
    const auto field = [&](const char* old_password, const char* new_password) {
        const auto outcome = accounts->change_password(session, old_password, new_password);
        return outcome.ok() ? "" : outcome.fault().fields.at(0).field;
    };
    EXPECT_EQ(field("wrong", "көк тау 57"), "old_password");
    EXPECT_EQ(field("Correct horse 2", "short"), "new_password");
    EXPECT_EQ(field("Correct horse 2", "Жұмабаев Әлихан"), "new_password");
    EXPECT_EQ(field("Correct horse 2", "Correct horse 2"), "new_password") << "the same again";
    EXPECT_EQ(field("Correct horse 2", "көк тау 57"), "");
}

// U4.17: a new password every three months, none of the last five; its loss is reported from the
// product.
TEST_P(ChangePassword, TakesNoneOfTheLastFive) {
    const auto session = session_of(kTeacher, kSchoolA, MembershipId{22});
    const auto nth = [](int number) { return "тау мен өзен " + std::to_string(number); };
    std::string current = password_of(kTeacher);
    const auto change = [&](const std::string& to) {
        const auto outcome = accounts->change_password(session, current, to);
        if (outcome) current = to;
        return outcome.ok();
    };
    for (int number = 1; number <= 6; ++number) ASSERT_TRUE(change(nth(number))) << number;
    for (int number = 2; number <= 6; ++number) EXPECT_FALSE(change(nth(number))) << number;
    EXPECT_EQ(database->number("select count(*) from core_password_history"), 5);
    EXPECT_TRUE(change(nth(1))) << "the sixth from the end";
    EXPECT_FALSE(change(nth(6)));
    EXPECT_TRUE(change(nth(2)));
}

TEST_P(ChangePassword, TakesNoneOfAsManyAsTheOperatorSays) {
    AccountSettings settings = quick();
    settings.passwords_remembered = 7;
    settings.password_letters_min = 15;
    Accounts stricter(**database, *sessions, audit, ids, clock, local_time, settings);
    const auto session = session_of(kTeacher, kSchoolA, MembershipId{22});
    std::string current = password_of(kTeacher);
    const auto change = [&](const std::string& to) {
        const auto outcome = stricter.change_password(session, current, to);
        if (outcome) current = to;
        return outcome;
    };
    for (int number = 1; number <= 8; ++number)
        ASSERT_TRUE(change("тау мен өзен " + std::to_string(10 + number))) << number;
    EXPECT_EQ(database->number("select count(*) from core_password_history"), 7);
    EXPECT_FALSE(change("тау мен өзен 12")) << "the seventh from the end";
    EXPECT_TRUE(change("тау мен өзен 11"));
    const auto short_one = change("тау мен өзен 1");
    ASSERT_FALSE(short_one);
    EXPECT_EQ(short_one.fault().values.at(0).second, "15");
}

// K3.3.7: printed and handed over, or sent by mail.
TEST_P(CredentialsTest, OpenAnAccountOnceAndStandNowhereInClear) {
    const auto issued = issue(administrator(), MembershipId{31});
    ASSERT_TRUE(issued);
    EXPECT_EQ(issued->person, kLearner);
    EXPECT_EQ(issued->family_name, "Оспан");
    EXPECT_EQ(issued->login, "person3");
    EXPECT_TRUE(accounts->sign_in(issued->login, issued->password, kAddress));
    EXPECT_EQ(database->number("select count(*) from core_account where password_hash like '%" +
                               issued->password + "%'"),
              0);
    const auto another = issue(administrator(), MembershipId{31});
    ASSERT_TRUE(another);
    EXPECT_NE(another->password, issued->password);
    EXPECT_FALSE(accounts->sign_in(issued->login, issued->password, kAddress));
    EXPECT_TRUE(session_of(kLearner, kSchoolA, MembershipId{31}).must_change_password);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'password.issued' "
                               "and person_id = 1 and organisation_id = 10"),
              2);
    EXPECT_EQ(audited("password.issued", R"({"proved_by":"password"})"), 2);
}

// Whoever finds an administrator's session open gets hold of nobody's account, nor of that one.
TEST_P(CredentialsTest, AreIssuedByWhoProvesThatItIsThey) {
    const auto with = [&](std::string_view password) {
        return accounts->issue_temporary_password(administrator(), MembershipId{31},
                                                  {password, {}});
    };
    const auto refused = with("x");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().fields.at(0).field, "password");
    EXPECT_EQ(with("").fault().fields.at(0).field, "password");
    EXPECT_TRUE(accounts->sign_in("person3", password_of(kLearner), kAddress)) << "nothing is done";
    EXPECT_EQ(audited("proof.failed"), 2);
    for (int i = 0; i < 3; ++i) (void)with("x");
    EXPECT_EQ(with(password_of(kAdministrator)).fault().kind, FaultKind::too_many);
    EXPECT_TRUE(accounts->sign_in("person1", password_of(kAdministrator), kAddress))
        << "signing in is counted apart";
    clock.advance(2 * kMinuteMs);
    EXPECT_TRUE(with(password_of(kAdministrator)));
}

TEST_P(CredentialsTest, AreNotIssuedForOneself) {
    const auto refused = issue(administrator(), MembershipId{11});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::forbidden);
    EXPECT_THAT(refused.fault().user_message, HasSubstr("My account"));
    EXPECT_EQ(audited("password.issued"), 0);
}

TEST_P(CredentialsTest, EndSessionsAndLetInAtOnce) {
    const auto token = sessions->begin(kLearner, kSchoolA, MembershipId{31});
    ASSERT_TRUE(sessions->find(token));
    for (int i = 0; i < 6; ++i) (void)accounts->sign_in("person3", "wrong", kAddress);
    ASSERT_FALSE(accounts->sign_in("person3", password_of(kLearner), kAddress));
    const auto issued = issue(administrator(), MembershipId{31});
    ASSERT_TRUE(issued);
    EXPECT_FALSE(sessions->find(token));
    EXPECT_TRUE(accounts->sign_in("person3", issued->password, kAddress));
}

TEST_P(CredentialsTest, AreNotIssuedForAnotherSchool) {
    const auto before =
        database->number("select count(*) from core_account where password_temporary = 1");
    for (const int64_t stranger : {42, 51, 99}) {
        const auto refused = issue(administrator(), MembershipId{stranger});
        ASSERT_FALSE(refused) << stranger;
        EXPECT_EQ(refused.fault().kind, FaultKind::not_found) << stranger;
    }
    EXPECT_EQ(database->number("select count(*) from core_account where password_temporary = 1"),
              before);
    EXPECT_TRUE(accounts->sign_in("person3", password_of(kLearner), kAddress));
}

TEST_P(CredentialsTest, AreNotIssuedToThoseWhoLeft) {
    EXPECT_EQ(issue(administrator(), MembershipId{61}).fault().kind, FaultKind::not_found);
}

// The teacher 41 at A runs school B: a slip printed at A would open B.
TEST_P(CredentialsTest, DontOpenDutiesElsewhere) {
    const auto refused = issue(administrator(), MembershipId{41});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::forbidden);
    EXPECT_THAT(refused.fault().user_message, HasSubstr("another organisation"));
    const auto console = scope_of({}, kSchoolA, {}, KEREGE_PROFILE_OPERATOR);
    EXPECT_TRUE(issue(console, MembershipId{41}));
    EXPECT_EQ(issue(administrator(), MembershipId{22}).fault().kind, FaultKind::forbidden)
        << "what is known of a child elsewhere is not this school's to open";
}

TEST_P(CredentialsTest, OfOperatorsAndOfficialsAreNotASchoolsToIssue) {
    const auto with_profile = [&](const std::string& profile) {
        database->run("update core_membership set profile = '" + profile + "' where id = 31");
    };
    const auto console = scope_of({}, kSchoolA, {}, KEREGE_PROFILE_OPERATOR);
    const auto operators = scope_of(kOfficial, kSchoolA, {}, KEREGE_PROFILE_OPERATOR);
    for (const char* profile : {"ministry", "region", "district"}) {
        with_profile(profile);
        EXPECT_EQ(issue(administrator(), MembershipId{31}).fault().kind, FaultKind::forbidden);
        EXPECT_TRUE(issue(operators, MembershipId{31}));
    }
    with_profile("operator");
    EXPECT_EQ(issue(administrator(), MembershipId{31}).fault().kind, FaultKind::forbidden);
    EXPECT_EQ(issue(operators, MembershipId{31}).fault().kind, FaultKind::forbidden)
        << "nor another operator's";
    EXPECT_TRUE(issue(console, MembershipId{31}));
}

const auto kDatabases = testing::Values(data::Dialect::sqlite, data::Dialect::postgresql);
INSTANTIATE_TEST_SUITE_P(Databases, CredentialsTest, kDatabases, dialect_name);
INSTANTIATE_TEST_SUITE_P(Databases, ChangePassword, kDatabases, dialect_name);

}  // namespace
}  // namespace kerege::access
