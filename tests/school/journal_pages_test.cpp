// What the journal's pages read of the school: who is in a class on which days, and how often they
// ask.
#include <cstdlib>

#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using data::Dialect;
using testing::HasSubstr;
using testing::Not;

constexpr int kStatementsOfAClassMax = 6;
constexpr int kStatementsOfAGridMax = 5;

class JournalPages : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        if (GetParam() == Dialect::postgresql && !std::getenv("KEREGE_TEST_POSTGRES"))
            GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        world = std::make_unique<World>(GetParam());
        world->load("");
        ASSERT_EQ(world->entry("journal").state, State::loaded) << world->entry("journal").reason;
        world->roles = "administrator";
        world->clock.at_ms = 1790744400000;  // 2026-09-30 10:00 in Almaty
        learner(31, "Әлі", "valid_from = '2026-09-01'");
        learner(32, "Бек", "valid_from = '2026-09-01'");
        learner(33, "Дана", "valid_from = '2026-09-01', valid_until = '2026-09-29'");
        for (const char* statement :
             {"insert into school_year (organisation_id, year, begins_on, ends_on, provisional) "
              "values (10, 2026, '2026-09-01', '2027-05-25', 0)",
              "insert into school_term (organisation_id, year, number, begins_on, ends_on) values "
              "(10, 2026, 1, '2026-09-01', '2026-10-25')",
              "insert into school_class (organisation_id, id, year, grade, letter) values "
              "(10, 5, 2026, 5, 'А')",
              "insert into school_subject (organisation_id, id, name) values (10, 6, 'Алгебра')",
              "insert into school_section (organisation_id, id, class_id, subject_id, "
              "teacher_membership_id) values (10, 7, 5, 6, 78)",
              "insert into school_enrolment (organisation_id, class_id, learner_membership_id, "
              "valid_from, valid_until) values (10, 5, 31, '2026-09-01', null), "
              "(10, 5, 32, '2026-09-01', null), (10, 5, 33, '2026-09-01', '2026-09-29')",
              "insert into school_gap (organisation_id, class_id, learner_membership_id, "
              "first_day, last_day) values (10, 5, 31, '2026-09-02', '2026-09-08'), "
              "(10, 5, 31, '2026-09-16', '2026-09-17')",
              "insert into journal_lesson (organisation_id, section_id, id, held_on, number, "
              "topic) values (10, 7, 101, '2026-09-01', 1, ''), (10, 7, 102, '2026-09-08', 1, ''), "
              "(10, 7, 103, '2026-09-09', 1, ''), (10, 7, 104, '2026-09-16', 1, ''), "
              "(10, 7, 105, '2026-09-30', 1, '')",
              "insert into journal_former_record (organisation_id, learner_membership_id, "
              "former_membership_id, school_kk, school_ru, school_en, class_label, left_on, "
              "taken_at_ms) "
              "values (10, 32, 9, 's', 's', 's', '4Б', '2026-08-31', 0), "
              "(10, 33, 8, 's', 's', 's', '4Б', '2026-08-31', 0)"})
            world->change(statement);
    }
    void TearDown() override { world.reset(); }

    void learner(int id, const std::string& name, const std::string& days) {
        const std::string number = std::to_string(id);
        world->change(
            "insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, "
            "phone, email, residence, confirmed_at_ms, created_at_ms) values (" +
            number + ", 'Оспан', '" + name + "', '', '2016-07-08', 'female', '', '', '', 1, 0)");
        world->change(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, " +
            number + ", " + number + ", 'learner', '', '2020-09-01')");
        world->change("update core_membership set " + days + " where id = " + number);
    }
    // A letter for each lesson of the learner: there or away.
    std::string days_of(const std::string& page, int learner) {
        const std::string row = "data-learner=\"" + std::to_string(learner) + "\"";
        const size_t from = page.find(row);
        if (from == std::string::npos) return "(no row)";
        const std::string cells = page.substr(from, page.find("</tr>", from) - from);
        std::string days;
        for (size_t at = cells.find("<td"); at != std::string::npos; at = cells.find("<td", at + 1))
            days += cells.compare(at, 17, "<td class=\"away\">") == 0 ? 'a' : 't';
        return days;
    }

    std::unique_ptr<World> world;
};

std::string dialect_of(const testing::TestParamInfo<Dialect>& tested) {
    return tested.param == Dialect::sqlite ? "sqlite" : "postgresql";
}
INSTANTIATE_TEST_SUITE_P(Storage, JournalPages,
                         testing::Values(Dialect::sqlite, Dialect::postgresql), dialect_of);

TEST_P(JournalPages, WhoLeftAndCameBackHasOneRowWithoutTheDaysBetween) {
    const Answer page = world->get("/journal/sections/7");
    ASSERT_EQ(page.status, 200) << page.fault_text;
    EXPECT_EQ(days_of(page.body, 31), "tatat");
    EXPECT_EQ(days_of(page.body, 32), "ttttt");
    EXPECT_EQ(days_of(page.body, 33), "tttta");
    EXPECT_LE(page.statements, kStatementsOfAGridMax);
}

TEST_P(JournalPages, AClassNamesThoseWhoBroughtARecordAndAreStillThere) {
    const Answer page = world->get("/journal/classes/5");
    ASSERT_EQ(page.status, 200) << page.fault_text;
    EXPECT_THAT(page.body, HasSubstr("/journal/learners/32/former"));
    EXPECT_THAT(page.body, Not(HasSubstr("/journal/learners/31/former")));
    EXPECT_THAT(page.body, Not(HasSubstr("/journal/learners/33/former"))) << "has left";
    for (const char* name : {"Оспан Ә", "Оспан Б", "Оспан Д"})
        EXPECT_THAT(page.body, HasSubstr(name)) << "in the class in this term";
    EXPECT_LE(page.statements, kStatementsOfAClassMax);
}

}  // namespace
}  // namespace kerege::plugins
