#include "host/src/base/text_values.hpp"

#include <gtest/gtest.h>

#include <array>

namespace kerege::text {
namespace {

using Day = DayReading::Problem;
using Phone = PhoneReading::Problem;

TEST(Days, AreReadInBothFormats) {
    EXPECT_EQ(read_day("31.12.2015").day, "2015-12-31");
    EXPECT_EQ(read_day("2015-12-31").day, "2015-12-31");
    EXPECT_EQ(read_day(" 1.9.2015 ").day, "2015-09-01");
    EXPECT_EQ(read_day("31/12/2015").day, "2015-12-31");
    EXPECT_EQ(read_day("29.02.2016").day, "2016-02-29");
    EXPECT_EQ(read_day("2015-12-31 00:00:00").day, "2015-12-31");
}

TEST(Minutes, AreReadAsAClockShowsThem) {
    EXPECT_EQ(read_minute("08:05"), 485);
    EXPECT_EQ(read_minute("00:00"), 0);
    EXPECT_EQ(read_minute("23:59"), 1439);
    for (const char* text :
         {"", "8", ":05", "8:05", "24:00", "08:60", "08:5", "008:05", "08:055", "8.05", "-1:05"})
        EXPECT_EQ(read_minute(text), std::nullopt) << text;
}

TEST(Days, ThatDoNotExistAreRefused) {
    for (const char* day : {"31.02.2015", "29.02.2015", "00.00.0000", "01.13.2015", "31.04.2015",
                            "01.01.1799", "2015-02-30"}) {
        EXPECT_EQ(read_day(day).problem, Day::impossible) << day;
        EXPECT_EQ(read_day(day).day, "");
    }
    for (const char* text : {"", "2015", "12.2015", "31.12.15", "31.12-2015", "a.b.2015",
                             "31.12.2015 08:00", "1.1.1.2015", "99999.1.1"}) {
        EXPECT_EQ(read_day(text).problem, Day::shape) << text;
    }
}

TEST(Days, InTheStoredFormAreRecognised) {
    EXPECT_TRUE(is_day("2015-12-31"));
    EXPECT_FALSE(is_day("2015-12-32"));
    EXPECT_FALSE(is_day("31.12.2015"));
    EXPECT_FALSE(is_day("2015-1-1"));
}

TEST(Days, AreCounted) {
    EXPECT_EQ(day_number("1970-01-01"), 0);
    EXPECT_EQ(day_number("2026-09-02") - day_number("2026-08-31"), 2);
    for (const char* day : {"1969-12-31", "2024-02-29", "2026-12-31", "2199-12-31"})
        EXPECT_EQ(day_of(day_number(day)), day);
    EXPECT_EQ(day_of(day_number("2024-03-01") - 1), "2024-02-29");
}

TEST(Days, MonthsLaterAreTheSameDayOrTheLastOfTheMonth) {
    EXPECT_EQ(months_later("2026-11-22", 3), "2027-02-22");
    EXPECT_EQ(months_later("2026-11-30", 3), "2027-02-28");
    EXPECT_EQ(months_later("2027-11-30", 3), "2028-02-29");
    EXPECT_EQ(months_later("2026-01-31", 1), "2026-02-28");
    EXPECT_EQ(months_later("2012-05-09", 14 * 12), "2026-05-09");
}

TEST(Phones, ComeOutAsE164) {
    for (const char* text : {"+77471056171", "87471056171", "7 747 105-61-71", "8 (747) 105-61-71",
                             "8 (7471056171", "747 105 61 71", "+7 (747) 105.61.71"}) {
        EXPECT_EQ(read_phone(text).e164, "+77471056171") << text;
    }
    EXPECT_EQ(show_phone("+77471056171"), "+7 747 105-61-71");
    EXPECT_EQ(show_phone("112"), "112");
}

TEST(Phones, OfOtherCountriesAreKept) {
    for (const auto& [typed, e164, shown] : {
             std::array{"+998 90 123-45-67", "+998901234567", "+998 901 234 567"},
             std::array{"+90 (532) 123 45 67", "+905321234567", "+90 532 123 4567"},
             std::array{"+49 1512 3456789", "+4915123456789", "+49 151 234 567 89"},
             std::array{"+1 202 555 0123", "+12025550123", "+1 202 555 0123"},
             std::array{"+996 555 123456", "+996555123456", "+996 555 123 456"},
         }) {
        EXPECT_EQ(read_phone(typed).e164, e164) << typed;
        EXPECT_EQ(read_phone(typed).problem, Phone::none) << typed;
        EXPECT_EQ(show_phone(e164), shown);
        EXPECT_EQ(read_phone(shown).e164, e164) << shown;
    }
    for (const char* wrong : {"+1 202 555 012", "+998 90", "+9989012345678901", "+999",
                              "+0 701 1234567", "+210", "+28 123 456 789", "+8 701 123 45 67"})
        EXPECT_EQ(read_phone(wrong).problem, Phone::shape) << wrong;
    // Without a + it is a number of this country, or none.
    EXPECT_EQ(read_phone("998901234567").problem, Phone::digits);
    EXPECT_EQ(read_phone("4915123456").problem, Phone::digits);
    EXPECT_EQ(show_phone("+998"), "+998");
}

TEST(Phones, TellWhatIsWrong) {
    const auto short_one = read_phone("8 (7) 81481247");
    EXPECT_EQ(short_one.problem, Phone::digits);
    EXPECT_EQ(short_one.digits, 10);
    EXPECT_EQ(read_phone("+7747105617").problem, Phone::digits);
    EXPECT_EQ(read_phone("8747105617199").problem, Phone::digits);
    for (const char* text : {"", "нет", "=1+1", "8747105617a", "7+7471056171", "+87471056171"}) {
        EXPECT_EQ(read_phone(text).problem, Phone::shape) << text;
    }
}

TEST(Emails, HaveAShape) {
    for (const char* good : {"a@b.kz", "asel.bek+1@mail.example", "x_y@sub.mail.example"}) {
        EXPECT_TRUE(is_email(good)) << good;
    }
    for (const char* bad : {"", "a", "@b.kz", "a@", "a@b", "a b@c.kz", "a@b..kz", ".a@b.kz",
                            "a@-b.kz", "a@b.kz,c@d.kz", "әсел@mail.kz", "a@b.kz\r\nBcc: c@d.kz"}) {
        EXPECT_FALSE(is_email(bad)) << bad;
    }
}

TEST(Classes, HaveOneSpelling) {
    for (const char* text : {"7А", "7а", "7-А", "7 «А»", "7 \"а\"", " 7 А ", "7A", "7а сынып",
                             "07А", "7 «А» класс", "7–А", "7 „А“"}) {
        EXPECT_EQ(read_class(text), "7А") << text;
    }
    EXPECT_EQ(read_class("11 «ә»"), "11Ә");
    EXPECT_EQ(read_class("0-Б"), "0Б");
    EXPECT_EQ(read_class("5"), "5");
    for (const char* text : {"", "А", "13А", "А7", "7А1", "777", "7АБВГ", "=7А", "7;А"}) {
        EXPECT_FALSE(read_class(text)) << text;
    }
}

TEST(Numbers, OfOrganisationsAndPeopleAreChecked) {
    EXPECT_TRUE(is_bin("160340016781"));
    EXPECT_TRUE(is_bin("110840015752"));
    EXPECT_FALSE(is_bin("160340016782"));
    EXPECT_FALSE(is_bin("16034001678"));
    EXPECT_FALSE(is_bin("16034001678x"));
    EXPECT_FALSE(is_iin("160340016781"));  // 16-03-40 is no day
    EXPECT_TRUE(check_digit_valid("160340016781"));
}

// Counts the check digit of 11 digits as the rule is worded, apart from the code under test.
std::string with_check_digit(const std::string& eleven) {
    const int second[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
    int sum = 0;
    for (int i = 0; i < 11; ++i) sum += (i + 1) * (eleven[static_cast<size_t>(i)] - '0');
    int check = sum % 11;
    if (check == 10) {
        sum = 0;
        for (int i = 0; i < 11; ++i) sum += second[i] * (eleven[static_cast<size_t>(i)] - '0');
        check = sum % 11;
    }
    return check == 10 ? "" : eleven + static_cast<char>('0' + check);
}

TEST(Numbers, OfPeopleCarryTheirBirthDay) {
    int valid = 0, second_round = 0;
    for (int serial = 0; serial < 2000; ++serial) {
        const std::string tail = std::to_string(10000 + serial).substr(1);
        const std::string iin = with_check_digit("0002295" + tail);  // 29 February 2000
        if (iin.empty()) continue;
        EXPECT_TRUE(is_iin(iin)) << iin;
        ++valid;
        int sum = 0;
        for (int i = 0; i < 11; ++i) sum += (i + 1) * (iin[static_cast<size_t>(i)] - '0');
        if (sum % 11 == 10) ++second_round;
        EXPECT_FALSE(is_iin(with_check_digit("0102295" + tail)));  // 2001 has no such day
        EXPECT_FALSE(is_iin(with_check_digit("0002297" + tail)));  // no such century
    }
    EXPECT_GT(valid, 1900);
    EXPECT_GT(second_round, 50);
}

}  // namespace
}  // namespace kerege::text
