// From one school year to the next: rosters that come years from now, with and without a published
// calendar.
#include <chrono>
#include <cstdlib>

#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using data::Dialect;

class SchoolYear : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override {
        if (GetParam() == Dialect::postgresql && !std::getenv("KEREGE_TEST_POSTGRES"))
            GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        world = std::make_unique<World>(GetParam());
        world->load("");
        ASSERT_EQ(world->entry("school").state, State::loaded) << world->entry("school").reason;
        world->change(
            "insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, "
            "phone, email, residence, confirmed_at_ms, created_at_ms) values "
            "(1, 'Оспан', 'Дана', '', '2016-07-08', 'female', '', '', '', 1, 0)");
        world->change(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, 31, 1, 'learner', '', '2020-09-01')");
    }
    void TearDown() override { world.reset(); }

    // The learner stands in a roster of that day with this class; the event is delivered.
    void roster(std::chrono::year_month_day day, const std::string& label) {
        move_to(day);
        world->change("delete from core_placement");
        world->change(
            "insert into core_placement (organisation_id, membership_id, kind, label) "
            "values (10, 31, 'class', '" +
            label + "')");
        tell("core.roster.applied");
    }
    // The host's event is delivered.
    void tell(const std::string& topic, const std::string& subject = "") {
        const std::string id = std::to_string(++events_);
        world->change(
            "insert into core_event (id, organisation_id, topic, subject, payload, created_at_ms) "
            "values (" +
            id + ", 10, '" + topic + "', '" + subject + "', '{}', 0)");
        world->change(
            "insert into core_event_delivery (event_id, module, attempts, next_at_ms, last_error) "
            "values (" +
            id + ", 'school', 0, 0, '')");
        EXPECT_EQ(world->plugins->deliverer().deliver_due(), 1);
        EXPECT_EQ(world->sql("select last_error from core_event_delivery"), "(no row)");
    }
    void move_to(std::chrono::year_month_day day) {
        using namespace std::chrono;
        world->clock.at_ms =
            duration_cast<milliseconds>((sys_days(day) + hours(7)).time_since_epoch()).count();
    }
    std::string sql(const std::string& statement) { return world->sql(statement); }
    // "year-grade-letter first day-last day" of the learner's enrolment in a class of that year.
    std::string enrolment(int year) {
        return sql(
            "select c.grade || c.letter || ' ' || e.valid_from || ' ' || "
            "coalesce(cast(e.valid_until as text), 'still') from school_enrolment e "
            "join school_class c on c.organisation_id = e.organisation_id and c.id = e.class_id "
            "where c.year = " +
            std::to_string(year));
    }

    std::unique_ptr<World> world;

private:
    int events_ = 0;
};

std::string dialect_name(const testing::TestParamInfo<Dialect>& tested) {
    return tested.param == Dialect::sqlite ? "sqlite" : "postgresql";
}
INSTANTIATE_TEST_SUITE_P(Storage, SchoolYear, testing::Values(Dialect::sqlite, Dialect::postgresql),
                         dialect_name);

using std::chrono::year;

// K3.2.1, K3.2.2: rules that follow the law are data.
TEST_P(SchoolYear, TakesThePublishedCalendar) {
    roster(year(2026) / 10 / 14, "5А");
    EXPECT_EQ(sql("select provisional from school_year where year = 2026"), "0");
    EXPECT_EQ(sql("select count(*) from school_term where year = 2026"), "4");
    EXPECT_EQ(sql("select cast(ends_on as text) from school_term where number = 3"), "2027-03-21");
    EXPECT_EQ(sql("select count(*) from school_break where year = 2026"), "7");
    EXPECT_EQ(sql("select grade from school_break where begins_on = '2027-02-08'"), "1");
    EXPECT_EQ(enrolment(2026), "5А 2026-09-01 still");
    // After the last lesson and before June it is still that year's roster.
    roster(year(2027) / 5 / 26, "5А");
    EXPECT_EQ(sql("select count(*) from school_year"), "1");
}

TEST_P(SchoolYear, OnlyWhatARosterBringsIsPutIntoTheSearch) {
    const auto found = [this](const std::string& title) {
        return sql("select e.kind || ' ' || e.detail from core_search_entry e where e.title = '" +
                   title +
                   "' and (exists (select 1 from school_class c where c.id = e.entry_id) or exists "
                   "(select 1 from school_subject s where s.id = e.entry_id))");
    };
    roster(year(2026) / 10 / 14, "5А");
    EXPECT_EQ(found("5А"), "class 2026/27");
    world->change("update core_search_entry set detail = 'as it was'");
    world->change(
        "insert into core_placement (organisation_id, membership_id, kind, label) "
        "values (10, 31, 'subject', 'Химия')");
    tell("core.roster.applied");
    EXPECT_EQ(found("Химия"), "subject ");
    roster(year(2026) / 10 / 15, "6Б");
    EXPECT_EQ(found("6Б"), "class 2026/27");
    EXPECT_EQ(found("5А"), "class as it was");
    EXPECT_EQ(sql("select count(*) from core_search_entry"), "3");
}

TEST_P(SchoolYear, WhoIsPlacedByHandGoesThereAndNobodyElseMoves) {
    const auto place = [this](const std::string& membership, const std::string& label) {
        world->change("delete from core_placement where membership_id = " + membership);
        world->change(
            "insert into core_placement (organisation_id, membership_id, kind, label) values "
            "(10, " +
            membership + ", 'class', '" + label + "')");
    };
    move_to(year(2026) / 10 / 14);
    place("31", "5А");
    tell("core.members.changed", "placed:31");
    EXPECT_EQ(enrolment(2026), "5А 2026-09-01 still") << "before any roster, a roster of one";
    // Another came by hand meanwhile, in November.
    world->change(
        "insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, phone, "
        "email, residence, confirmed_at_ms, created_at_ms) values "
        "(2, 'Серік', 'Айша', '', '2016-07-08', 'female', '', '', '', 1, 0)");
    world->change(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (10, 32, 2, 'learner', '', '2026-11-10')");
    move_to(year(2026) / 11 / 10);
    place("32", "5Б");
    place("31", "6А");  // of whom nobody tells
    tell("core.members.changed", "placed:32");
    EXPECT_EQ(sql("select c.grade || c.letter || ' ' || e.valid_from from school_enrolment e join "
                  "school_class c on c.organisation_id = e.organisation_id and c.id = e.class_id "
                  "where e.learner_membership_id = 32"),
              "5Б 2026-11-10")
        << "a new class, from the first day here";
    EXPECT_EQ(sql("select count(*) from school_class"), "2") << "nobody else moves";
    EXPECT_EQ(sql("select count(*) from core_search_entry where title = '5Б'"), "1");
    place("32", "5А");
    move_to(year(2026) / 11 / 17);
    tell("core.members.changed", "placed:32");
    EXPECT_EQ(sql("select valid_until from school_enrolment e join school_class c on c.id = "
                  "e.class_id where c.letter = 'Б'"),
              "2026-11-16");
    // In summer what was placed is of the year before.
    move_to(year(2027) / 7 / 1);
    place("32", "6Б");
    tell("core.members.changed", "placed:32");
    EXPECT_EQ(sql("select count(*) from school_class"), "2");
}

TEST_P(SchoolYear, WhoeverLeavesTheSchoolLeavesTheClass) {
    tell("core.members.changed");
    EXPECT_EQ(sql("select count(*) from school_year"), "0") << "no school yet";
    roster(year(2026) / 10 / 14, "5А");
    world->change("update core_membership set valid_until = '2026-10-13' where id = 31");
    tell("core.members.changed");
    EXPECT_EQ(enrolment(2026), "5А 2026-09-01 2026-10-13");
    world->change("update core_membership set valid_until = null where id = 31");
    tell("core.members.changed");
    EXPECT_EQ(enrolment(2026), "5А 2026-09-01 still") << "opened again";
    EXPECT_EQ(sql("select count(*) from school_gap"), "0") << "on the next day";
    world->change("update core_membership set valid_until = '2026-10-20' where id = 31");
    move_to(year(2026) / 10 / 21);
    tell("core.members.changed");
    world->change("update core_membership set valid_until = null where id = 31");
    move_to(year(2026) / 11 / 16);
    tell("core.members.changed");
    EXPECT_EQ(enrolment(2026), "5А 2026-09-01 still");
    EXPECT_EQ(
        sql("select cast(first_day as text) || ' ' || cast(last_day as text) from school_gap"),
        "2026-10-21 2026-11-15");
    move_to(year(2027) / 7 / 1);
    tell("core.members.changed");
    EXPECT_EQ(sql("select count(*) from school_year"), "1") << "no roster of the next year yet";
}

TEST_P(SchoolYear, BeginsYearsThatNobodyPublishedYet) {
    roster(year(2027) / 6 / 15, "5А");
    EXPECT_EQ(sql("select provisional from school_year where year = 2027"), "1");
    EXPECT_EQ(sql("select cast(begins_on as text) from school_term where number = 4"),
              "2028-03-27");
    EXPECT_EQ(enrolment(2027), "5А 2027-09-01 still");
    roster(year(2030) / 3 / 1, "7А");
    EXPECT_EQ(sql("select cast(ends_on as text) from school_year where year = 2029"), "2030-05-25");
    EXPECT_EQ(sql("select count(*) from school_break where year = 2029 and grade is null"), "9");
    EXPECT_EQ(enrolment(2029), "7А 2029-09-01 still");
}

TEST_P(SchoolYear, EndsTheEnrolmentsOfTheYearBefore) {
    roster(year(2026) / 9 / 2, "4А");
    EXPECT_EQ(enrolment(2026), "4А 2026-09-01 still");
    roster(year(2027) / 8 / 20, "5А");
    EXPECT_EQ(enrolment(2026), "4А 2026-09-01 2027-05-25") << "the last day of that year";
    EXPECT_EQ(enrolment(2027), "5А 2027-09-01 still");
    // The same roster again ends nothing of the year that runs.
    roster(year(2027) / 9 / 10, "5А");
    EXPECT_EQ(enrolment(2027), "5А 2027-09-01 still");
    EXPECT_EQ(enrolment(2026), "4А 2026-09-01 2027-05-25");
}

TEST_P(SchoolYear, APublishedCalendarTakesTheProvisionalOnesPlace) {
    roster(year(2027) / 8 / 20, "5А");
    world->change(
        "insert into school_calendar (organisation_id, year, reference, begins_on, ends_on) "
        "values (0, 2027, 'Order of 2027', '2027-09-02', '2028-05-26')");
    world->change(
        "insert into school_calendar_term (organisation_id, year, number, begins_on, ends_on) "
        "values (0, 2027, 1, '2027-09-02', '2027-12-30'), (0, 2027, 2, '2028-01-12', "
        "'2028-05-26')");
    world->change(
        "insert into school_calendar_break (organisation_id, year, begins_on, ends_on, grade) "
        "values (0, 2027, '2027-12-16', '2027-12-17', null)");
    for (int twice = 0; twice < 2; ++twice) {
        roster(year(2027) / 8 / 25, "5А");
        EXPECT_EQ(sql("select provisional || ' ' || begins_on || ' ' || ends_on from school_year"),
                  "0 2027-09-02 2028-05-26");
        EXPECT_EQ(sql("select count(*) from school_term"), "2");
        EXPECT_EQ(sql("select begins_on || ' ' || ends_on from school_break"),
                  "2027-12-16 2027-12-17");
    }
    EXPECT_EQ(sql("select count(*) from school_break"), "1");
}

}  // namespace
}  // namespace kerege::plugins
