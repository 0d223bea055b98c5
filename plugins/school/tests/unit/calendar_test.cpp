#include "src/domain/calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace kerege::school {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

using Days = std::vector<std::pair<std::string, std::string>>;

Days terms_of(int year) {
    Days days;
    for (const Term& term : default_calendar(year).terms)
        days.emplace_back(term.begins_on, term.ends_on);
    return days;
}

std::vector<std::string> holidays_of(int year) {
    std::vector<std::string> days;
    for (const Break& rest : default_calendar(year).breaks)
        if (!rest.grade) days.push_back(rest.begins_on);
    return days;
}

TEST(Calendar, IsOfTheYearThatRunsOrComes) {
    EXPECT_EQ(school_year_of("2026-09-01"), 2026);
    EXPECT_EQ(school_year_of("2027-01-10"), 2026);
    EXPECT_EQ(school_year_of("2027-05-26"), 2026) << "the year is over, and no other has begun";
    EXPECT_EQ(school_year_of("2027-05-31"), 2026);
    EXPECT_EQ(school_year_of("2027-06-01"), 2027);
    EXPECT_EQ(school_year_of("2027-08-31"), 2027);
    EXPECT_EQ(school_year_of("2030-02-28"), 2029);
}

TEST(Calendar, ByRuleIsWhatWasPublishedFor2026) {
    const Calendar calendar = default_calendar(2026);
    EXPECT_TRUE(calendar.year.provisional);
    EXPECT_EQ(calendar.year.begins_on, "2026-09-01");
    EXPECT_EQ(calendar.year.ends_on, "2027-05-25");
    EXPECT_EQ(terms_of(2026), (Days{{"2026-09-01", "2026-10-25"},
                                    {"2026-11-02", "2026-12-27"},
                                    {"2027-01-11", "2027-03-21"},
                                    {"2027-03-29", "2027-05-25"}}));
    ASSERT_FALSE(calendar.breaks.empty());
    EXPECT_EQ(calendar.breaks[0].begins_on, "2027-02-08");
    EXPECT_EQ(calendar.breaks[0].ends_on, "2027-02-14");
    EXPECT_EQ(calendar.breaks[0].grade, 1);
    EXPECT_THAT(holidays_of(2026),
                ElementsAre("2026-10-25", "2026-12-16", "2027-03-08", "2027-03-21", "2027-05-01",
                            "2027-05-07", "2027-05-09"));
}

TEST(Calendar, ByRuleOfTheYearsThatCome) {
    EXPECT_EQ(terms_of(2027), (Days{{"2027-09-01", "2027-10-24"},
                                    {"2027-11-01", "2027-12-26"},
                                    {"2028-01-10", "2028-03-19"},
                                    {"2028-03-27", "2028-05-25"}}));
    EXPECT_EQ(terms_of(2028), (Days{{"2028-09-01", "2028-10-22"},
                                    {"2028-10-30", "2028-12-24"},
                                    {"2029-01-08", "2029-03-18"},
                                    {"2029-03-26", "2029-05-25"}}));
    // 1 September is a Saturday in 2029 and a Sunday in 2030: the weeks begin after it.
    EXPECT_EQ(terms_of(2029), (Days{{"2029-09-01", "2029-10-28"},
                                    {"2029-11-05", "2029-12-30"},
                                    {"2030-01-14", "2030-03-24"},
                                    {"2030-04-01", "2030-05-25"}}));
    EXPECT_EQ(terms_of(2030)[0], (std::pair<std::string, std::string>{"2030-09-01", "2030-10-27"}));
    EXPECT_THAT(holidays_of(2029), Contains("2030-03-22"));
    EXPECT_THAT(holidays_of(2027), Not(Contains("2028-03-22"))) << "inside the spring break";
}

TEST(Calendar, ByRuleIsInOrderForManyYears) {
    for (int year = 2026; year < 2060; ++year) {
        const Calendar calendar = default_calendar(year);
        ASSERT_EQ(calendar.terms.size(), 4u);
        EXPECT_EQ(calendar.terms.front().begins_on, calendar.year.begins_on);
        EXPECT_EQ(calendar.terms.back().ends_on, calendar.year.ends_on);
        std::string last;
        for (const Term& term : calendar.terms) {
            EXPECT_LT(last, term.begins_on) << year;
            EXPECT_LT(term.begins_on, term.ends_on) << year;
            last = term.ends_on;
        }
        std::set<std::string> begins;
        for (const Break& rest : calendar.breaks) {
            EXPECT_TRUE(begins.insert(rest.begins_on).second) << rest.begins_on;
            EXPECT_TRUE(std::any_of(calendar.terms.begin(), calendar.terms.end(),
                                    [&](const Term& term) {
                                        return term.begins_on <= rest.begins_on &&
                                               rest.ends_on <= term.ends_on;
                                    }))
                << rest.begins_on;
        }
    }
}

}  // namespace
}  // namespace kerege::school
