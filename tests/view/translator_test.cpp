#include <gtest/gtest.h>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

class TranslatorTest : public testing::Test {
protected:
    TranslatorTest() { missing_ = translator_.add_domain("test", KEREGE_TEST_LOCALES); }

    std::string lessons(std::string_view locale, int64_t count) const {
        return fill(translator_.translate_plural("test", locale, "{count} lesson",
                                                 "{count} lessons", count),
                    {{"count", std::to_string(count)}});
    }

    Translator translator_;
    std::vector<std::string> missing_;
};

TEST_F(TranslatorTest, TranslatesPerLocale) {
    EXPECT_TRUE(missing_.empty());
    EXPECT_EQ(translator_.translate("test", "kk", "Save"), "Сақтау");
    EXPECT_EQ(translator_.translate("test", "ru", "Save"), "Сохранить");
    EXPECT_EQ(translator_.translate("test", "en", "Save"), "Save it");
}

TEST_F(TranslatorTest, FallsBackToTheMessage) {
    EXPECT_EQ(translator_.translate("test", "kk", "Unknown"), "Unknown");
    EXPECT_EQ(translator_.translate("test", "de", "Save"), "Save");
    EXPECT_EQ(translator_.translate("other", "kk", "Save"), "Save");
    EXPECT_EQ(translator_.translate("test", "kk", ""), "");
    EXPECT_TRUE(translator_.has("test", "kk", "Save"));
    EXPECT_FALSE(translator_.has("test", "kk", "Unknown"));
    EXPECT_FALSE(translator_.has("test", "kk", ""));
}

TEST_F(TranslatorTest, RussianHasThreePluralForms) {
    EXPECT_EQ(lessons("ru", 1), "1 урок");
    EXPECT_EQ(lessons("ru", 2), "2 урока");
    EXPECT_EQ(lessons("ru", 5), "5 уроков");
    EXPECT_EQ(lessons("ru", 0), "0 уроков");
    EXPECT_EQ(lessons("ru", 11), "11 уроков");
    EXPECT_EQ(lessons("ru", 12), "12 уроков");
    EXPECT_EQ(lessons("ru", 21), "21 урок");
    EXPECT_EQ(lessons("ru", 104), "104 урока");
    EXPECT_EQ(lessons("ru", 111), "111 уроков");
}

TEST_F(TranslatorTest, KazakhHasOneAndEnglishTwo) {
    EXPECT_EQ(lessons("kk", 1), "1 сабақ");
    EXPECT_EQ(lessons("kk", 2), "2 сабақ");
    EXPECT_EQ(lessons("en", 1), "1 lesson");
    EXPECT_EQ(lessons("en", 0), "0 lessons");
    EXPECT_EQ(lessons("en", 2), "2 lessons");
}

TEST_F(TranslatorTest, PluralsOfGreatNumbers) {
    EXPECT_EQ(lessons("ru", 10'000'000'000'001), "10000000000001 урок");
    EXPECT_EQ(lessons("ru", 4'294'967'298), "4294967298 уроков");
    EXPECT_EQ(lessons("ru", 5'000'000'003), "5000000003 урока");
    EXPECT_EQ(lessons("ru", INT64_MIN), "-9223372036854775808 уроков");
}

TEST_F(TranslatorTest, UntranslatedPluralsFollowTheNumber) {
    EXPECT_EQ(translator_.translate_plural("test", "ru", "one day", "many days", 1), "one day");
    EXPECT_EQ(translator_.translate_plural("test", "ru", "one day", "many days", 21), "many days");
}

TEST(Translator, NamesWhatIsMissingOrDamaged) {
    TempFolder folder;
    folder.write("kk.mo", "not a catalogue at all");
    Translator translator;
    const auto missing = translator.add_domain("x", folder.path());
    ASSERT_EQ(missing.size(), 3u);
    EXPECT_TRUE(missing[0].starts_with("kk.mo (")) << missing[0];
    EXPECT_EQ(missing[1], "ru.mo");
    EXPECT_EQ(missing[2], "en.mo");
    EXPECT_EQ(translator.translate("x", "kk", "Save"), "Save");
}

TEST(Translator, DomainsAreApart) {
    Translator translator;
    translator.add_domain("a", KEREGE_TEST_LOCALES);
    translator.add_domain("b", share() / "locales");
    EXPECT_EQ(translator.translate("a", "kk", "There is no such page"), "There is no such page");
    EXPECT_NE(translator.translate("b", "kk", "There is no such page"), "There is no such page");
    EXPECT_EQ(translator.translate("b", "kk", "Mark of {name}"), "Mark of {name}");
}

}  // namespace
}  // namespace kerege::view
