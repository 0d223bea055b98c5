#include "src/domain/totals.hpp"

#include <gtest/gtest.h>

#include "src/domain/class_totals.hpp"
#include "src/domain/marks.hpp"

namespace kerege::journal {
namespace {

const CellValue kEight{8, Attendance::present};
const CellValue kFiveLate{5, Attendance::late};
const CellValue kIll{{}, Attendance::ill};

TEST(Totals, RoundTheMeanHalfUp) {
    EXPECT_EQ((Totals{0, 0, 2}).average("kk"), "");
    EXPECT_EQ((Totals{25, 3, 0}).average("kk"), "8,33");
    EXPECT_EQ((Totals{17, 2, 0}).average("en"), "8.50");
    EXPECT_EQ((Totals{1601, 200, 0}).average("ru"), "8,01");
    EXPECT_EQ((Totals{10, 1, 0}).average("ru"), "10,00");
}

TEST(Totals, CountWhoWasLateAsPresent) {
    Totals totals;
    for (const CellValue& value : {kEight, kFiveLate, kIll}) totals.add(value);
    EXPECT_EQ(totals.mark_sum, 13);
    EXPECT_EQ(totals.marks, 2);
    EXPECT_EQ(totals.absences, 1);
}

TEST(Marks, GoBySubjectWithTheirSums) {
    const auto subjects = by_subject({{{1}, "Алгебра", "2026-09-08", "", kEight},
                                      {{1}, "Алгебра", "2026-09-01", "", kIll},
                                      {{2}, "Химия", "2026-09-01", "", kFiveLate}});
    ASSERT_EQ(subjects.size(), 2u);
    EXPECT_EQ(subjects[0].name, "Алгебра");
    EXPECT_EQ(subjects[0].marks.size(), 2u);
    EXPECT_EQ(subjects[0].totals.average("kk"), "8,00");
    EXPECT_EQ(subjects[0].totals.absences, 1);
    EXPECT_EQ(subjects[1].totals.marks, 1);
    EXPECT_TRUE(by_subject({}).empty());
}

TEST(ClassTotals, AddUpEverySectionOfALearner) {
    const ClassTotals totals(
        {{{7}, {1}, {16, 2, 0}}, {{7}, {2}, {5, 1, 3}}, {{8}, {1}, {9, 1, 0}}});
    EXPECT_EQ(totals.at({7}, {2}).absences, 3);
    EXPECT_EQ(totals.at({8}, {2}).marks, 0);
    EXPECT_EQ(totals.of({7}).average("kk"), "7,00");
    EXPECT_EQ(totals.of({7}).absences, 3);
    EXPECT_EQ(totals.of({99}).average("kk"), "");
}

}  // namespace
}  // namespace kerege::journal
