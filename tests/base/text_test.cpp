#include "host/src/base/text.hpp"

#include <gtest/gtest.h>

#include "host/src/base/text_letters.hpp"

namespace kerege::text {
namespace {

TEST(Text, KnowsWellFormedUtf8) {
    EXPECT_TRUE(valid_utf8("Әлішер ₸ 😀"));
    EXPECT_TRUE(valid_utf8(""));
    EXPECT_FALSE(valid_utf8("\xcf\xf0\xe8\xe2\xe5\xf2"));  // "Привет" in Windows-1251
    EXPECT_FALSE(valid_utf8("\xc0\xaf"));                  // overlong
    EXPECT_FALSE(valid_utf8("\xed\xa0\x80"));              // a surrogate
    EXPECT_FALSE(valid_utf8("\xd0"));                      // cut
}

TEST(Text, TidiesSpaces) {
    EXPECT_EQ(tidy("  Айдос \t Серік "), "Айдос Серік");
    EXPECT_EQ(tidy("Айдос\u00a0\u00a0Серік"), "Айдос Серік");
    EXPECT_EQ(tidy("\ufeffАй\u200bдос"), "Айдос");
    EXPECT_EQ(tidy("и\u0306од"), "йод");
    EXPECT_EQ(tidy(" \r\n"), "");
}

TEST(Text, ChangesCaseOfKazakhLetters) {
    EXPECT_EQ(lower("ӘҒҚҢӨҰҮҺІ"), "әғқңөұүһі");
    EXPECT_EQ(upper("әғқңөұүһі"), "ӘҒҚҢӨҰҮҺІ");
    EXPECT_EQ(title("әбілқайыр-ұлы серік"), "Әбілқайыр-Ұлы Серік");
}

TEST(Text, FoldsForSearch) {
    EXPECT_EQ(fold("Әбдіқалық"), "абдикалык");
    EXPECT_EQ(fold("ҒҢӨҰҮҺ"), "гноуух");
    EXPECT_EQ(fold("  Артём-Сұлтан  7«Ә» "), "артем султан 7 а");
    EXPECT_EQ(fold("100% a_b"), "100 a b");
    EXPECT_EQ(fold("Кԥрімов"), fold("Кәрімов"));
}

TEST(Text, KnowsTheKazakhAlphabet) {
    const std::vector<std::string> alphabet{"А", "Ә", "Б", "В", "Г", "Ғ", "Д", "Е", "Ё", "Ж", "З",
                                            "И", "Й", "К", "Қ", "Л", "М", "Н", "Ң", "О", "Ө", "П",
                                            "Р", "С", "Т", "У", "Ұ", "Ү", "Ф", "Х", "Һ", "Ц", "Ч",
                                            "Ш", "Щ", "Ъ", "Ы", "І", "Ь", "Э", "Ю", "Я"};
    for (size_t i = 1; i < alphabet.size(); ++i) {
        EXPECT_TRUE(before(alphabet[i - 1] + "я", alphabet[i] + "а")) << alphabet[i];
        EXPECT_FALSE(before(alphabet[i] + "а", alphabet[i - 1] + "я")) << alphabet[i];
    }
    EXPECT_FALSE(before("Әсел", "Әсел"));
}

TEST(Text, ShortensByCodePoints) {
    EXPECT_EQ(length("Әсел"), 4u);
    EXPECT_EQ(shorten("Әсел", 4), "Әсел");
    EXPECT_EQ(shorten("Әселка", 4), "Әсе…");
    EXPECT_EQ(shorten("Әсел", 0), "");
}

TEST(Text, SplitsAndTidies) {
    const std::vector<std::string> expected{"Қазақ тілі", "Химия"};
    EXPECT_EQ(split(" Қазақ  тілі, ;Химия,", ",;"), expected);
    EXPECT_TRUE(split(" , ", ",").empty());
}

TEST(Letters, MendsWhatLooksAlike) {
    EXPECT_EQ(mend_letters("Кԥрімов"), "Кәрімов");
    EXPECT_EQ(mend_letters("Aлтын"), "Алтын");            // Latin A
    EXPECT_EQ(mend_letters("Cepiк"), "Серік");            // Latin C, e, p, i
    EXPECT_EQ(mend_letters("Əлия"), "Әлия");              // U+018F
    EXPECT_EQ(mend_letters("Сəуле Өмір"), "Сәуле Өмір");  // U+0259
    EXPECT_EQ(mend_letters("Иван Smith"), "Иван Smith");
    EXPECT_EQ(mend_letters("Anna Bek"), "Anna Bek");  // a Latin word stays Latin
    EXPECT_EQ(mend_letters("Жansaя"), "Жansaя");      // n and s have no twin: left to a person
    EXPECT_EQ(to_cyrillic_letters("7A"), "7А");
}

TEST(Letters, TellsNamesFromOtherThings) {
    for (const char* name :
         {"Әсел", "Салтыков-Щедрин", "О'Коннор", "Ли", "Smith", "Әбдіқалық қызы"}) {
        EXPECT_TRUE(is_name(name)) << name;
    }
    for (const char* other : {"", " ", "-", "Иван2", "Жansaя", "=1+1", "Иван@", "123"}) {
        EXPECT_FALSE(is_name(other)) << other;
    }
    EXPECT_TRUE(mixed_alphabets("Жansaя"));
    EXPECT_FALSE(mixed_alphabets("Иван Smith"));
}

TEST(Letters, TransliteratesToAscii) {
    EXPECT_EQ(to_ascii("Жұмабаева"), "zhumabaeva");
    EXPECT_EQ(to_ascii("Әбдіқалық"), "abdikalyk");
    EXPECT_EQ(to_ascii("Щербакова"), "shcherbakova");
    EXPECT_EQ(to_ascii("Фёдоров"), "fedorov");
    EXPECT_EQ(to_ascii("Игорь Ли-Цой"), "igorlitsoi");
    EXPECT_EQ(to_ascii("Әәғқңөұүһі"), "aagknouuhi");
    EXPECT_EQ(to_ascii("Müller"), "muller");
    EXPECT_EQ(to_ascii("王"), "");
}

TEST(Text, MendsWhatIsNoText) {
    EXPECT_EQ(mended("Ән salu"), "Ән salu");
    EXPECT_EQ(mended("\xff\xfe no"), "\uFFFD\uFFFD no");
    EXPECT_EQ(mended(std::string_view("a\0b", 3)), "a\uFFFDb");
    EXPECT_TRUE(valid_utf8(mended("cut \xd3")));
}

}  // namespace
}  // namespace kerege::text
