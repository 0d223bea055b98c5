#include "src/domain/portfolio.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kerege::portfolio {
namespace {

Record record(int64_t id, Kind kind, const std::string& begins_on) {
    Record out;
    out.id = {id};
    out.entry.kind = kind;
    out.entry.begins_on = begins_on;
    return out;
}

TEST(Portfolio, CountsASchoolYearFromSeptember) {
    EXPECT_EQ(school_year_of("2026-09-01"), 2026);
    EXPECT_EQ(school_year_of("2026-08-31"), 2025);
    EXPECT_EQ(school_year_of("2027-01-01"), 2026);
}

TEST(Portfolio, StandsByYearWithCoursesApart) {
    Record removed = record(5, Kind::art, "2024-02-02");
    removed.removed = true;
    const Portfolio portfolio = arrange(
        {record(1, Kind::sport, "2026-10-01"), record(2, Kind::course, "2026-09-15"),
         record(3, Kind::olympiad, "2026-09-02"), record(4, Kind::other, "2026-05-20"), removed});
    ASSERT_EQ(portfolio.years.size(), 2U);
    EXPECT_EQ(portfolio.years[0].year, 2026);
    EXPECT_EQ(portfolio.years[0].records.size(), 2U);
    EXPECT_EQ(portfolio.years[1].year, 2025);
    ASSERT_EQ(portfolio.courses.size(), 1U);
    EXPECT_EQ(portfolio.courses[0].id, EntryId{2});
    ASSERT_EQ(portfolio.removed.size(), 1U);
    EXPECT_FALSE(portfolio.empty());
    EXPECT_TRUE(arrange({removed}).empty()) << "what was removed is nobody's achievement";
}

}  // namespace
}  // namespace kerege::portfolio
