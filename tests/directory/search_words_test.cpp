// What is typed into a search, as words.
#include "host/src/directory/search_words.hpp"

#include <gmock/gmock.h>

namespace kerege::directory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SearchWords, AreFoldedAsPeopleType) {
    EXPECT_THAT(search_words("  ӘСЕЛ Қасымқызы "), ElementsAre("асел", "касымкызы"));
    EXPECT_THAT(search_words("Ақ-Ерке Нұр"), ElementsAre("ак", "ерке", "нур"));
    EXPECT_THAT(search_words("Ахметов Н.Б."), ElementsAre("ахметов", "н", "б"));
    EXPECT_THAT(search_words("Алёна алена"), ElementsAre("алена")) << "each once";
    EXPECT_THAT(search_words("Əcел"), ElementsAre("асел")) << "look-alikes";
    EXPECT_THAT(search_words("a b c d e f g"), testing::SizeIs(kSearchWordsMax));
    EXPECT_THAT(search_words("% _ '"), IsEmpty());
    EXPECT_THAT(search_words(""), IsEmpty());
    EXPECT_THAT(search_words("\xff\xfe"), IsEmpty()) << "not UTF-8";
    EXPECT_THAT(search_words(std::string(100'000, 'a')), testing::SizeIs(1));
}

TEST(SearchWords, TakeAClassHoweverItIsWritten) {
    for (const char* typed : {"7а", "7А", "7-А", "7 а", "7A", "7 - a"})
        EXPECT_THAT(search_words(typed), ElementsAre("7а")) << typed;
    EXPECT_THAT(search_words("11Ә Нұрлан"), ElementsAre("11а", "нурлан"));
    EXPECT_THAT(search_words("7"), ElementsAre("7"));
    EXPECT_THAT(search_words("7 ахмет"), ElementsAre("7", "ахмет"));
    EXPECT_THAT(search_words("123а"), ElementsAre("123а"));
}

TEST(SearchWords, TakeATelephoneNumberHoweverItIsWritten) {
    EXPECT_THAT(search_words("+7 (701) 123-45-67"), ElementsAre("77011234567"));
    EXPECT_THAT(search_words("8 701 123 45 67"), ElementsAre("77011234567"));
    EXPECT_THAT(search_words("8701 12"), ElementsAre("770112"));
    EXPECT_THAT(search_words("701 123"), ElementsAre("701123"));
    EXPECT_THAT(search_words("701"), ElementsAre("701")) << "too short to be one";
}

TEST(SearchWords, SayEnoughWithTwoLetters) {
    EXPECT_FALSE(worth_searching({}));
    EXPECT_FALSE(worth_searching({"а"}));
    EXPECT_TRUE(worth_searching({"ах"}));
    EXPECT_FALSE(worth_searching({"а", "н"}));
    EXPECT_TRUE(worth_searching({"а", "ну"}));
    EXPECT_TRUE(worth_searching(search_words("7 а"))) << "one class";
}

TEST(SearchWords, AreRangesOfAllThatBeginSo) {
    const auto ranges = ranges_of({"кас"});
    EXPECT_EQ(ranges[0].from, "кас");
    for (const std::string word : {"кас", "касым", "касяяя"}) {
        EXPECT_LE(ranges[0].from, word);
        EXPECT_LT(word, ranges[0].beyond);
    }
    EXPECT_GT(std::string("кат"), ranges[0].beyond);
    EXPECT_EQ(ranges[1].from, "");
}

}  // namespace
}  // namespace kerege::directory
