#include "src/domain/term.hpp"

#include <gtest/gtest.h>

namespace kerege::journal {
namespace {

const std::vector<Term> kTerms = {{2025, 4, {"2026-03-30", "2026-05-25"}},
                                  {2026, 1, {"2026-09-01", "2026-10-25"}},
                                  {2026, 2, {"2026-11-02", "2026-12-27"}}};

TEST(ChooseTerm, TakesTheRunningOneOrTheNext) {
    EXPECT_EQ(choose_term(kTerms, 0, 0, "2026-10-25")->number, 1);
    EXPECT_EQ(choose_term(kTerms, 0, 0, "2026-10-28")->number, 2);
    EXPECT_EQ(choose_term(kTerms, 0, 0, "2026-07-01")->number, 1);
    EXPECT_EQ(choose_term(kTerms, 0, 0, "2027-07-01")->number, 2);
}

TEST(ChooseTerm, StaysWithinTheYearAskedFor) {
    EXPECT_EQ(choose_term(kTerms, 2025, 0, "2026-11-10")->number, 4);
    EXPECT_EQ(choose_term(kTerms, 2026, 1, "2026-11-10")->number, 1);
    EXPECT_EQ(choose_term(kTerms, 2026, 4, "2026-11-10")->number, 2);
    EXPECT_EQ(choose_term({}, 0, 1, "2026-11-10"), nullptr);
    EXPECT_EQ(choose_term(kTerms, 2030, 1, "2026-11-10"), nullptr);
}

}  // namespace
}  // namespace kerege::journal
