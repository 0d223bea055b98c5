// Who stood in which class when, and whose data a list of that day showed, on both databases.
#include "host/src/directory/placement_times.hpp"

#include <cstdio>

#include "host/src/audit/audit.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/directory/roster/imports.hpp"
#include "host/src/directory/transfers.hpp"
#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using roster::Kind;
using test::kHourMs;
using testing::ElementsAre;
using testing::IsEmpty;

// The clock stands at 2026-09-02 08:00. Times are told in hours from then.
class PlacementTimesTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        endings = std::make_unique<Endings>(**database, audit, events, ids, clock, local_time);
        transfers = std::make_unique<Transfers>(**database, audit, events, *endings, ids, clock,
                                                local_time);
        queue = std::make_unique<jobs::Queue>(**database, ids, clock);
        imports = std::make_unique<roster::Imports>(**database, *rosters, *queue, audit, events,
                                                    addresses, clock, local_time);
        begin_ms = clock.now_ms();
        take_over(school, Kind::staff,
                  "Surname,Name,Sex,Position,Subjects\nАхмет,Айгүл,ж,Әкімші,\n"
                  "Бек,Болат,м,Мұғалім,\"Химия,Физика\"\n");
        appoint(school, "Ахмет");
        take_over(other_school, Kind::learners,
                  "Class,Surname,Name,Birth date,Sex\n5Б,Басқа,Бақыт,01.09.2015,м\n");
        class_is("7А");
    }
    // The roster of learners with Әсел in that class.
    void class_is(const std::string& label) {
        take_over(school, Kind::learners,
                  "Class,Surname,Name,Birth date,Sex\n" + label +
                      ",Қасым,Әсел,01.09.2013,ж\n9А,Кәрім,Өмір,01.09.2011,м\n");
    }
    void wait(int hours) { clock.advance(hours * kHourMs); }
    // Somebody opens the list of a class; the action says which, and when.
    void look(const std::string& label, OrganisationId organisation = {}) {
        auto transaction = (**database).write();
        audit.append(transaction,
                     {.organisation = organisation ? organisation : school,
                      .person = by,
                      .module = {},
                      .action = label + " " + std::to_string((clock.now_ms() - begin_ms) / kHourMs),
                      .subject = "class:" + label,
                      .detail = {},
                      .request_id = {}});
        transaction.commit();
        clock.advance(1);
    }
    MembershipId member(const std::string& given_name, OrganisationId organisation = {}) {
        return {database->number(
            "select max(m.id) from core_membership m join core_person p on p.id = m.person_id "
            "where p.given_name = '" +
            given_name +
            "' and m.organisation_id = " + (organisation ? organisation : school).text())};
    }
    // "7А 0-24", "8А 24-"
    std::vector<std::string> times(MembershipId membership) {
        std::vector<std::string> all;
        const int64_t count = database->number(
            "select count(*) from core_placement_time where membership_id = " + membership.text());
        for (int64_t i = 0; i < count; ++i)
            all.push_back(database->text(
                "select label || ' ' || cast((from_ms - " + std::to_string(begin_ms) +
                ") / 3600000 as text) || '-' || coalesce(cast((until_ms - " +
                std::to_string(begin_ms) +
                ") / 3600000 as text), '') from core_placement_time where membership_id = " +
                membership.text() + " order by from_ms, label limit 1 offset " +
                std::to_string(i)));
        return all;
    }
    std::vector<std::string> times(const std::string& given_name) {
        return times(member(given_name));
    }
    // What looked at them, the newest first.
    std::vector<std::string> seen(MembershipId membership, OrganisationId organisation = {}) {
        audit::Filter filter{.organisation = organisation ? organisation : school};
        filter.about = {{}, membership, "learner"};
        std::vector<std::string> all;
        for (const auto& record : audit::list(**database, filter, 50))
            if (record.subject.starts_with("class:")) all.push_back(record.action);
        return all;
    }
    std::vector<std::string> seen() { return seen(member("Әсел")); }
    roster::UploadId last_upload() {
        return {database->number("select max(id) from core_roster_upload where organisation_id = " +
                                 school.text())};
    }

    int64_t begin_ms = 0;
    std::unique_ptr<Endings> endings;
    std::unique_ptr<Transfers> transfers;
    std::unique_ptr<jobs::Queue> queue;
    std::unique_ptr<roster::Imports> imports;
};

TEST_P(PlacementTimesTest, AYearsChangeTakesNoViewsAwayAndBringsNoneFromBefore) {
    look("7А");
    look("8А");
    wait(24);
    look("7А");
    look("8А");
    class_is("8А");
    look("7А");
    look("8А");
    wait(24);
    look("7А");
    look("8А");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-24", "8А 24-"));
    EXPECT_THAT(times("Өмір"), ElementsAre("9А 0-"));
    EXPECT_THAT(seen(), ElementsAre("8А 48", "8А 24", "7А 24", "7А 0"))
        << "an instant belongs to what began with it";
    EXPECT_THAT(seen(member("Өмір")), IsEmpty());
}

TEST_P(PlacementTimesTest, TheSameRosterOnceMoreChangesNothing) {
    wait(24);
    class_is("7А");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-"));
}

TEST_P(PlacementTimesTest, WhoReturnsStoodThereTwice) {
    for (const char* label : {"7Б", "7А"}) {
        wait(10);
        class_is(label);
    }
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-10", "7Б 10-20", "7А 20-"));
    // And back within the same instant.
    class_is("7Б");
    class_is("7А");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-10", "7Б 10-20", "7А 20-", "7Б 20-20"));
}

TEST_P(PlacementTimesTest, AnImportThatWasUndoneStoodWhileItStood) {
    wait(10);
    class_is("7Б");
    wait(10);
    look("7А");
    look("7Б");
    ASSERT_TRUE(imports->undo(school, last_upload(), by));
    wait(10);
    look("7А");
    look("7Б");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-10", "7Б 10-20", "7А 20-"));
    EXPECT_THAT(seen(), ElementsAre("7А 30", "7Б 20"));
    ASSERT_TRUE(imports->undo(school,
                              {database->number("select min(id) from core_roster_upload "
                                                "where kind = 'learners' and "
                                                "organisation_id = " +
                                                school.text())},
                              by));
    EXPECT_THAT(times("Өмір"), ElementsAre("9А 0-30")) << "whom it made was there until then";
}

TEST_P(PlacementTimesTest, StopWithTheAccessAndGoOnWhenItIsOpenedAgain) {
    const auto learner = member("Әсел");
    wait(2);
    ASSERT_TRUE(endings->end(school, learner, {"expelled", "", ""}, by));
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-2"));
    wait(2);
    look("7А");
    ASSERT_TRUE(endings->reopen(school, learner, by));
    wait(2);
    look("7А");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-2", "7А 4-"));
    EXPECT_THAT(seen(), ElementsAre("7А 6"));
    // To a day that is still to come, by the school's midnight, 16 hours from the beginning.
    ASSERT_TRUE(endings->end(school, learner, {"expelled", "03.09.2026", ""}, by));
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-2", "7А 4-16"));
    class_is("7Б");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-2", "7А 4-6", "7Б 6-16"));
    ASSERT_TRUE(endings->reopen(school, learner, by));
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-2", "7А 4-6", "7Б 6-"));
}

TEST_P(PlacementTimesTest, WhoMovesToAnotherSchoolStoodInBoth) {
    wait(2);
    const auto left = member("Әсел");
    const auto asked = transfers->ask({school, by}, left, {other_school, "04.09.2026", "№ 7"});
    ASSERT_TRUE(asked) << asked.fault().log_text;
    ASSERT_TRUE(transfers->accept({other_school, PersonId{8}}, *asked, "5Б"));
    const auto made = member("Әсел", other_school);
    EXPECT_THAT(times(left), ElementsAre("7А 0-40")) << "until the midnight before the 4th";
    EXPECT_THAT(times(made), ElementsAre("5Б 40-"));
    look("5Б", other_school);
    wait(48);
    look("5Б", other_school);
    look("7А");
    EXPECT_THAT(seen(made, other_school), ElementsAre("5Б 50"));
    EXPECT_THAT(seen(left), IsEmpty());
}

TEST_P(PlacementTimesTest, TwoLabelsAtOnceAreTwo) {
    EXPECT_THAT(times("Болат"), ElementsAre("Физика 0-", "Химия 0-"));
    const auto learner = member("Әсел");
    wait(5);
    {
        database->run(
            "insert into core_placement (organisation_id, membership_id, kind, label) "
            "values (" +
            school.text() + ", " + learner.text() + ", 'class', '7Б')");
        auto transaction = (**database).write();
        keep_placement_times(transaction, school, learner, clock.now_ms(), local_time);
        transaction.commit();
    }
    look("7А");
    look("7Б");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А 0-", "7Б 5-"));
    EXPECT_THAT(seen(), ElementsAre("7Б 5", "7А 5"));
}

// What stood there before times were kept has stood since the membership began.
TEST_P(PlacementTimesTest, AreFilledBackFromTheMembership) {
    database->run("update core_membership set valid_from = '2026-08-31' where id = " +
                  member("Әсел").text());
    database->run(
        "update core_membership set valid_from = '2026-08-31', valid_until = "
        "'2026-09-01' where id = " +
        member("Өмір").text());
    database->run("drop table core_placement_time");
    const bool own = GetParam() == data::Dialect::postgresql;
    database->run(test::source_file(std::string("host/migrations/0035_placement_times.expand") +
                                    (own ? ".pg.sql" : ".sql")));
    EXPECT_THAT(times("Әсел"), ElementsAre("7А -56-")) << "midnight by the school's clock";
    EXPECT_THAT(times("Өмір"), ElementsAre("9А -56--8"));
    wait(1);
    class_is("8А");
    EXPECT_THAT(times("Әсел"), ElementsAre("7А -56-1", "8А 1-"));
}

KEREGE_ON_BOTH_DATABASES(PlacementTimesTest);

}  // namespace
}  // namespace kerege::directory
