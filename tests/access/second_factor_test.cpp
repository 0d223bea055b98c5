#include <gmock/gmock.h>

#include <future>

#include "host/src/access/totp.hpp"
#include "tests/access/base32.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

constexpr const char* kAddress = "203.0.113.7";
constexpr const char* kSecret = "a secret of thirty-two letters...";

class SecondFactors : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        make_accounts();
        accounts = with_secret(kSecret);
    }
    std::unique_ptr<Accounts> with_secret(const char* secret) {
        auto settings = quick();
        settings.second_factor_secret = secret;
        return std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time,
                                          settings, &letters);
    }
    Session at_work() { return session_of(kTeacher, kSchoolA, MembershipId{22}); }
    std::string code_now(int64_t steps = 0) const {
        return totp_code(key, clock.now_ms() / kTotpStepMs + steps);
    }
    std::vector<std::string> set_up() {
        const auto session = at_work();
        EXPECT_TRUE(accounts->offer_second_factor(session));
        key = from_base32(accounts->second_factor(session).key);
        const auto codes =
            accounts->set_up_second_factor(session, password_of(kTeacher), code_now());
        EXPECT_TRUE(codes);
        clock.advance(kTotpStepMs);
        return codes ? *codes : std::vector<std::string>();
    }
    Result<SignedIn> first_step() {
        return accounts->sign_in(login_of(kTeacher), password_of(kTeacher), kAddress);
    }
    // A wrong code, each from an address of its own.
    Result<SignedIn> guess() {
        return accounts->sign_in_with_code(first_step()->ticket, "000000",
                                           "198.51.100." + std::to_string(++guesses % 250));
    }
    Result<SignedIn> second_step(const std::string& code) {
        return accounts->sign_in_with_code(first_step()->ticket, code, "203.0.113.8");
    }

    std::vector<uint8_t> key;
    int guesses = 0;
    KeptLetters letters;
};

TEST_P(SecondFactors, AKeyIsOfferedToOneSessionAndEndsTheOthersOnceItIsConfirmed) {
    const auto elsewhere = sessions->begin(kTeacher, kSchoolA, MembershipId{22});
    const auto there = *sessions->find(elsewhere);
    const auto here = at_work();
    ASSERT_TRUE(accounts->offer_second_factor(here));
    EXPECT_EQ(accounts->second_factor(there).key, "") << "whoever sees it could keep it";
    key = from_base32(accounts->second_factor(here).key);
    EXPECT_EQ(accounts->set_up_second_factor(there, password_of(kTeacher), code_now()).fault().kind,
              FaultKind::conflict);
    ASSERT_TRUE(accounts->set_up_second_factor(here, password_of(kTeacher), code_now()));
    EXPECT_FALSE(sessions->find(elsewhere)) << "perhaps of somebody who has the password";
    clock.advance(kTotpStepMs);
    EXPECT_TRUE(accounts->end_second_factor(here, password_of(kTeacher), code_now()));
}

TEST_P(SecondFactors, AreAskedForAfterThePassword) {
    ASSERT_EQ(set_up().size(), 10u);
    const auto before = database->number("select count(*) from core_session");
    const auto first = first_step();
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->token.empty());
    ASSERT_FALSE(first->ticket.empty());
    EXPECT_EQ(database->number("select count(*) from core_session"), before) << "nobody is in yet";
    EXPECT_EQ(
        accounts->sign_in_with_code(first->ticket, "000000", kAddress).fault().fields.at(0).field,
        "one_time_code");
    const auto second = accounts->sign_in_with_code(first->ticket, code_now(), kAddress);
    ASSERT_TRUE(second);
    EXPECT_TRUE(sessions->find(second->token));
    EXPECT_EQ(second->memberships.size(), 2u);
    EXPECT_EQ(accounts->sign_in_with_code(first->ticket, code_now(1), kAddress).fault().kind,
              FaultKind::not_found)
        << "the ticket is used";
    EXPECT_EQ(audited("session.begun"), 1);
}

TEST_P(SecondFactors, TakeNoCodeTwice) {
    set_up();
    const auto code = code_now();
    ASSERT_TRUE(accounts->sign_in_with_code(first_step()->ticket, code, kAddress));
    EXPECT_FALSE(accounts->sign_in_with_code(first_step()->ticket, code, kAddress));
    clock.advance(kTotpStepMs);
    EXPECT_TRUE(accounts->sign_in_with_code(first_step()->ticket, code_now(), kAddress));
}

TEST_P(SecondFactors, WaitTenMinutesAndOnlyForThisPassword) {
    set_up();
    const auto late = first_step()->ticket;
    clock.advance(10 * kMinuteMs);
    EXPECT_EQ(accounts->sign_in_with_code(late, code_now(), kAddress).fault().kind,
              FaultKind::not_found);
    const auto old = first_step()->ticket;
    ASSERT_TRUE(accounts->change_password(at_work(), password_of(kTeacher), "көк тау 57"));
    EXPECT_EQ(accounts->sign_in_with_code(old, code_now(), kAddress).fault().kind,
              FaultKind::not_found);
    EXPECT_FALSE(accounts->sign_in_with_code("", code_now(), kAddress));
    clock.advance(kHourMs);
    sessions->delete_expired();
    EXPECT_EQ(database->number("select count(*) from core_ticket"), 0);
}

TEST_P(SecondFactors, AreThrottledLikePasswords) {
    set_up();
    const auto ticket = first_step()->ticket;
    Result<SignedIn> last = accounts->sign_in_with_code(ticket, "000000", kAddress);
    for (int i = 0; i < 5; ++i) last = accounts->sign_in_with_code(ticket, "000000", kAddress);
    EXPECT_EQ(last.fault().kind, FaultKind::too_many);
    EXPECT_EQ(accounts->sign_in_with_code(ticket, code_now(), kAddress).fault().kind,
              FaultKind::too_many);
    EXPECT_TRUE(accounts->sign_in_with_code(ticket, code_now(), "198.51.100.1"))
        << "the owner, elsewhere";
}

TEST_P(SecondFactors, OpenWithARecoveryCodeOnce) {
    const auto codes = set_up();
    std::string typed = codes[3];
    for (char& c : typed) c = static_cast<char>(std::toupper(c));
    ASSERT_TRUE(accounts->sign_in_with_code(first_step()->ticket, " " + typed, kAddress));
    EXPECT_FALSE(accounts->sign_in_with_code(first_step()->ticket, codes[3], kAddress));
    EXPECT_EQ(accounts->second_factor(at_work()).codes_left, 9);
    EXPECT_EQ(database->number("select count(*) from core_recovery_code where digest like '%" +
                               codes[4] + "%'"),
              0);
    const auto renewed = accounts->renew_recovery_codes(at_work(), password_of(kTeacher), codes[4]);
    ASSERT_TRUE(renewed);
    EXPECT_FALSE(accounts->sign_in_with_code(first_step()->ticket, codes[5], kAddress));
    EXPECT_TRUE(accounts->sign_in_with_code(first_step()->ticket, (*renewed)[5], kAddress));
}

TEST_P(SecondFactors, EndWithPasswordAndCode) {
    set_up();
    const auto session = at_work();
    const auto field = [&](const std::string& password, const std::string& code) {
        const auto ended = accounts->end_second_factor(session, password, code);
        return ended.ok() ? std::string() : ended.fault().fields.at(0).field;
    };
    EXPECT_EQ(field("wrong", code_now()), "password");
    EXPECT_EQ(field(password_of(kTeacher), "000000"), "one_time_code");
    EXPECT_EQ(field(password_of(kTeacher), code_now()), "");
    EXPECT_FALSE(first_step()->token.empty());
    EXPECT_EQ(database->number("select count(*) from core_recovery_code"), 0);
    EXPECT_EQ(audited("second_factor.set_up"), 1);
    EXPECT_EQ(audited("second_factor.ended"), 1);
}

TEST_P(SecondFactors, AreNotSetUpWithoutThePassword) {
    const auto session = at_work();
    EXPECT_EQ(accounts->set_up_second_factor(session, password_of(kTeacher), "123456").fault().kind,
              FaultKind::conflict)
        << "nothing offered";
    ASSERT_TRUE(accounts->offer_second_factor(session));
    key = from_base32(accounts->second_factor(session).key);
    EXPECT_EQ(accounts->set_up_second_factor(session, "x", code_now()).fault().fields.at(0).field,
              "password");
    EXPECT_EQ(accounts->set_up_second_factor(session, password_of(kTeacher), "000000")
                  .fault()
                  .fields.at(0)
                  .field,
              "one_time_code");
    EXPECT_FALSE(first_step()->token.empty()) << "offered is not on";
    ASSERT_TRUE(accounts->set_up_second_factor(session, password_of(kTeacher), code_now()));
    EXPECT_EQ(accounts->offer_second_factor(session).fault().kind, FaultKind::conflict);
    EXPECT_TRUE(accounts->second_factor(session).key.empty()) << "shown no more";
}

TEST_P(SecondFactors, StayShutWithoutTheKey) {
    set_up();
    EXPECT_EQ(database->number("select count(*) from core_second_factor where secret like '%" +
                               base32(key) + "%'"),
              0);
    for (const char* other : {"", "another secret of thirty-two letters"}) {
        const auto elsewhere = with_secret(other);
        const auto first = elsewhere->sign_in(login_of(kTeacher), password_of(kTeacher), kAddress);
        ASSERT_TRUE(first);
        EXPECT_TRUE(first->token.empty()) << "never by the password alone";
        EXPECT_EQ(elsewhere->sign_in_with_code(first->ticket, code_now(), kAddress).fault().kind,
                  FaultKind::unavailable);
    }
    const auto none = with_secret("");
    EXPECT_FALSE(none->second_factor(session_of(kLearner, kSchoolA, MembershipId{31})).possible);
    EXPECT_EQ(
        none->offer_second_factor(session_of(kLearner, kSchoolA, MembershipId{31})).fault().kind,
        FaultKind::not_found);
}

TEST_P(SecondFactors, AreTakenOffByAnAdministratorAndThePersonIsTold) {
    set_up();
    database->run("update core_person set email = 'x@mail.example' where id = 2");
    const auto administrator = scope_of(kAdministrator, kSchoolA, MembershipId{11});
    const std::string password = password_of(kAdministrator);
    const Proof proof{password, {}};
    EXPECT_EQ(accounts->take_off_second_factor(administrator, MembershipId{22}, proof).fault().kind,
              FaultKind::forbidden)
        << "of another school as well";
    EXPECT_EQ(accounts->take_off_second_factor(administrator, MembershipId{31}, proof).fault().kind,
              FaultKind::not_found)
        << "there is none";
    database->run(
        "insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step) values "
        "(1, 'x', 1, 0)");
    EXPECT_EQ(accounts->take_off_second_factor(administrator, MembershipId{11}, proof).fault().kind,
              FaultKind::forbidden)
        << "one's own takes password and code";
    const auto console = scope_of({}, kSchoolA, {}, KEREGE_PROFILE_OPERATOR);
    ASSERT_TRUE(accounts->take_off_second_factor(console, MembershipId{22}, {}));
    ASSERT_EQ(letters.letters.size(), 1u) << "the console writes as well";
    EXPECT_EQ(letters.letters[0].name, "second_factor_taken_off");
    const auto session = sessions->find(first_step()->token);
    ASSERT_TRUE(session);
    EXPECT_TRUE(session->second_factor_taken_off);
    EXPECT_EQ(accounts->second_factor(*session).taken_off_at_ms, clock.now_ms());
    EXPECT_EQ(audited("second_factor.taken_off"), 1);
    accounts->read_second_factor_news(*session);
    EXPECT_FALSE(at_work().second_factor_taken_off);
}

// The administrator's own: password and code, each in its field.
TEST_P(SecondFactors, AreTakenOffByWhoProvesThatItIsThey) {
    set_up();
    database->run(
        "insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step) values "
        "(3, 'x', 1, 0)");
    // The teacher is made an administrator, so that it is they who prove it.
    const auto scope = scope_of(kTeacher, kSchoolA, MembershipId{22});
    const auto take_off = [&](std::string_view password, std::string_view code) {
        return accounts->take_off_second_factor(scope, MembershipId{31}, {password, code});
    };
    const std::string password = password_of(kTeacher);
    EXPECT_EQ(take_off("x", code_now()).fault().fields.at(0).field, "password");
    EXPECT_EQ(take_off(password, "").fault().fields.at(0).field, "one_time_code");
    EXPECT_EQ(take_off(password, "000000").fault().fields.at(0).field, "one_time_code");
    EXPECT_TRUE(accounts->has_second_factor(kLearner));
    EXPECT_EQ(audited("proof.failed"), 3);
    ASSERT_TRUE(take_off(password, code_now()));
    EXPECT_FALSE(accounts->has_second_factor(kLearner));
    EXPECT_EQ(audited("second_factor.taken_off", R"({"proved_by":"password and code"})"), 1);
}

// What opens accounts without a password: a role, an address.
TEST_P(SecondFactors, BelongToTheProofWhereverOneIsAskedFor) {
    set_up();
    const auto scope = scope_of(kTeacher, kSchoolA, MembershipId{22});
    const std::string password = password_of(kTeacher);
    EXPECT_EQ(accounts->prove(scope, {"x", {}}).fault().fields.at(0).field, "password");
    EXPECT_EQ(accounts->prove(scope, {password, {}}).fault().fields.at(0).field, "one_time_code");
    EXPECT_EQ(audited("proof.failed"), 2);
    EXPECT_TRUE(accounts->prove(scope, {password, code_now()}));
    EXPECT_TRUE(accounts->prove(scope_of(kAdministrator, kSchoolA, MembershipId{11}),
                                {password_of(kAdministrator), {}}))
        << "without a second factor the password alone";
}

TEST_P(SecondFactors, SayInTheLogWhatASessionWasBegunWith) {
    ASSERT_TRUE(first_step());
    const auto codes = set_up();
    ASSERT_TRUE(second_step(code_now()));
    ASSERT_TRUE(second_step(codes[0]));
    EXPECT_EQ(audited("session.begun", R"({"with":"password"})"), 1);
    EXPECT_EQ(audited("session.begun", R"({"with":"password and code"})"), 1);
    EXPECT_EQ(audited("session.begun", R"({"with":"password and recovery code"})"), 1);
}

// Whoever knows the password guesses from many addresses, and with patience.
TEST_P(SecondFactors, BlockCodesAfterTooManyWrongOnesForLongerEachTime) {
    database->run("update core_person set email = 'x@mail.example' where id = 2");
    const auto codes = set_up();
    for (int i = 0; i < 9; ++i) EXPECT_EQ(guess().fault().kind, FaultKind::invalid) << i;
    EXPECT_EQ(audited("second_factor.blocked"), 0);
    EXPECT_EQ(guess().fault().kind, FaultKind::invalid);
    EXPECT_EQ(audited("second_factor.blocked", R"({"hours":1})"), 1);
    ASSERT_EQ(letters.letters.size(), 1u);
    EXPECT_EQ(letters.letters[0].name, "second_factor_blocked");
    EXPECT_EQ(letters.letters[0].person, kTeacher);

    EXPECT_EQ(guess().fault().kind, FaultKind::too_many);
    EXPECT_EQ(second_step(code_now()).fault().kind, FaultKind::too_many) << "no right one either";
    EXPECT_EQ(audited("second_factor.blocked"), 1) << "once a block";
    EXPECT_TRUE(second_step(codes[0])) << "nobody guesses these";
    EXPECT_EQ(
        accounts->end_second_factor(at_work(), password_of(kTeacher), code_now()).fault().kind,
        FaultKind::too_many)
        << "nor at an open session";

    clock.advance(kHourMs);
    EXPECT_EQ(guess().fault().kind, FaultKind::invalid) << "one, not ten";
    EXPECT_EQ(audited("second_factor.blocked", R"({"hours":2})"), 1);
    clock.advance(kHourMs);
    EXPECT_EQ(guess().fault().kind, FaultKind::too_many);
    clock.advance(kHourMs);
    EXPECT_TRUE(second_step(code_now())) << "the owner, once it is over";
    EXPECT_EQ(guess().fault().kind, FaultKind::invalid) << "a right one begins anew";
    EXPECT_EQ(letters.letters.size(), 2u);
}

TEST_P(SecondFactors, ForgetWrongCodesOfYesterdayAndWithANewPassword) {
    set_up();
    for (int i = 0; i < 9; ++i) (void)guess();
    clock.advance(kDayMs + 1);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(guess().fault().kind, FaultKind::invalid) << i;
    EXPECT_EQ(audited("second_factor.blocked"), 0);
    (void)guess();
    EXPECT_EQ(guess().fault().kind, FaultKind::too_many);
    const auto console = scope_of({}, kSchoolB, {}, KEREGE_PROFILE_OPERATOR);
    const auto issued = accounts->issue_temporary_password(console, MembershipId{21}, {});
    ASSERT_TRUE(issued);
    const auto first = accounts->sign_in(login_of(kTeacher), issued->password, kAddress);
    ASSERT_TRUE(first);
    EXPECT_TRUE(accounts->sign_in_with_code(first->ticket, code_now(), kAddress));
}

TEST_P(SecondFactors, ForgetAStepOfAClockThatWasAhead) {
    set_up();
    clock.advance(30 * kDayMs);
    ASSERT_TRUE(second_step(code_now()));
    clock.advance(-30 * kDayMs);
    ASSERT_TRUE(second_step(code_now())) << "the clock is right again";
    EXPECT_EQ(audited("second_factor.clock"), 1);
    EXPECT_FALSE(second_step(code_now())) << "taken once, all the same";
    clock.advance(2 * kMinuteMs);
    ASSERT_TRUE(second_step(code_now()));
    clock.advance(-2 * kMinuteMs);
    EXPECT_FALSE(second_step(code_now())) << "two minutes are waited out";
    EXPECT_EQ(audited("second_factor.clock"), 1);
}

TEST_P(SecondFactors, HaveTenRecoveryCodesAlsoWhenTheyAreRenewedTwiceAtOnce) {
    for (int round = 0; round < 3; ++round) {
        const auto codes = set_up();
        const auto session = at_work();
        const auto renew = [&](const std::string& code) {
            return accounts->renew_recovery_codes(session, password_of(kTeacher), code);
        };
        auto beside = std::async(std::launch::async, renew, codes[0]);
        const auto here = renew(codes[1]);
        const auto there = beside.get();
        EXPECT_TRUE(here || there);
        EXPECT_EQ(database->number("select count(*) from core_recovery_code"), 10);
        database->run("delete from core_recovery_code");
        database->run("delete from core_second_factor");
    }
}

TEST_P(SecondFactors, AreAskedOfTheRolesThatNeedThem) {
    SessionSettings settings;
    settings.second_factor_of = {"administrator", "operator"};
    Sessions strict(**database, permissions, clock, settings);
    const auto asked = [&](PersonId person, OrganisationId organisation, MembershipId membership) {
        return strict.find(strict.begin(person, organisation, membership))
            ->must_set_up_second_factor;
    };
    EXPECT_TRUE(asked(kAdministrator, kSchoolA, MembershipId{11}));
    EXPECT_FALSE(asked(kTeacher, kSchoolA, MembershipId{22}));
    EXPECT_FALSE(asked(kTwoSchools, kSchoolA, MembershipId{41}));
    EXPECT_TRUE(asked(kTwoSchools, kSchoolB, MembershipId{42})) << "where they are one";
    database->run(
        "insert into core_second_factor (person_id, secret, confirmed_at_ms, last_step) "
        "values (1, 'x', null, 0)");
    EXPECT_TRUE(asked(kAdministrator, kSchoolA, MembershipId{11})) << "offered is not on";
    database->run("update core_second_factor set confirmed_at_ms = 1");
    EXPECT_FALSE(asked(kAdministrator, kSchoolA, MembershipId{11}));
}

INSTANTIATE_TEST_SUITE_P(Databases, SecondFactors,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
