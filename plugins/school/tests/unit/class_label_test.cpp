#include "src/domain/class_label.hpp"

#include <gtest/gtest.h>

namespace kerege::school {
namespace {

struct Case {
    const char* typed;
    const char* read;  // null: not a class
};

class ClassLabelTest : public testing::TestWithParam<Case> {};

TEST_P(ClassLabelTest, ReadsWhatSchoolsWrite) {
    const auto label = ClassLabel::parse(GetParam().typed);
    if (!GetParam().read) {
        EXPECT_FALSE(label.has_value());
    } else {
        ASSERT_TRUE(label.has_value());
        EXPECT_EQ(label->text(), GetParam().read);
    }
}

INSTANTIATE_TEST_SUITE_P(Labels, ClassLabelTest,
                         testing::Values(Case{"5Ә", "5Ә"}, Case{"5ә", "5Ә"}, Case{"5 «Ә»", "5Ә"},
                                         Case{"5-Ә", "5Ә"}, Case{" 11 б ", "11Б"},
                                         Case{"11–В", "11В"}, Case{"7 \"а\"", "7А"},
                                         Case{"0А", "0А"}, Case{"7A", "7А"}, Case{"3ԥ", "3Ә"},
                                         Case{"3ə", "3Ә"}, Case{"9Қ", "9Қ"}, Case{"9ұ", "9Ұ"},
                                         Case{"9і", "9І"}, Case{"1ё", "1Ё"}, Case{"13А", nullptr},
                                         Case{"", nullptr}, Case{"5", nullptr}, Case{"А5", nullptr},
                                         Case{"5АБВГ", nullptr}, Case{"5!", nullptr},
                                         Case{"5А6", nullptr}, Case{"\xd0", nullptr}));

}  // namespace
}  // namespace kerege::school
