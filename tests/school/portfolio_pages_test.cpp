// The portfolio's pages ask as often for a class of thirty as for one learner.
#include <cstdlib>

#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using data::Dialect;
using testing::HasSubstr;
using testing::Not;

constexpr int kStatementsOfAPageMax = 3;

class PortfolioPages : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        if (GetParam() == Dialect::postgresql && !std::getenv("KEREGE_TEST_POSTGRES"))
            GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        world = std::make_unique<World>(GetParam());
        world->load("");
        ASSERT_EQ(world->entry("portfolio").state, State::loaded)
            << world->entry("portfolio").reason;
        world->roles = "administrator";
        world->clock.at_ms = 1790744400000;  // 2026-09-30 10:00 in Almaty
        for (const char* statement :
             {"insert into core_module_reach (module, organisation_id) values ('portfolio', 10)",
              "insert into school_year (organisation_id, year, begins_on, ends_on, provisional) "
              "values (10, 2026, '2026-09-01', '2027-05-25', 0)",
              "insert into school_term (organisation_id, year, number, begins_on, ends_on) values "
              "(10, 2026, 1, '2026-09-01', '2026-10-25')",
              "insert into school_class (organisation_id, id, year, grade, letter) values "
              "(10, 5, 2026, 5, 'А')"})
            world->change(statement);
        for (int id = 31; id <= 60; ++id) learner(std::to_string(id));
    }
    void TearDown() override { world.reset(); }

    // Somebody of 5А with an olympiad, a course, and an entry that was removed.
    void learner(const std::string& id) {
        world->change(
            "insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, "
            "phone, email, residence, confirmed_at_ms, created_at_ms) values (" +
            id + ", 'Оспан', 'Ә" + id + "', '', '2016-07-08', 'female', '', '', '', 1, 0)");
        world->change(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, " +
            id + ", " + id + ", 'learner', '', '2020-09-01')");
        world->change(
            "insert into school_enrolment (organisation_id, class_id, learner_membership_id, "
            "valid_from) values (10, 5, " +
            id + ", '2026-09-01')");
        for (const std::string entry :
             {"1, 1, 'olympiad', 'region', 'Олимпиада', '2026-09-20', null",
              "2, 2, 'course', null, 'Домбыра', '2025-10-01', null",
              "3, 3, 'sport', 'school', 'Қате', '2026-09-21', 5"})
            world->change(
                "insert into portfolio_entry (organisation_id, learner_membership_id, result, "
                "place, note, revision, id, batch_id, kind, level, title, begins_on, "
                "removed_at_ms) values (10, " +
                id + ", '', '', '', 1, " + id + entry + ")");
    }

    std::unique_ptr<World> world;
};

std::string name_of_dialect(const testing::TestParamInfo<Dialect>& tested) {
    return tested.param == Dialect::sqlite ? "sqlite" : "postgresql";
}
INSTANTIATE_TEST_SUITE_P(Storage, PortfolioPages,
                         testing::Values(Dialect::sqlite, Dialect::postgresql), name_of_dialect);

TEST_P(PortfolioPages, AskTheSameOfAClassHoweverLarge) {
    const Answer classes = world->get("/portfolio");
    ASSERT_EQ(classes.status, 200) << classes.fault_text;
    EXPECT_THAT(classes.body, HasSubstr(">60</td>")) << "two of each of thirty";
    EXPECT_LE(classes.statements, kStatementsOfAPageMax);
    const Answer one = world->get("/portfolio/classes/5");
    ASSERT_EQ(one.status, 200) << one.fault_text;
    EXPECT_THAT(one.body, HasSubstr("/portfolio/learners/60"));
    EXPECT_LE(one.statements, kStatementsOfAPageMax);
    const Answer table = world->get("/portfolio/classes/5/table");
    ASSERT_EQ(table.status, 200) << table.fault_text;
    EXPECT_THAT(table.body, HasSubstr("Домбыра"));
    EXPECT_THAT(table.body, Not(HasSubstr("Қате")));
    EXPECT_LE(table.statements, kStatementsOfAPageMax);
    const Answer learner = world->get("/portfolio/learners/31");
    ASSERT_EQ(learner.status, 200) << learner.fault_text;
    EXPECT_LE(learner.statements, kStatementsOfAPageMax);
}

}  // namespace
}  // namespace kerege::plugins
