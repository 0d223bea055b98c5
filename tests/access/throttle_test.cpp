#include <gmock/gmock.h>

#include <thread>

#include "host/src/access/hash_gate.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

constexpr const char* kAddress = "203.0.113.7";

class ThrottleTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (!IsSkipped()) make_accounts();
    }
    FaultKind guess(const std::string& login, const std::string& address = kAddress) {
        return accounts->sign_in(login, "wrong password", address).fault().kind;
    }
    Result<SignedIn> sign_in() {
        return accounts->sign_in("person2", password_of(kTeacher), kAddress);
    }
    void use(AccountSettings settings) {
        accounts = std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time,
                                              settings);
    }
};

TEST_P(ThrottleTest, MakesALoginWaitLongerEachTime) {
    const char* const waits[] = {"1", "2", "4", "8", "15", "15"};
    for (int i = 0; i < 4; ++i) ASSERT_EQ(guess("person2"), FaultKind::forbidden);
    for (const auto* minutes : waits) {
        ASSERT_EQ(guess("person2"), FaultKind::forbidden);
        const auto refused = sign_in();
        ASSERT_FALSE(refused) << "the right password has to wait too";
        EXPECT_EQ(refused.fault().kind, FaultKind::too_many);
        ASSERT_EQ(refused.fault().values.size(), 1u);
        EXPECT_EQ(refused.fault().values[0],
                  std::pair(std::string("minutes"), std::string(minutes)));
        clock.advance(std::stoi(minutes) * kMinuteMs - 1);
        EXPECT_EQ(guess("person2"), FaultKind::too_many);
        clock.advance(1);
    }
    EXPECT_TRUE(sign_in());
}

// U3.4: the log tells of guesses, and is not flooded by them.
TEST_P(ThrottleTest, TellsOfGuessesOnceForEachPause) {
    for (int i = 0; i < 4; ++i) guess("person3");
    EXPECT_EQ(audited("session.refused"), 0) << "somebody mistypes";
    EXPECT_EQ(audited("session.failed"), 1) << "the first within the hour";
    guess("person3");
    for (int i = 0; i < 20; ++i) guess("person3");
    EXPECT_EQ(audited("session.refused"), 1);
    clock.advance(kMinuteMs);
    guess("person3");
    EXPECT_EQ(audited("session.refused"), 2);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'session.refused' "
                               "and organisation_id = 10 and person_id = 0 and "
                               "subject = 'person:3' and detail = '{\"failures\":6}'"),
              1);
    // Nothing differs where there is no such login.
    for (int i = 0; i < 25; ++i) guess("nobody");
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'session.refused' "
                               "and organisation_id = 0 and subject = ''"),
              1);
}

// U3.4: whoever guesses does not fill the log, from however many addresses.
TEST_P(ThrottleTest, WritesSoManyLinesAnHourAtMost) {
    const auto nth = [](int i) {
        return "198.51." + std::to_string(i / 200) + "." + std::to_string(i % 200);
    };
    for (int i = 0; i < 12; ++i) {
        for (int j = 0; j < 5; ++j) guess("person3", nth(i));
        clock.advance(kMinuteMs);
    }
    EXPECT_LE(audited("session.failed") + audited("session.refused"), 12);
    for (int i = 0; i < 130; ++i) guess("nobody" + std::to_string(i), nth(100 + i));
    EXPECT_EQ(database->number("select count(*) from core_audit where subject = ''"), 100)
        << "of logins that nobody has, all together";
    clock.advance(60 * kMinuteMs);
    guess("nobody", nth(1));
    EXPECT_EQ(database->number("select count(*) from core_audit where subject = ''"), 101);
}

// U3.4: who signs in reads what was tried since the last time.
TEST_P(ThrottleTest, TellsThePersonOfWrongPasswords) {
    ASSERT_TRUE(sign_in());
    EXPECT_EQ(accounts->sign_ins(kTeacher).before_at_ms, 0);
    const int64_t first_ms = clock.now_ms();
    clock.advance(kMinuteMs);
    for (int i = 0; i < 3; ++i) guess("person2", "198.51.100.9");
    guess("person3");
    EXPECT_EQ(accounts->sign_ins(kTeacher).failures, 3) << "while they are here";
    ASSERT_TRUE(sign_in());
    EXPECT_EQ(accounts->sign_ins(kTeacher).before_at_ms, first_ms);
    EXPECT_EQ(accounts->sign_ins(kTeacher).failures, 3) << "since the time before";
    ASSERT_TRUE(sign_in());
    EXPECT_EQ(accounts->sign_ins(kTeacher).failures, 0);
}

TEST_P(ThrottleTest, DoesNotShutTheOwnerOutForGuessesMadeElsewhere) {
    for (int i = 0; i < 5; ++i) ASSERT_EQ(guess("person2", "198.51.100.9"), FaultKind::forbidden);
    EXPECT_EQ(guess("person2", "198.51.100.9"), FaultKind::too_many);
    EXPECT_TRUE(sign_in());
    EXPECT_EQ(guess("person2", "198.51.100.9"), FaultKind::too_many) << "no pardon for the other";
}

TEST_P(ThrottleTest, SlowsGuessesSpreadOverManyAddresses) {
    auto settings = quick();
    settings.login_failures_everywhere_free = 10;
    use(settings);
    const auto nth = [](int i) { return "198.51.100." + std::to_string(i); };
    for (int i = 0; i < 11; ++i) ASSERT_EQ(guess("person2", nth(i)), FaultKind::forbidden) << i;
    EXPECT_EQ(guess("person2", nth(11)), FaultKind::too_many);
    EXPECT_EQ(sign_in().fault().kind, FaultKind::too_many);
    clock.advance(kMinuteMs);
    EXPECT_TRUE(sign_in());
}

TEST_P(ThrottleTest, CountsAnIpv6LineAsOneAddress) {
    const auto nth = [](int i) { return "2001:db8::" + std::to_string(i); };
    for (int i = 1; i <= 5; ++i) ASSERT_EQ(guess("person2", nth(i)), FaultKind::forbidden);
    EXPECT_EQ(guess("person2", nth(6)), FaultKind::too_many);
}

TEST(HashGate, TurnsAwayAtOnceWhatWouldHoldTooManyThreads) {
    HashGate gate(1, 1);
    auto inside = std::make_unique<HashGate::Pass>(gate.enter(std::chrono::seconds(1)));
    ASSERT_TRUE(*inside);
    std::thread waits([&] { EXPECT_TRUE(gate.enter(std::chrono::seconds(20))); });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const auto began = std::chrono::steady_clock::now();
    EXPECT_FALSE(gate.enter(std::chrono::seconds(20)));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    inside.reset();
    waits.join();
    EXPECT_TRUE(gate.enter(std::chrono::seconds(1)));
}

// Whoever signs in comes first; what is made beside requests ends all the same.
TEST(HashGate, KeepsWhatIsMadeBesideBehindThoseWhoSignIn) {
    using std::chrono::milliseconds, std::chrono::seconds;
    HashGate gate(2, 64);
    auto beside = std::make_unique<HashGate::Pass>(gate.enter_behind(seconds(1), seconds(1)));
    ASSERT_TRUE(*beside);
    EXPECT_FALSE(gate.enter_behind(milliseconds(20), milliseconds(20)))
        << "half of the places at most";
    EXPECT_TRUE(gate.enter(milliseconds(0))) << "the other half is for those who sign in";
    beside.reset();

    // Both places are taken and one waits: when one comes free it is theirs.
    auto one = std::make_unique<HashGate::Pass>(gate.enter(seconds(1)));
    auto other = std::make_unique<HashGate::Pass>(gate.enter(seconds(1)));
    std::atomic<bool> signed_in{false};
    std::thread signs_in([&] {
        const auto pass = gate.enter(seconds(20));
        EXPECT_TRUE(pass);
        signed_in = true;
    });
    std::this_thread::sleep_for(milliseconds(100));
    std::thread makes([&] {
        EXPECT_TRUE(gate.enter_behind(seconds(20), seconds(20)));
        EXPECT_TRUE(signed_in);
    });
    std::this_thread::sleep_for(milliseconds(100));
    one.reset();
    signs_in.join();
    makes.join();

    // While somebody waits it is patient, and after that takes its turn like anybody.
    one = std::make_unique<HashGate::Pass>(gate.enter(seconds(1)));
    EXPECT_FALSE(gate.enter_behind(milliseconds(20), milliseconds(20))) << "no place at all";
    std::thread late([&] { EXPECT_TRUE(gate.enter_behind(milliseconds(20), seconds(20))); });
    other.reset();
    late.join();
}

TEST_P(ThrottleTest, TreatsUnknownLoginsAlike) {
    for (int i = 0; i < 5; ++i) ASSERT_EQ(guess("nobody"), FaultKind::forbidden);
    EXPECT_EQ(guess("nobody"), FaultKind::too_many);
    EXPECT_EQ(guess("somebody"), FaultKind::forbidden) << "another one";
}

TEST_P(ThrottleTest, StartsAnewAfterTheRightPassword) {
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) ASSERT_EQ(guess("person2"), FaultKind::forbidden);
        ASSERT_TRUE(sign_in());
    }
}

TEST_P(ThrottleTest, ForgetsFailuresOfLongAgo) {
    for (int i = 0; i < 4; ++i) guess("person2");
    clock.advance(61 * kMinuteMs);
    for (int i = 0; i < 4; ++i) ASSERT_EQ(guess("person2"), FaultKind::forbidden);
    EXPECT_TRUE(sign_in());
    clock.advance(61 * kMinuteMs);
    ASSERT_TRUE(sign_in());
    accounts->forget_old_failures();
    EXPECT_EQ(database->number("select count(*) from core_login_failure where failures > 0"), 0);
    EXPECT_EQ(database->number("select count(*) from core_login_failure"), 1) << "of this sign-in";
}

TEST_P(ThrottleTest, MakesAnAddressWaitThatTriesManyLogins) {
    auto settings = quick();
    settings.address_failures_free = 6;
    use(settings);
    for (int i = 0; i < 7; ++i) ASSERT_EQ(guess("login" + std::to_string(i)), FaultKind::forbidden);
    EXPECT_EQ(guess("login8"), FaultKind::too_many);
    EXPECT_FALSE(sign_in());
    EXPECT_TRUE(accounts->sign_in("person2", password_of(kTeacher), "198.51.100.4"));
    clock.advance(kMinuteMs);
    EXPECT_TRUE(sign_in());
}

// Signing in oneself in between must not buy guesses at others without end.
TEST_P(ThrottleTest, ASuccessMakesOneFailureOfTheAddressGood) {
    auto settings = quick();
    settings.address_failures_free = 6;
    use(settings);
    int guesses = 0;
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 3; ++i) {
            const std::string login = "login" + std::to_string(round) + "." + std::to_string(i);
            if (guess(login) == FaultKind::too_many) break;
            ++guesses;
        }
        if (!sign_in()) break;
    }
    EXPECT_GE(guesses, 7);
    EXPECT_LE(guesses, 10);
}

TEST_P(ThrottleTest, CountsAttemptsMadeAtOnce) {
    std::atomic<int> looked_at{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back(
            [&] { looked_at += guess("person2") == FaultKind::forbidden ? 1 : 0; });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(looked_at, 5);
}

TEST_P(ThrottleTest, SlowsGuessesAtAnOpenSessionWithoutShuttingItsOwnerOut) {
    const auto session = session_of(kTeacher, kSchoolA, MembershipId{22});
    const auto change = [&](const std::string& old_password) {
        return accounts->change_password(session, old_password, "көк тау 57");
    };
    for (int i = 0; i < 5; ++i) ASSERT_EQ(change("guess").fault().kind, FaultKind::invalid);
    EXPECT_EQ(change("guess").fault().kind, FaultKind::too_many);
    EXPECT_EQ(change(password_of(kTeacher)).fault().kind, FaultKind::too_many);
    EXPECT_TRUE(sign_in());
    clock.advance(kMinuteMs);
    EXPECT_TRUE(change(password_of(kTeacher)));
}

INSTANTIATE_TEST_SUITE_P(Databases, ThrottleTest,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
