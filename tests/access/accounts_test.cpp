#include "host/src/access/accounts.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::HasSubstr;

constexpr const char* kAddress = "203.0.113.7";

class AccountsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (!IsSkipped()) make_accounts();
    }
    Result<SignedIn> sign_in(PersonId person) {
        return accounts->sign_in(login_of(person), password_of(person), kAddress);
    }
};

// U1.8: logins are unique.
TEST_P(AccountsTest, AreOnePerPersonAndLogin) {
    database->run(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, created_at_ms) values (7, 'Ә', 'Б', '', '', '', '', 0)");
    auto transaction = (**database).write();
    const PersonId person{7};
    const auto kind = [&](const NewAccount& account) {
        return create_account(transaction, clock, account).fault().kind;
    };
    EXPECT_EQ(kind({kTeacher, "another", "kk"}), FaultKind::conflict);
    EXPECT_EQ(kind({person, "person1", "kk"}), FaultKind::conflict);
    EXPECT_EQ(kind({person, "Әлия", "kk"}), FaultKind::invalid);
    EXPECT_EQ(kind({person, "", "kk"}), FaultKind::invalid);
    EXPECT_EQ(kind({person, "person7", "de"}), FaultKind::invalid);
    EXPECT_TRUE(create_account(transaction, clock, {person, "person7", "ru"}));
    transaction.commit();
    EXPECT_FALSE(accounts->sign_in("person7", "", kAddress)) << "no password was issued yet";
}

TEST_P(AccountsTest, OpenWithLoginAndPassword) {
    const auto signed_in = sign_in(kTeacher);
    ASSERT_TRUE(signed_in);
    EXPECT_EQ(signed_in->person, kTeacher);
    ASSERT_EQ(signed_in->memberships.size(), 2u);
    EXPECT_EQ(signed_in->memberships[0].membership, MembershipId{22}) << "employee before guardian";
    EXPECT_EQ(signed_in->memberships[0].organisation_name, "А мектебі");
    EXPECT_EQ(signed_in->memberships[1].profile, KEREGE_PROFILE_GUARDIAN);
    EXPECT_TRUE(accounts->sign_in(" Person2\n", password_of(kTeacher), kAddress));
    EXPECT_EQ(database->number("select first_login_at_ms from core_account where person_id = 2"),
              clock.now_ms());
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'session.begun' "
                               "and person_id = 2 and organisation_id = 10"),
              2);
}

TEST_P(AccountsTest, BeginASessionWithTheFirstMembership) {
    const auto signed_in = sign_in(kTeacher);
    ASSERT_TRUE(signed_in);
    const auto session = sessions->find(signed_in->token);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->scope.membership, MembershipId{22});
}

// The comparison takes its time; a slip printed meanwhile ends what the old password opens.
TEST_P(AccountsTest, AreNotOpenedByAPasswordThatIsReplacedMeanwhile) {
    auto settings = quick();
    settings.password_cost = {19456, 60, 1};
    Accounts costly(**database, *sessions, audit, ids, clock, local_time, settings);
    const auto scope = scope_of({}, kSchoolA, {}, KEREGE_PROFILE_OPERATOR);
    const auto issued = costly.issue_temporary_password(scope, MembershipId{31}, {});
    ASSERT_TRUE(issued);
    std::optional<Result<SignedIn>> outcome;
    std::thread signs_in(
        [&] { outcome = costly.sign_in(issued->login, issued->password, kAddress); });
    while (database->number("select count(*) from core_login_failure") == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    database->run("update core_account set password_hash = 'another' where person_id = 3");
    database->run("delete from core_session where person_id = 3");
    signs_in.join();
    ASSERT_FALSE(outcome->ok());
    EXPECT_EQ(outcome->fault().kind, FaultKind::forbidden);
    EXPECT_EQ(database->number("select count(*) from core_session where person_id = 3"), 0);
}

TEST_P(AccountsTest, SayTheSameAboutAWrongLoginAndAWrongPassword) {
    const auto wrong_login = accounts->sign_in("nobody", password_of(kTeacher), kAddress);
    const auto wrong_password = accounts->sign_in("person2", "Correct horse 3", kAddress);
    ASSERT_FALSE(wrong_login);
    ASSERT_FALSE(wrong_password);
    EXPECT_EQ(wrong_login.fault().user_message, wrong_password.fault().user_message);
    EXPECT_EQ(wrong_login.fault().kind, wrong_password.fault().kind);
}

// The time of a sign-in is that of its one comparison, whoever's login it is.
TEST_P(AccountsTest, CompareOncePerAttemptWhateverTheLogin) {
    database->run("update core_account set password_hash = null where person_id = 3");
    const std::string long_password(5000, 'x');
    const std::pair<const char*, const char*> attempts[] = {{"person2", "Correct horse 2"},
                                                            {"person2", "wrong"},
                                                            {"nobody", "wrong"},
                                                            {"person3", "no password yet"},
                                                            {"", ""},
                                                            {"person2", long_password.c_str()}};
    for (const auto& [login, password] : attempts) {
        const auto before = accounts->comparisons();
        (void)accounts->sign_in(login, password, kAddress);
        EXPECT_EQ(accounts->comparisons() - before, 1u) << login;
    }
}

TEST_P(AccountsTest, StayShutWithoutAMembershipThatIsValidToday) {
    const auto shut = sign_in(kBetweenSchools);
    ASSERT_FALSE(shut);
    EXPECT_THAT(shut.fault().user_message, HasSubstr("no access at the moment"));
    EXPECT_TRUE(accounts->memberships_of(kBetweenSchools).empty());
    clock.advance(29 * kDayMs);  // 1 October
    const auto open = sign_in(kBetweenSchools);
    ASSERT_TRUE(open);
    EXPECT_EQ(open->memberships[0].membership, MembershipId{62});
}

TEST_P(AccountsTest, HashAgainWhenTheCostHasChanged) {
    auto settings = quick();
    settings.password_cost.memory_kib = 128;
    Accounts costlier(**database, *sessions, audit, ids, clock, local_time, settings);
    const std::string rehashed =
        "select count(*) from core_account where password_hash like '$argon2id$v=19$m=128,%'";
    EXPECT_EQ(database->number(rehashed), 0);
    ASSERT_TRUE(costlier.sign_in("person2", password_of(kTeacher), kAddress));
    EXPECT_EQ(database->number(rehashed), 1);
    EXPECT_TRUE(costlier.sign_in("person2", password_of(kTeacher), kAddress));
    EXPECT_TRUE(sign_in(kTeacher)) << "the hash says itself what it cost";
}

TEST_P(AccountsTest, KnowTheirLanguage) {
    auto scope = scope_of(kTeacher, kSchoolA, MembershipId{22});
    const auto token = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    ASSERT_EQ(sessions->find(token)->scope.locale, "kk");
    ASSERT_TRUE(accounts->set_locale(scope, "en"));
    EXPECT_EQ(sessions->find(token)->scope.locale, "en");
    EXPECT_EQ(sessions->find(token)->scope.organisation_name, "School A");
    EXPECT_EQ(accounts->memberships_of(kTeacher)[1].organisation_name, "School B");
    EXPECT_FALSE(accounts->set_locale(scope, "de"));
    scope.person = PersonId{99};
    EXPECT_EQ(accounts->set_locale(scope, "kk").fault().kind, FaultKind::not_found);
}

// U3.2: the first login checks the personal data, and reports mistakes.
TEST_P(AccountsTest, TakeTheFirstLoginsConfirmation) {
    const auto session = session_of(kTeacher, kSchoolA, MembershipId{22});
    ASSERT_TRUE(session.must_confirm);
    ASSERT_TRUE(accounts->confirm_personal_data(session.scope));
    EXPECT_FALSE(session_of(kTeacher, kSchoolA, MembershipId{22}).must_confirm);
    const int64_t confirmed_at_ms = clock.now_ms();
    clock.advance(kHourMs);
    ASSERT_TRUE(accounts->confirm_personal_data(session.scope));
    EXPECT_EQ(database->number("select confirmed_at_ms from core_person where id = 2"),
              confirmed_at_ms);
}

// U3.2: the first login checks the personal data, and reports mistakes.
TEST_P(AccountsTest, PassOnThatDataAreWrong) {
    const auto learner = scope_of(kLearner, kSchoolA, MembershipId{31}, KEREGE_PROFILE_LEARNER);
    const auto administrator = scope_of(kAdministrator, kSchoolA, MembershipId{11});
    const auto elsewhere = scope_of(kTwoSchools, kSchoolB, MembershipId{42});
    EXPECT_EQ(accounts->report_wrong_data(learner, {" \n "}).fault().fields.at(0).field, "message");
    EXPECT_FALSE(accounts->report_wrong_data(learner, {std::string(2001, 'x')}));
    ASSERT_TRUE(accounts->report_wrong_data(learner, {" Туған күнім 8 шілде емес, 9 шілде. "}));
    EXPECT_TRUE(accounts->open_reports(elsewhere).empty());
    const auto reports = accounts->open_reports(administrator);
    ASSERT_EQ(reports.size(), 1u);
    EXPECT_EQ(reports[0].message, "Туған күнім 8 шілде емес, 9 шілде.");
    EXPECT_EQ(reports[0].person_name, "Оспан Дана");
    EXPECT_EQ(accounts->close_report(elsewhere, reports[0].id).fault().kind, FaultKind::not_found);
    EXPECT_EQ(accounts->close_report(administrator, reports[0].id).fault().fields.at(0).field,
              "outcome");
    EXPECT_TRUE(accounts->close_report(administrator, reports[0].id, {"corrected", ""}));
    EXPECT_FALSE(accounts->close_report(administrator, reports[0].id, {"corrected", ""}))
        << "closed already";
    EXPECT_TRUE(accounts->open_reports(administrator).empty());
}

// U3.2: at any time, each of the fixed data, of a child too; and the answer comes back.
TEST_P(AccountsTest, AnswerWhatIsReportedAsWrong) {
    const auto parent = scope_of(kTwoSchools, kSchoolA, MembershipId{41});
    const auto administrator = scope_of(kAdministrator, kSchoolA, MembershipId{11});
    EXPECT_EQ(accounts->report_wrong_data(parent, {"x", "phone"}).fault().fields.at(0).field,
              "field");
    ASSERT_TRUE(accounts->report_wrong_data(parent, {"9 шілде", "birth_date", kLearner}));
    ASSERT_TRUE(accounts->report_wrong_data(parent, {"Ким емес", "family_name"}));
    ASSERT_TRUE(accounts->report_wrong_data(parent, {"Ким емес", "family_name"}))
        << "the form twice";
    const auto open = accounts->open_reports(administrator);
    ASSERT_EQ(open.size(), 2u);
    EXPECT_EQ(open[0].person, kLearner);
    EXPECT_EQ(open[0].field, "birth_date");
    EXPECT_EQ(open[0].by_name, "Ким Виктор");
    EXPECT_EQ(open[1].by_name, "");
    EXPECT_EQ(accounts->open_reports(administrator, kLearner).size(), 1u);
    const auto silent = accounts->close_report(administrator, open[0].id, {"kept", " "});
    EXPECT_EQ(silent.fault().fields.at(0).field, "report_answer");
    ASSERT_TRUE(accounts->close_report(administrator, open[0].id, {"kept", "Куәлікте 8 шілде."}));
    const auto own = accounts->own_reports(parent);
    ASSERT_EQ(own.size(), 2u) << "the newest first";
    EXPECT_EQ(own[0].closed_at_ms, 0);
    EXPECT_EQ(own[1].outcome, "kept");
    EXPECT_EQ(own[1].answer, "Куәлікте 8 шілде.");
    EXPECT_EQ(own[1].person_name, "Оспан Дана");
    const auto child = scope_of(kLearner, kSchoolA, MembershipId{31}, KEREGE_PROFILE_LEARNER);
    EXPECT_TRUE(accounts->own_reports(child).empty()) << "what a parent wrote is the parent's";
}

TEST_P(AccountsTest, TakeOnlySoManyReportsOfOnePerson) {
    const auto learner = scope_of(kLearner, kSchoolA, MembershipId{31}, KEREGE_PROFILE_LEARNER);
    for (int64_t i = 0; i < kOpenReportsMax; ++i) {
        ASSERT_TRUE(accounts->report_wrong_data(learner, {"Қате " + std::to_string(i)}));
    }
    EXPECT_EQ(accounts->report_wrong_data(learner, {"Тегім қате"}).fault().kind,
              FaultKind::too_many);
}

INSTANTIATE_TEST_SUITE_P(Databases, AccountsTest,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
