// U1.6: the person is one, the memberships many. On both databases.
#include "host/src/access/joinings.hpp"

#include <thread>

#include "host/src/directory/event_sink.hpp"
#include "queries/access.hpp"
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
        settings.login_failures_free = 100;
        joinings = joinings_of(settings);
        here = scope_of(kAdministrator, kSchoolA, membership_of(kAdministrator));
        newcomer = scope_of(kOfficial, kRegion, membership_of(kOfficial), KEREGE_PROFILE_REGION);
    }
    std::unique_ptr<Joinings> joinings_of(const AccountSettings& with) {
        return std::make_unique<Joinings>(**database, *sessions, audit, events, ids, clock,
                                          local_time, with);
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

    // Until somebody waits for a row another connection holds.
    void wait_for_a_lock() {
        const bool sqlite = GetParam() == data::Dialect::sqlite;  // a writer waits for all
        const char* waits = "select count(*) from pg_locks where not granted";
        for (int tries = 0; tries < (sqlite ? 100 : 5000); ++tries) {
            if (!sqlite && database->number(waits) > 0) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        EXPECT_TRUE(sqlite) << "nobody waited";
    }

    NoEvents events;
    AccountSettings settings = quick();
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

// U1.6: two administrators send the same code at the same moment.
TEST_P(JoiningsTest, OneCodeOpensOneOrganisation) {
    const std::string code = *joinings->make_code(newcomer);
    const Scope there = scope_of(kTwoSchools, kSchoolB, MembershipId{42});
    std::optional<Result<MembershipId>> second;
    std::thread beside;
    {
        auto first = (**database).write();
        first.first(queries::access::person_lock, {kOfficial.value}, [](const data::Row&) {});
        beside = std::thread([&] { second = joinings->join(there, wish(code)); });
        wait_for_a_lock();
        first.execute(queries::access::join_code_remove, {kOfficial.value});
        first.commit();
    }
    beside.join();
    EXPECT_EQ(field_of(*second), "code") << "used up by the first";
    EXPECT_EQ(memberships(), 1);
}

// U1.6
TEST_P(JoiningsTest, GuessesSentAtOnceAreCountedOneByOne) {
    const std::string code = *joinings->make_code(newcomer);
    const Scope there = scope_of(kTwoSchools, kSchoolB, MembershipId{42});
    std::vector<std::thread> guesses;
    for (int i = 0; i < 8; ++i)
        guesses.emplace_back([&, i] {
            EXPECT_EQ(field_of(joinings->join(i % 2 ? here : there, wish("guess"))), "code");
        });
    for (auto& guess : guesses) guess.join();
    EXPECT_EQ(database->number("select failures from core_join_code"), kJoinFailuresMax);
    EXPECT_EQ(audited("join_code.refused", R"({"failures":5})"), 1) << "where its owner belongs";
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'join_code.refused' and organisation_id = " +
                               kRegion.text() + " and subject = 'person:" + kOfficial.text() +
                               "' and coalesce(person_id, 0) = 0"),
              1)
        << "and not by whom";
}

TEST_P(JoiningsTest, WhoGuessesWaitsAndIsTold) {
    settings.login_failures_free = 2;
    const auto strict = joinings_of(settings);
    const std::string code = *joinings->make_code(newcomer);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(field_of(strict->join(here, wish("guess"))), "code");
    EXPECT_EQ(audited("join_code.refused"), 0);
    JoinWish nobodys = wish("guess");
    nobodys.login = "nobody";
    EXPECT_EQ(field_of(strict->join(here, nobodys)), "code") << "a login that is none counts too";
    EXPECT_EQ(
        database->number("select count(*) from core_audit where action = "
                         "'join_code.refused' and organisation_id = " +
                         kSchoolA.text() + " and subject = 'person:" + kAdministrator.text() + "'"),
        1);
    EXPECT_EQ(strict->join(here, wish(code)).fault().kind, FaultKind::too_many);
    EXPECT_EQ(audited("join_code.refused"), 1) << "once for a pause";
    clock.advance(kMinuteMs);
    JoinWish parent = wish(code);
    parent.profile = "guardian";
    parent.children = {login_of(kTeacher)};
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(field_of(strict->join(here, parent)), "children") << "no guess";
    EXPECT_TRUE(strict->join(here, wish(code)));
}

TEST_P(JoiningsTest, ACodeEndsWithWhatEndsTheOtherDoors) {
    const auto session = session_of(kOfficial, kRegion, membership_of(kOfficial));
    const auto made = [&] {
        EXPECT_TRUE(joinings->make_code(newcomer));
        EXPECT_EQ(joinings->code_until_ms(kOfficial), clock.now_ms() + kJoinCodeMs);
    };
    const auto gone = [&] { return !joinings->code_until_ms(kOfficial); };
    const char* fresh[] = {"Dala samal terek 27", "Sary arqa samal 2027"};
    made();
    ASSERT_TRUE(accounts->change_password(session, password_of(kOfficial), fresh[0]));
    EXPECT_TRUE(gone()) << "another password";
    made();
    ASSERT_TRUE(accounts->report_compromised(session, fresh[0], fresh[1]));
    EXPECT_TRUE(gone()) << "somebody else was in the account";
    made();
    accounts->end_other_sessions(session);
    EXPECT_TRUE(gone()) << "other sessions";
    made();
    const auto console = scope_of({}, kRegion, {}, KEREGE_PROFILE_OPERATOR);
    ASSERT_TRUE(accounts->issue_temporary_password(console, membership_of(kOfficial), {}));
    EXPECT_TRUE(gone()) << "a slip";
    made();
    ASSERT_TRUE(accounts->end_sessions_of(console, kOfficial, {}));
    EXPECT_TRUE(gone()) << "sessions ended by the operator";
    made();
    EXPECT_TRUE(joinings->withdraw_code(newcomer));
    EXPECT_TRUE(gone()) << "its owner";
    EXPECT_FALSE(joinings->withdraw_code(newcomer));
    EXPECT_EQ(audited("join_code.withdrawn"), 1);
    made();
    clock.advance(kJoinCodeMs);
    sessions->delete_expired();
    EXPECT_EQ(database->number("select count(*) from core_join_code"), 0) << "and its week";
}

TEST_P(JoiningsTest, ParentsComeWithTheirChildren) {
    const std::string code = *joinings->make_code(newcomer);
    JoinWish parent{login_of(kOfficial), code, "guardian", "", {login_of(kTeacher)}};
    EXPECT_EQ(field_of(joinings->join(here, parent)), "children") << "no learner";
    EXPECT_EQ(memberships(), 1) << "all or nothing";
    parent.profile = "learner";
    EXPECT_EQ(field_of(joinings->join(here, parent)), "profile");
    parent.profile = "guardian";
    parent.children = {login_of(kLearner)};
    parent.kinship = "uncle";
    EXPECT_EQ(field_of(joinings->join(here, parent)), "kinship");
    parent.kinship = "father";
    const auto joined = joinings->join(here, parent);
    ASSERT_TRUE(joined) << joined.fault().log_text;
    EXPECT_EQ(database->text("select kinship from core_guardianship where "
                             "guardian_membership_id = " +
                             joined->text()),
              "father");
    EXPECT_EQ(database->number("select learner_membership_id from core_guardianship where "
                               "guardian_membership_id = " +
                               joined->text()),
              membership_of(kLearner).value);
}

// U4.9: a parent without a child there yet comes to register one.
TEST_P(JoiningsTest, AParentComesWithoutChildrenToo) {
    const auto joined = joinings->join(
        here, {login_of(kOfficial), *joinings->make_code(newcomer), "guardian", "", {" "}});
    ASSERT_TRUE(joined) << joined.fault().log_text;
    EXPECT_EQ(database->text("select profile from core_membership where id = " + joined->text()),
              "guardian");
    EXPECT_EQ(database->number("select count(*) from core_guardianship where "
                               "guardian_membership_id = " +
                               joined->text()),
              0);
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
