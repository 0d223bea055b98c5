// Who is asked what, and what is kept of their answer.
#include "host/src/access/permissions.hpp"
#include "host/src/access/sessions.hpp"
#include "tests/agreements/world.hpp"

namespace kerege::agreements {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AcceptancesTest : public DocumentsTest {};

TEST_P(AcceptancesTest, WithoutDocumentsNobodyIsAsked) {
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    made("rules", kind::kBinding);
    EXPECT_THAT(asked_of(kLearner), IsEmpty()) << "a draft asks nobody";
    EXPECT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    EXPECT_EQ(database->number("select count(*) from core_agreement_acceptance"), 0);
}

TEST_P(AcceptancesTest, U2_1EachIsAskedWhatBindsThem) {
    made("everybody", kind::kBinding);
    made("families", kind::kBinding, {"learner", "guardian"});
    made("school", kind::kOrganisation);
    made("offer", kind::kOffer);
    for (const auto* code : {"everybody", "families", "school", "offer"})
        ASSERT_TRUE(publish(code, "мәтін"));
    clock.advance(4 * kDayMs);
    EXPECT_THAT(asked_of(kLearner), ElementsAre("everybody/1", "families/1"));
    EXPECT_THAT(asked_of(kGuardian), ElementsAre("everybody/1", "families/1"));
    EXPECT_THAT(asked_of(kAdministrator), ElementsAre("everybody/1", "school/1"));
    EXPECT_THAT(asked_of({PersonId{4}, kSchoolA, MembershipId{41}}), ElementsAre("everybody/1"))
        << "a teacher here, an administrator elsewhere";
    EXPECT_THAT(asked_of({PersonId{1}, kSchoolA, MembershipId{31}}), IsEmpty())
        << "another person's membership";
}

TEST_P(AcceptancesTest, ADocumentHoldsBeneathItsOwnerOnly) {
    ASSERT_TRUE(agreements->create({kSchoolB, "b", std::string(kind::kBinding), {}}, {}));
    ASSERT_TRUE(publish("b", "мәтін"));
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    EXPECT_THAT(asked_of(kGuardian), ElementsAre("b/1"));
}

// K7.3: an administrator sees what is asked there, and not from where it was accepted.
TEST_P(AcceptancesTest, K7_3AnOrganisationSeesWhatBelongsToIt) {
    made("rules", kind::kBinding);
    ASSERT_TRUE(agreements->create({kSchoolB, "b", std::string(kind::kBinding), {}}, {}));
    for (const auto* code : {"rules", "b"}) ASSERT_TRUE(publish(code, "мәтін"));
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    database->run(
        "insert into core_agreement_acceptance (agreement_id, number, person_id, party_id, way, "
        "locale, address, accepted_at_ms, recorded_by) select v.agreement_id, v.number, " +
        kLearner.person.text() + ", case when a.code = 'b' then 0 else 20 end, 'sign_in', 'kk', " +
        "'192.0.2.9', 0, " + kLearner.person.text() +
        " from core_agreement_version v join core_agreement a on a.id = v.agreement_id");
    EXPECT_EQ(agreements->accepted(kLearner.person).size(), 3u);
    const auto here = agreements->accepted_here(kLearner);
    ASSERT_EQ(here.size(), 1u) << "neither another school's document nor what was for that school";
    EXPECT_EQ(here[0].code, "rules");
    EXPECT_EQ(here[0].address, "");
}

// U4.7: with the version of the text, the time, and how it was given.
TEST_P(AcceptancesTest, U4_8WhoWhatWhenWhereAndHowIsKept) {
    made("rules", kind::kBinding);
    ASSERT_TRUE(publish("rules", "мәтін"));
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("first_sign_in", kLearner.person)));
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    const auto accepted = agreements->accepted(kLearner.person);
    ASSERT_EQ(accepted.size(), 1u);
    EXPECT_EQ(accepted[0].code, "rules");
    EXPECT_EQ(accepted[0].number, 1);
    EXPECT_EQ(accepted[0].title.ru, "Соглашение");
    EXPECT_EQ(accepted[0].at_ms, clock.now_ms());
    EXPECT_EQ(accepted[0].way, "first_sign_in");
    EXPECT_EQ(accepted[0].locale, "kk");
    EXPECT_EQ(accepted[0].address, "192.0.2.7");
    EXPECT_EQ(accepted[0].party.kk, "");
    EXPECT_TRUE(agreements->accepted(kTeacher.person).empty());
    const auto records = audit::list(**database, {.organisation = kSchoolA}, 1);
    ASSERT_EQ(records.size(), 1u);
    EXPECT_EQ(records[0].action, "agreement.accepted");
    EXPECT_EQ(records[0].subject, "person:3");
}

TEST_P(AcceptancesTest, AllIsAcceptedOrNothing) {
    made("a", kind::kBinding);
    made("b", kind::kBinding);
    ASSERT_TRUE(publish("a", "мәтін"));
    ASSERT_TRUE(publish("b", "мәтін"));
    const auto some = agreements->accept(kLearner, {"a/1"}, how("sign_in", kLearner.person));
    EXPECT_EQ(some.fault().kind, FaultKind::invalid);
    EXPECT_THAT(asked_of(kLearner), ElementsAre("a/1", "b/1"));
    EXPECT_FALSE(agreements->accept(kLearner, {"a/1", "b/2"}, how("sign_in", kLearner.person)));
    EXPECT_TRUE(agreements->accept(kLearner, {"a/1", "b/1"}, how("sign_in", kLearner.person)));
    EXPECT_TRUE(agreements->accept(kLearner, {"a/1", "b/1"}, how("sign_in", kLearner.person)))
        << "sent twice";
    EXPECT_TRUE(agreements->accept(kLearner, {}, how("sign_in", kLearner.person)))
        << "a second tab";
    EXPECT_EQ(database->number("select count(*) from core_agreement_acceptance"), 2);
}

TEST_P(AcceptancesTest, C1_2ANewVersionIsAskedFromItsDayOn) {
    made("rules", kind::kBinding);
    ASSERT_TRUE(publish("rules", "бірінші"));
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    ASSERT_TRUE(publish("rules", "екінші", "2026-09-04"));
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    clock.advance(2 * kDayMs);
    EXPECT_THAT(asked_of(kLearner), ElementsAre("rules/2"));
    EXPECT_FALSE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/2"}, how("sign_in", kLearner.person)));
    EXPECT_EQ(agreements->accepted(kLearner.person).size(), 2u);
}

TEST_P(AcceptancesTest, AnAdministratorAcceptsForTheSchoolAndOnlyOne) {
    made("school", kind::kOrganisation);
    ASSERT_TRUE(publish("school", "мәтін"));
    database->run(
        "insert into core_membership_role (organisation_id, membership_id, role) values "
        "(10, 41, 'administrator')");
    const Member other{PersonId{4}, kSchoolA, MembershipId{41}};
    EXPECT_THAT(asked_of(other), ElementsAre("school/1"));
    ASSERT_TRUE(
        agreements->accept(kAdministrator, {"school/1"}, how("sign_in", kAdministrator.person)));
    EXPECT_THAT(asked_of(other), IsEmpty());
    EXPECT_THAT(asked_of({PersonId{4}, kSchoolB, MembershipId{42}}), ElementsAre("school/1"))
        << "the other school has not";
    EXPECT_EQ(agreements->accepted(kAdministrator.person).front().party.kk, "А мектебі");
    const auto counts = agreements->counts(document("school"), 1, kRegion)->rows;
    ASSERT_EQ(counts.size(), 3u);
    EXPECT_EQ(counts[0].bound, 2);
    EXPECT_EQ(counts[0].accepted, 1);
}

TEST_P(AcceptancesTest, U4_9OthersAcceptForAPersonButNotForTheSchool) {
    made("rules", kind::kBinding);
    made("more", kind::kBinding);
    made("school", kind::kOrganisation);
    for (const auto* code : {"rules", "more", "school"}) ASSERT_TRUE(publish(code, "мәтін"));
    How paper = how("paper", PersonId{4});
    paper.signed_on = "2026-09-01";
    const auto early = agreements->accept(kAdministrator, {"rules/1"}, paper);
    ASSERT_FALSE(early) << "nobody signed it before it was published";
    EXPECT_EQ(early.fault().fields.at(0).field, "signed_on");
    paper.signed_on = "2026-09-02";
    EXPECT_EQ(agreements->accept(kAdministrator, {"rules/1", "school/1"}, paper).fault().kind,
              FaultKind::conflict)
        << "all that is ticked, or nothing";
    EXPECT_TRUE(agreements->accepted(kAdministrator.person).empty());
    ASSERT_TRUE(agreements->accept(kAdministrator, {"rules/1"}, paper));
    EXPECT_TRUE(agreements->accept(kAdministrator, {"rules/1"}, paper)) << "sent twice";
    EXPECT_FALSE(agreements->accept(kAdministrator, {"rules/2"}, paper)) << "never asked";
    EXPECT_THAT(asked_of(kAdministrator), ElementsAre("more/1", "school/1"));
    const auto accepted = agreements->accepted(kAdministrator.person);
    ASSERT_EQ(accepted.size(), 1u);
    EXPECT_EQ(accepted[0].signed_on, "2026-09-02");
    EXPECT_EQ(accepted[0].by, PersonId{4});
    EXPECT_EQ(accepted[0].by_name, "Ким Виктор");
}

TEST_P(AcceptancesTest, AGuardianIsOneWhomTheSchoolNames) {
    database->run(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (10, 23, 2, 'guardian', '', '2020-09-01')");
    database->run(
        "insert into core_guardianship (organisation_id, learner_membership_id, "
        "guardian_membership_id) values (10, 31, 23)");
    EXPECT_TRUE(
        agreements->is_guardian({PersonId{2}, kSchoolA, MembershipId{23}}, MembershipId{31}));
    EXPECT_FALSE(agreements->is_guardian(kTeacher, MembershipId{31}));
    EXPECT_FALSE(
        agreements->is_guardian({PersonId{2}, kSchoolB, MembershipId{23}}, MembershipId{31}));
    EXPECT_EQ(agreements->member(kSchoolA, MembershipId{31})->person, kLearner.person);
    EXPECT_FALSE(agreements->member(kSchoolB, MembershipId{31}));
    EXPECT_FALSE(agreements->member(kSchoolA, MembershipId{61})) << "has left";
}

TEST_P(AcceptancesTest, CountsWhoHasAcceptedInEachOrganisation) {
    made("rules", kind::kBinding, {"employee", "learner"});
    ASSERT_TRUE(publish("rules", "мәтін"));
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    const auto counts = agreements->counts(document("rules"), 1, kRegion)->rows;
    ASSERT_EQ(counts.size(), 3u);
    EXPECT_EQ(counts[0].organisation, kRegion);
    EXPECT_EQ(counts[0].bound, 4) << "persons 1 to 4";
    EXPECT_EQ(counts[0].accepted, 1);
    EXPECT_EQ(counts[1].name.kk, "А мектебі");
    EXPECT_EQ(counts[1].bound, 4);
    EXPECT_EQ(counts[1].accepted, 1);
    EXPECT_EQ(counts[2].bound, 1);
    EXPECT_EQ(counts[2].accepted, 0);
}

TEST_P(AcceptancesTest, ASessionSaysWhetherThereIsSomethingToAccept) {
    database->run(
        "insert into core_account (person_id, login, password_hash, password_temporary, "
        "password_set_at_ms, locale, created_at_ms) values (3, 'dana', 'x', 0, " +
        std::to_string(clock.now_ms()) + ", 'kk', 0)");
    access::Permissions permissions;
    access::Sessions sessions(**database, permissions, clock, {});
    const auto token = sessions.begin(kLearner.person, kLearner.organisation, kLearner.membership);
    EXPECT_FALSE(sessions.find(token)->documents);
    EXPECT_FALSE(sessions.find(token)->must_accept);
    made("rules", kind::kBinding);
    ASSERT_TRUE(publish("rules", "мәтін"));
    clock.advance(6'000);
    EXPECT_TRUE(sessions.find(token)->documents);
    EXPECT_TRUE(sessions.find(token)->must_accept);
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1"}, how("sign_in", kLearner.person)));
    sessions.forget(kLearner.person);
    EXPECT_FALSE(sessions.find(token)->must_accept);
}

// U4.9: until an age the document says, a parent accepts for a learner; from then on not.
TEST_P(AcceptancesTest, AParentAcceptsUntilTheChildIsOfAge) {
    const auto born = [&](const std::string& day) {
        database->run("update core_person set birth_date = " + day + " where id = 3");
    };
    const How parent = how("guardian", kGuardian.person);
    const How self = how("sign_in", kLearner.person);
    made("rules", kind::kBinding);
    made("consent", kind::kBinding);
    ASSERT_TRUE(publish("rules", "мәтін"));
    next_own_age = 14;
    ASSERT_TRUE(publish("consent", "мәтін"));
    born("'2012-09-03'");  // 14 tomorrow
    ASSERT_TRUE(agreements->accept(kLearner, {"rules/1", "consent/1"}, self));
    EXPECT_THAT(asked_of(kLearner), ElementsAre("consent/1")) << "not by a child alone";
    EXPECT_TRUE(agreements->asked(kLearner).front().parent_must);
    born("null");
    EXPECT_TRUE(agreements->asked(kLearner).front().parent_must) << "nobody knows the age";
    born("'2012-09-02'");
    EXPECT_FALSE(agreements->asked(kLearner).front().parent_must) << "14 today";
    EXPECT_EQ(agreements->accept(kLearner, {"consent/1"}, parent).fault().kind, FaultKind::invalid);
    born("'2012-09-03'");
    ASSERT_TRUE(agreements->accept(kLearner, {"consent/1"}, parent));
    EXPECT_THAT(asked_of(kLearner), IsEmpty());
    // Where the document says nothing, until the child comes of age.
    next_own_age = 0;
    ASSERT_TRUE(publish("rules", "екінші"));
    born("'2008-09-02'");
    EXPECT_FALSE(agreements->accept(kLearner, {"rules/2"}, parent)) << "18 today";
    born("'2008-09-03'");
    EXPECT_TRUE(agreements->accept(kLearner, {"rules/2"}, parent));
}

KEREGE_ON_BOTH_DATABASES(AcceptancesTest);

}  // namespace
}  // namespace kerege::agreements
