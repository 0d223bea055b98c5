// K3.2.4, U8.1, K3.1.4: what the operator restricts and blocks, on both databases.
#include "host/src/access/restrictions.hpp"

#include <gmock/gmock.h>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::ElementsAre;

constexpr const char* kAddress = "203.0.113.9";

class KeptLetters final : public Letters {
public:
    void write(data::Transaction&, const AccountLetter& letter) override {
        letters.push_back(letter);
    }
    std::vector<AccountLetter> letters;
};

// The clock stands at 2026-09-02 08:00.
class RestrictionsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        make_accounts();
        database->run("update core_person set email = 'x@mail.example'");
        // Person 5 runs the installation, and is an operator.
        database->run("update core_membership set profile = 'operator' where id = 51");
        restrictions = std::make_unique<Restrictions>(**database, *sessions, audit, ids, clock,
                                                      local_time, &sent);
        elsewhere = std::make_unique<Sessions>(**database, permissions, clock, SessionSettings{});
        scope = scope_of(PersonId{5}, kRegion, MembershipId{51}, KEREGE_PROFILE_OPERATOR);
    }
    Result<> impose(const std::string& login, const std::string& level,
                    const std::string& until = {}, const std::string& note = {}) {
        return restrictions->impose(scope, {login, level, "6.4", note, until});
    }
    static std::string field_of(const Result<>& done) {
        if (done || done.fault().fields.empty()) return "none";
        return done.fault().fields.front().field;
    }
    static FaultKind kind_of(const Result<>& done) {
        return done ? FaultKind::internal : done.fault().kind;
    }

    KeptLetters sent;
    std::unique_ptr<Restrictions> restrictions;
    std::unique_ptr<Sessions> elsewhere;  // of another host
    Scope scope;
};

// C4.1, C4.2
TEST_P(RestrictionsTest, ABlockEndsSessionsHereAtOnceAndElsewhereInSeconds) {
    const auto token = sessions->begin(kTwoSchools, kSchoolA, MembershipId{41});
    ASSERT_TRUE(sessions->find(token));
    ASSERT_TRUE(elsewhere->find(token));
    ASSERT_TRUE(impose("person4", "blocked"));
    EXPECT_FALSE(sessions->find(token));
    clock.advance(5001);
    EXPECT_FALSE(elsewhere->find(token));
    // A session that was being begun at that moment opens nothing.
    const auto late = sessions->begin(kTwoSchools, kSchoolA, MembershipId{41});
    EXPECT_FALSE(sessions->find(late));
}

TEST_P(RestrictionsTest, WhoIsBlockedIsToldOnlyAfterTheRightPassword) {
    ASSERT_TRUE(impose("person4", "blocked", "2026-09-05 18:30"));
    const auto wrong = accounts->sign_in("person4", "Wrong horse 4", kAddress);
    const auto nobody = accounts->sign_in("nobody", "Wrong horse 4", kAddress);
    EXPECT_EQ(wrong.fault().user_message, nobody.fault().user_message);
    const auto right = accounts->sign_in("person4", password_of(kTwoSchools), kAddress);
    ASSERT_FALSE(right);
    EXPECT_NE(right.fault().user_message, wrong.fault().user_message);
    EXPECT_EQ(right.fault().values.at(0).second, "05.09.2026 18:30");
    EXPECT_EQ(database->number("select count(*) from core_session"), 0);
    // It ends by itself.
    clock.advance(4 * kDayMs);
    EXPECT_TRUE(accounts->sign_in("person4", password_of(kTwoSchools), kAddress));
    EXPECT_FALSE(restrictions->of(kTwoSchools));
    EXPECT_EQ(restrictions->past(kRegion).size(), 1u);
}

// K3.2.4, U8.1
TEST_P(RestrictionsTest, WhoIsRestrictedGoesOnLooking) {
    const auto token = sessions->begin(kTwoSchools, kSchoolA, MembershipId{41});
    ASSERT_FALSE(sessions->find(token)->restricted);
    ASSERT_TRUE(elsewhere->find(token));
    ASSERT_TRUE(impose("person4", "restricted"));
    EXPECT_TRUE(sessions->find(token)->restricted);
    clock.advance(5001);
    EXPECT_TRUE(elsewhere->find(token)->restricted);
    EXPECT_TRUE(accounts->sign_in("person4", password_of(kTwoSchools), kAddress));
    const auto present = restrictions->present(kRegion);
    ASSERT_EQ(present.size(), 1u);
    ASSERT_TRUE(restrictions->lift(scope, present.at(0).id));
    EXPECT_FALSE(sessions->find(token)->restricted);
    EXPECT_EQ(kind_of(restrictions->lift(scope, present.at(0).id)), FaultKind::not_found);
}

TEST_P(RestrictionsTest, OneAtATimeAndTheSameOnlyOnce) {
    ASSERT_TRUE(impose("person3", "restricted", "2026-09-03", "first"));
    ASSERT_TRUE(impose("person3", "restricted", "03.09.2026", "first"));
    EXPECT_EQ(database->number("select count(*) from core_restriction"), 1);
    EXPECT_EQ(database->number("select until_ms from core_restriction"),
              local_time.at_ms(local_time.day_number(clock.now_ms()) + 2, 0))
        << "the day counts to its end";
    ASSERT_TRUE(impose("person3", "blocked"));
    EXPECT_TRUE(restrictions->of(kLearner)->blocked);
    EXPECT_EQ(restrictions->past(kRegion).at(0).ended_at_ms, clock.now_ms());
    ASSERT_TRUE(impose("person3", "restricted", "2026-09-03"));
    clock.advance(3 * kDayMs);
    ASSERT_TRUE(impose("person3", "blocked"));
    EXPECT_EQ(
        database->number("select count(*) from core_restriction where ended_at_ms = until_ms"), 1)
        << "that one had ended by itself";
}

// K3.1.4
TEST_P(RestrictionsTest, TheAdministratorsWhereverThePersonBelongsAreTold) {
    ASSERT_TRUE(impose("person2", "blocked", "2026-09-05"));
    std::vector<int64_t> told;
    for (const auto& letter : sent.letters) {
        told.push_back(letter.membership.value);
        EXPECT_EQ(letter.name, "restricted");
        EXPECT_EQ(letter.values.at(0).second, "Жұмабаев Әлихан");
        EXPECT_EQ(letter.values.at(1).first, "blocked");
        EXPECT_EQ(letter.values.at(2).first, "breach_64") << "the nature of the breach";
        EXPECT_EQ(letter.values.at(3).second, "05.09.2026");
    }
    EXPECT_THAT(told, ElementsAre(11, 42));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'profile.blocked' "
                               "and subject = 'person:2' and organisation_id in (10, 20)"),
              2);
    EXPECT_EQ(restrictions->of_members(kSchoolA).at(0).membership, MembershipId{22});
    EXPECT_EQ(restrictions->of_members(kSchoolB).at(0).membership, MembershipId{21});
    EXPECT_TRUE(restrictions->of_members(kRegion).empty()) << "names go to the person's own";
    // The administrator enters data about somebody blocked all the same.
    ASSERT_TRUE(impose("person3", "blocked"));
    EXPECT_TRUE(
        accounts->issue_temporary_password(scope_of(kAdministrator, kSchoolA, MembershipId{11}),
                                           MembershipId{31}, {password_of(kAdministrator), {}}));
    sent.letters.clear();
    ASSERT_TRUE(restrictions->lift(scope, restrictions->of(kTeacher)->id));
    EXPECT_TRUE(sent.letters.empty());
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'profile.lifted'"),
              2);
}

TEST_P(RestrictionsTest, IsRefusedWhereItCannotBe) {
    EXPECT_EQ(field_of(impose("nobody", "blocked")), "login");
    EXPECT_EQ(field_of(impose("person3", "gone")), "level");
    EXPECT_EQ(field_of(restrictions->impose(scope, {"person3", "blocked", "6.9", "", ""})),
              "reason");
    EXPECT_EQ(field_of(impose("person3", "blocked", {}, std::string(501, 'x'))), "note");
    for (const char* until : {"soon", "31.02.2027", "2026-09-01", "2026-09-02 07:59",
                              "2026-09-03 24:00", "2026-09-03 7", "2026-09-03 99:99"})
        EXPECT_EQ(field_of(impose("person3", "blocked", until)), "until") << until;
    EXPECT_EQ(kind_of(impose("person5", "blocked")), FaultKind::conflict) << "one's own";
    database->run(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (1, 43, 4, 'operator', '', '2020-09-01')");
    EXPECT_EQ(kind_of(impose("person4", "blocked")), FaultKind::forbidden) << "another operator";
    EXPECT_TRUE(restrictions->impose({}, {"person4", "blocked", "6.7", "", ""})) << "the console";
    // An operator of one school's tree reaches nobody of another.
    const Scope other = scope_of(kAdministrator, kSchoolA, MembershipId{11});
    database->run("delete from core_membership where id = 61");
    EXPECT_EQ(field_of(restrictions->impose(other, {"person6", "blocked", "6.7", "", ""})),
              "login");
    ASSERT_TRUE(impose("person6", "blocked"));
    const auto of_b = restrictions->of(kBetweenSchools);
    EXPECT_EQ(kind_of(restrictions->lift(other, of_b->id)), FaultKind::not_found);
    EXPECT_EQ(restrictions->present(kSchoolA).size(), 1u) << "person 4 only";
    EXPECT_EQ(database->number("select count(*) from core_restriction"), 2);
}

// K3.2.4: whoever left for another tree is that one's.
TEST_P(RestrictionsTest, OfWhoLeftForAnotherTreeAreThatOnes) {
    const Scope at_a = scope_of(PersonId{5}, kSchoolA, MembershipId{51}, KEREGE_PROFILE_OPERATOR);
    const auto of_a = [&](const std::string& login) {
        return restrictions->impose(at_a, {login, "restricted", "6.4", "", ""});
    };
    EXPECT_EQ(field_of(of_a("person6")), "login") << "left A, and begins at B";
    ASSERT_TRUE(impose("person6", "restricted")) << "B is in the region";
    EXPECT_TRUE(restrictions->present(kSchoolA).empty());
    EXPECT_EQ(restrictions->present(kSchoolB).size(), 1u);
    const int64_t id = restrictions->present(kRegion).at(0).id;
    EXPECT_EQ(kind_of(restrictions->lift(at_a, id)), FaultKind::not_found);
    // Nowhere else: then where they were last.
    database->run("delete from core_membership where id = 62");
    EXPECT_EQ(restrictions->present(kSchoolA).size(), 1u);
    EXPECT_TRUE(restrictions->lift(at_a, id));
    EXPECT_TRUE(of_a("person6"));
}

TEST_P(RestrictionsTest, SayWhereNobodyElseCouldAct) {
    EXPECT_THAT(restrictions->alone_at("person1", "ru"), ElementsAre("Школа А"));
    EXPECT_THAT(restrictions->alone_at("person2", "ru"), testing::IsEmpty()) << "a teacher";
    database->run(
        "insert into core_membership_role (organisation_id, membership_id, role) values "
        "(10, 41, 'administrator')");
    EXPECT_THAT(restrictions->alone_at("person1", "kk"), testing::IsEmpty());
    ASSERT_TRUE(impose("person4", "restricted"));
    EXPECT_THAT(restrictions->alone_at("person1", "kk"), ElementsAre("А мектебі"))
        << "who is restricted may not act either";
}

KEREGE_ON_BOTH_DATABASES(RestrictionsTest);

}  // namespace
}  // namespace kerege::access
