// Which numbers are shown: by the rule alone, without a database.
#include <gmock/gmock.h>

#include <random>

#include "host/src/open_data/protection.hpp"

namespace kerege::open_data {
namespace {

constexpr Rule kRule{10};
constexpr size_t kLearners = 0, kFemale = 1, kMale = 2, kEmployees = 3, kFirstYear = 5;
const std::vector<Field> kFields = fields(2026);

// Learners by sex and, from the oldest year on, by year of birth.
Counts school(int64_t female, int64_t male, const std::vector<int64_t>& years) {
    Counts counts(kFields.size());
    counts[kLearners] = female + male;
    counts[kFemale] = female;
    counts[kMale] = male;
    for (size_t i = 0; i < years.size(); ++i) counts[kFirstYear + i] = years[i];
    return counts;
}

Cells of(const Counts& counts) { return published(kRule, kFields, counts, true); }

TEST(Protection, PublishesTheSameYearsOfEveryOrganisation) {
    EXPECT_EQ(kFields[kFirstYear].key, "learners_born_2006");
    EXPECT_EQ(kFields.back().key, "learners_born_2021");
    EXPECT_EQ(field_of_year(kFields, 2013), kFirstYear + 7);
    EXPECT_FALSE(field_of_year(kFields, 1990));
}

// U4.14: a small number is nobody's to read, and neither is a part of a withheld whole.
TEST(Protection, U4_14WithholdsSmallNumbersAndRoundsTheOthers) {
    const Cells cells = of(school(61, 59, {}));
    EXPECT_EQ(cells[kLearners].count, 120);
    EXPECT_EQ(cells[kFemale].count, 60);
    EXPECT_EQ(cells[kEmployees], (Cell{std::nullopt, 1})) << "none is a small number too";
    for (const Cell& cell : of(school(4, 3, {7})))
        EXPECT_EQ(cell, (Cell{std::nullopt, 1})) << "seven learners are nowhere";
    EXPECT_FALSE(of(school(14, 0, {}))[kLearners].count);
    EXPECT_EQ(of(school(15, 0, {}))[kLearners].count, 15);
    const Cells office = published(kRule, kFields, school(0, 0, {}), false);
    EXPECT_EQ(office[kLearners], Cell{}) << "where nobody learns there is no such number";
}

TEST(Protection, U4_14TheWholeWithoutAPartTellsNothing) {
    const Cells by_sex = of(school(116, 4, {}));
    EXPECT_EQ(by_sex[kLearners].count, 120);
    EXPECT_FALSE(by_sex[kMale].count);
    EXPECT_FALSE(by_sex[kFemale].count) << "or the four could be computed";
    const Cells by_year = of(school(60, 60, {3, 40, 20, 57}));
    EXPECT_FALSE(by_year[kFirstYear].count);
    EXPECT_FALSE(by_year[kFirstYear + 2].count) << "the smallest goes with the three";
    EXPECT_EQ(by_year[kFirstYear + 1].count, 40);
    const Cells two = of(school(60, 60, {6, 7, 50, 57}));
    EXPECT_EQ(two[kFirstYear + 2].count, 50) << "thirteen of two years are enough";
    const Cells none = of(school(60, 60, {0, 40, 80}));
    EXPECT_EQ(none[kFirstYear + 1].count, 40) << "nobody is to be found there";
}

// What is left when everything shown is taken away is never one small number: for many schools.
TEST(Protection, U4_14NoSchoolGivesAWithheldYearAway) {
    std::mt19937 dice(7);
    for (int round = 0; round < 2000; ++round) {
        std::vector<int64_t> years(kFields.size() - kFirstYear);
        int64_t all = 0;
        for (int64_t& year : years)
            all += year = dice() % 3 == 0 ? static_cast<int64_t>(dice() % 60)
                                          : static_cast<int64_t>(dice() % 9);
        const Counts counts = school(all / 2, all - all / 2, years);
        const Cells cells = of(counts);
        int64_t hidden_people = 0, hidden_years = 0;
        for (size_t i = kFirstYear; i < cells.size(); ++i) {
            if (cells[i].count) {
                EXPECT_GE(*cells[i].count, kRule.at_least);
                EXPECT_EQ(*cells[i].count % kRule.step(), 0);
            } else if (counts[i] > 0) {
                hidden_people += counts[i];
                ++hidden_years;
            }
        }
        EXPECT_TRUE(hidden_years == 0 || (hidden_years > 1 && hidden_people >= kRule.at_least));
        EXPECT_EQ(cells[kFemale].count.has_value(), cells[kMale].count.has_value());
    }
}

// U4.14: whoever compares two days finds no single person; what was shown is never kept too long.
TEST(Protection, U4_14ANumberStaysUntilSeveralHaveComeOrLeft) {
    EXPECT_EQ(settled(kRule, {}, 31), 31);
    for (int64_t now = 27; now <= 35; ++now) EXPECT_EQ(settled(kRule, 31, now), 31) << now;
    EXPECT_EQ(settled(kRule, 31, 36), 36);
    EXPECT_EQ(settled(kRule, 31, 26), 26);
    for (const int64_t at_least : {4, 5, 9, 10, 11, 100}) {
        const Rule rule{at_least};
        for (int64_t now = 0; now < at_least; ++now)
            for (int64_t before = 0; before < 3 * at_least; ++before)
                EXPECT_LT(settled(rule, before, now), rule.shown_from())
                    << "of fewer than " << at_least << " nothing is shown, whatever it was before";
        EXPECT_GE(rule.rounded(rule.shown_from()), at_least);
    }
}

TEST(Protection, SumsAreMadeOfWhatIsShown) {
    Cells sum;
    add_to(sum, of(school(61, 59, {})));
    add_to(sum, of(school(4, 3, {})));
    add_to(sum, published(kRule, kFields, school(0, 0, {}), false));
    EXPECT_EQ(sum[kLearners], (Cell{120, 1}));
    EXPECT_EQ(sum[kEmployees], (Cell{std::nullopt, 3}));
}

}  // namespace
}  // namespace kerege::open_data
