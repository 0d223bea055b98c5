#include "src/domain/cell_value.hpp"

#include <gtest/gtest.h>

namespace kerege::journal {
namespace {

struct Good {
    const char* typed;
    const char* locale;
    int mark;  // 0: none
    Attendance attendance;
    const char* shown;
};

class GoodCell : public testing::TestWithParam<Good> {};

TEST_P(GoodCell, IsReadAndWritten) {
    const Good& c = GetParam();
    const auto value = parse_cell(c.typed, c.locale);
    ASSERT_TRUE(value.ok()) << value.fault().user_message;
    EXPECT_EQ(value->mark.value_or(0), c.mark);
    EXPECT_EQ(value->attendance, c.attendance);
    EXPECT_EQ(cell_text(*value, c.locale), c.shown);
    EXPECT_EQ(*parse_cell(c.shown, c.locale), *value);
}

constexpr auto kPresent = Attendance::present;

INSTANTIATE_TEST_SUITE_P(
    Cells, GoodCell,
    testing::Values(
        Good{"8", "kk", 8, kPresent, "8"}, Good{"10", "kk", 10, kPresent, "10"},
        Good{" 1 ", "ru", 1, kPresent, "1"}, Good{"", "kk", 0, kPresent, ""},
        Good{"ж", "kk", 0, Attendance::unexcused, "ж"},
        Good{"Д", "kk", 0, Attendance::excused, "д"}, Good{"а", "kk", 0, Attendance::ill, "а"},
        Good{"8 к", "kk", 8, Attendance::late, "8 к"}, Good{"8к", "kk", 8, Attendance::late, "8 к"},
        Good{"н", "ru", 0, Attendance::unexcused, "н"},
        Good{"У", "ru", 0, Attendance::excused, "у"}, Good{"б", "ru", 0, Attendance::ill, "б"},
        Good{"7 о", "ru", 7, Attendance::late, "7 о"}, Good{"i", "en", 0, Attendance::ill, "i"},
        Good{"10 L", "en", 10, Attendance::late, "10 l"},
        // Letters of the other languages mean what they mean there.
        Good{"н", "kk", 0, Attendance::unexcused, "ж"},
        Good{"ж", "en", 0, Attendance::unexcused, "u"},
        Good{"5 l", "ru", 5, Attendance::late, "5 о"}));

struct Bad {
    const char* typed;
    const char* says;
};

class BadCell : public testing::TestWithParam<Bad> {};

TEST_P(BadCell, SaysWhatIsWrong) {
    const auto value = parse_cell(GetParam().typed, "kk");
    ASSERT_FALSE(value.ok());
    EXPECT_EQ(value.fault().kind, FaultKind::invalid);
    EXPECT_EQ(value.fault().user_message, GetParam().says);
}

constexpr const char* kMark = "A mark is a whole number from 1 to 10.";
constexpr const char* kWrite = "Write a mark from 1 to 10 or an attendance letter.";
constexpr const char* kAbsent = "Who is absent gets no mark: only \"late\" stands beside one.";

INSTANTIATE_TEST_SUITE_P(Cells, BadCell,
                         testing::Values(Bad{"11", kMark}, Bad{"0", kMark}, Bad{"100", kMark},
                                         Bad{"99999999999999999999", kMark}, Bad{"8 ж", kAbsent},
                                         Bad{"ю", kWrite}, Bad{"8,5", kWrite}, Bad{"-8", kWrite},
                                         Bad{"жж", kWrite}, Bad{"8 9", kWrite}));

}  // namespace
}  // namespace kerege::journal
