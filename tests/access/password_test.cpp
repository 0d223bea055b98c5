#include "host/src/access/password.hpp"

#include <gmock/gmock.h>

#include <set>

namespace kerege::access {
namespace {

constexpr PasswordCost kQuick{64, 1, 1};

// U1.9: nobody can read a password.
TEST(PasswordHash, FitsItsPasswordAlone) {
    const auto hash = hash_password("Дұрыс жылқы 7", kQuick);
    EXPECT_TRUE(verify_password(hash, "Дұрыс жылқы 7"));
    EXPECT_FALSE(verify_password(hash, "Дұрыс жылқы 8"));
    EXPECT_FALSE(verify_password(hash, ""));
    EXPECT_FALSE(verify_password("not a hash", "Дұрыс жылқы 7"));
    EXPECT_NE(hash, hash_password("Дұрыс жылқы 7", kQuick));
    EXPECT_THAT(hash, testing::StartsWith("$argon2id$v=19$m=64,t=1,p=1$"));
}

TEST(PasswordHash, TakesALetterHoweverItWasTyped) {
    const auto hash = hash_password("май\u0438\u0306 2026 тау", kQuick);  // и and a breve
    EXPECT_TRUE(verify_password(hash, "май\u0439 2026 тау"));             // й
}

TEST(PasswordHash, IsMadeAgainWhenItsCostChanges) {
    const auto hash = hash_password("correct horse", kQuick);
    EXPECT_FALSE(needs_rehash(hash, kQuick));
    EXPECT_TRUE(needs_rehash(hash, {128, 1, 1}));
    EXPECT_TRUE(needs_rehash(hash, {64, 2, 1}));
    EXPECT_TRUE(needs_rehash(hash, {64, 1, 2}));
    EXPECT_TRUE(needs_rehash("$2b$10$abcdefgh", kQuick));
}

TEST(PasswordHash, CostsWhatIsAskedForByDefault) {
    EXPECT_THAT(hash_password("correct horse", {}),
                testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
}

struct Line {
    const char* password;
    const char* refused;  // part of the message, or null: it is taken
};

class PasswordRules : public testing::TestWithParam<Line> {};

TEST_P(PasswordRules, Decide) {
    const PasswordOwner owner{"aigul.serikova3", {"Серікова", "Айгүл", "Болатқызы"}};
    const auto outcome = check_password(GetParam().password, owner);
    if (GetParam().refused == nullptr) {
        EXPECT_TRUE(outcome) << GetParam().password << ": " << outcome.fault().user_message;
    } else {
        ASSERT_FALSE(outcome) << GetParam().password;
        EXPECT_THAT(outcome.fault().user_message, testing::HasSubstr(GetParam().refused))
            << GetParam().password;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Table, PasswordRules,
    testing::Values(Line{"көк тау 57", nullptr}, Line{"mfhqpz8k2w", nullptr},
                    Line{"Менің қара мысығым", nullptr}, Line{"Qwerty is not enough", nullptr},
                    Line{"", "at least {letters}"}, Line{"тау-өзен7", "at least {letters}"},
                    Line{"aigul.serikova3", "login or your name"},
                    Line{"AIGUL.SERIKOVA3", "login or your name"},
                    Line{"1aigul.serikova3!", "login or your name"},
                    Line{"Серікова Айгүл", "login or your name"},
                    Line{"айгүлсерікова1980", "login or your name"},
                    Line{"Айгүл-Болатқызы", "login or your name"},
                    Line{"1234567890", "easy to guess"}, Line{"0987654321", "easy to guess"},
                    Line{"aaaaaaaaaaaa", "easy to guess"}, Line{"abcabcabcabc", "easy to guess"},
                    Line{"qwertyuiop", "easy to guess"}, Line{"Qwerty2026!", "easy to guess"},
                    Line{"ЙЦУКЕНГШЩЗ", "easy to guess"}, Line{"Пароль12345", "easy to guess"},
                    Line{"Қазақстан2026", "easy to guess"}, Line{"Құпиясөз1991", "easy to guess"},
                    Line{"әіңғүұқөһ12", "easy to guess"}, Line{"qazwsxedc123", "easy to guess"},
                    Line{"1q2w3e4r5t", "easy to guess"}, Line{"математика-5", "easy to guess"}));

TEST(PasswordRule, SaysWhenItIsTooLong) {
    std::string longest;
    for (int i = 0; i < 16; ++i) longest += "ә7" + std::to_string(100'000 + 7919 * i);
    ASSERT_EQ(longest.size(), 16u * 9);  // 16 × 8 letters
    EXPECT_TRUE(check_password(longest, {}));
    EXPECT_FALSE(check_password(longest + "1", {}));
}

TEST(PasswordRule, IsAsLongAsTheOperatorSays) {
    EXPECT_TRUE(check_password("көк тау 57", {}));
    const auto longer = check_password("көк тау 57", {}, 11);
    ASSERT_FALSE(longer);
    ASSERT_EQ(longer.fault().values.size(), 1U);
    EXPECT_EQ(longer.fault().values[0].second, "11");
}

// K4.2: a login and a temporary password for each person.
TEST(TemporaryPassword, CanBeReadAloud) {
    std::set<std::string> all;
    for (int i = 0; i < 2000; ++i) {
        const auto password = make_temporary_password();
        EXPECT_THAT(password, testing::MatchesRegex("[bdfghkmnprstzaeiu]{4}-[bdfghkmnprstzaeiu]{4}-"
                                                    "[bdfghkmnprstzaeiu]{4}-[2-9]{4}"));
        all.insert(password);
    }
    EXPECT_EQ(all.size(), 2000u);
}

}  // namespace
}  // namespace kerege::access
