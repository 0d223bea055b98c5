// Rosters taken over by a school, on both databases.
#include <ctime>

#include "host/src/directory/roster/choice.hpp"
#include "host/src/directory/roster/exported.hpp"
#include "tests/directory/house.hpp"
#include "tests/directory/workbook.hpp"

namespace kerege::directory {
namespace {

using roster::Kind;
using testing::ElementsAre;

class RostersTest : public HouseTest {
protected:
    int64_t members(OrganisationId organisation, const std::string& profile) {
        return database->number("select count(*) from core_membership where organisation_id = " +
                                organisation.text() + " and profile = '" + profile + "'");
    }
    int64_t with_role(const std::string& role) {
        return database->number("select count(*) from core_membership_role where role = '" + role +
                                "'");
    }
    // Rows of all tables that a roster writes.
    int64_t rows() {
        int64_t all = 0;
        for (const char* table : {"core_person", "core_membership", "core_membership_role",
                                  "core_placement", "core_guardianship", "core_account"}) {
            all += database->number(std::string("select count(*) from ") + table);
        }
        return all;
    }
    roster::Preview preview(Kind kind, const std::string& bytes) {
        const auto upload = rosters->stage(school, by, kind, "list.csv", bytes);
        EXPECT_TRUE(upload);
        auto shown = rosters->preview(school, *upload);
        EXPECT_TRUE(shown);
        return *std::move(shown);
    }
};

const std::string kHeading =
    "Сынып;Фамилия;Имя;Отчество;Дата рождения;Пол;Телефон;E-mail;Родитель 1;Телефон 1;E-mail 1\n";
const std::string kStaffHeading =
    "Фамилия;Имя;Отчество;Дата рождения;Пол;Телефон;E-mail;Адрес;Должность;Предметы\n";

TEST_P(RostersTest, TakesTheCleanStaffOver) {
    const auto applied = take_over(school, Kind::staff, sample("roster-clean/staff.csv"));
    EXPECT_EQ(applied.people.fresh, 72);
    EXPECT_EQ(applied.accounts, 72);
    EXPECT_EQ(applied.left_out, 0);
    EXPECT_EQ(members(school, "employee"), 72);
    EXPECT_EQ(members(other_school, "employee"), 0);
    EXPECT_EQ(with_role("administrator"), 0) << "no file makes one";
    EXPECT_EQ(applied.to_appoint, 1);
    EXPECT_EQ(with_role("editor"), 1);
    EXPECT_EQ(with_role("staff"), 3);  // the head, a deputy and whom the file calls administrator
    EXPECT_EQ(with_role("teacher"), 68);
    EXPECT_EQ(database->number("select count(*) from core_placement where kind = 'subject'"), 88);
    EXPECT_EQ(database->number("select count(distinct login) from core_account"), 72);
    EXPECT_EQ(database->number("select count(*) from core_account where password_hash is not null"),
              0);
    EXPECT_EQ(database->text("select residence from core_person where family_name = 'Әлімжанова' "
                             "and given_name = 'Әсел' and phone = '+77760831970'"),
              "Достық көшесі, 57, 6-пәтер");
    EXPECT_EQ(database->text("select login from core_account a join core_person p on p.id = "
                             "a.person_id where p.phone = '+77760831970'"),
              "alimzhanova.asel");
}

TEST_P(RostersTest, TakesTheCleanLearnersOverInSeconds) {
    const std::clock_t begin = std::clock();
    const auto applied = take_over(school, Kind::learners, sample("roster-clean/learners.csv"));
    // Processor time, so that a busy machine makes no difference; about one second of it.
    EXPECT_LT(std::clock() - begin, 15 * CLOCKS_PER_SEC);
    EXPECT_EQ(applied.people.fresh, 1087);
    EXPECT_EQ(applied.guardians.fresh, 1843);
    EXPECT_EQ(applied.accounts, 1087 + 1843);
    EXPECT_EQ(members(school, "learner"), 1087);
    EXPECT_EQ(members(school, "guardian"), 1843);
    EXPECT_EQ(database->number("select count(*) from core_guardianship"), 1843);
    EXPECT_EQ(database->number("select count(*) from core_placement where kind = 'class'"), 1087);
    EXPECT_EQ(database->number("select count(distinct label) from core_placement"), 44);
    EXPECT_EQ(database->number("select count(distinct login) from core_account"), 2930);
    EXPECT_EQ(database->number("select count(*) from core_person where birth_date = '2019-05-17'"),
              1);
}

TEST_P(RostersTest, ChangesNothingTheSecondTime) {
    for (const auto& [kind, file] :
         {std::pair(Kind::learners, "learners.csv"), std::pair(Kind::staff, "staff.csv"),
          std::pair(Kind::learners, "learners.csv")}) {
        take_over(school, kind, sample(std::string("roster-clean/") + file));
    }
    const int64_t before = rows();
    events.events.clear();
    for (const auto& [kind, file] :
         {std::pair(Kind::learners, "learners.csv"), std::pair(Kind::staff, "staff.csv")}) {
        const auto again = take_over(school, kind, sample(std::string("roster-clean/") + file));
        EXPECT_EQ(again.people.fresh + again.people.changed, 0) << file;
        EXPECT_EQ(again.guardians.fresh + again.guardians.changed, 0) << file;
        EXPECT_EQ(again.accounts, 0) << file;
    }
    EXPECT_EQ(rows(), before);
    EXPECT_THAT(events.events, testing::IsEmpty());
}

// It waits as text; rows keep the numbers they had.
TEST_P(RostersTest, TakesAWorkbookOver) {
    const std::string rows = test::text_row(2, {"Тізім"}) +
                             test::text_row(3, {"Сынып", "Тегі", "Аты", "Туған күні", "Жынысы"}) +
                             test::text_row(7, {"7А", "Бек", "Айдос", "01.09.2013", "М"}) +
                             test::text_row(9, {"7А", "Ән", "Дана", "31.02.2013", "Ж"});
    const std::string bytes =
        test::workbook({{{"Мазмұны", test::text_row(1, {"x"})}, {"7А", rows}}});
    const auto upload = rosters->stage(school, by, Kind::learners, "тізім.xlsx", bytes);
    ASSERT_TRUE(upload);
    EXPECT_EQ(rosters->waiting(school).at(0).file_name, "тізім.xlsx · 7А");
    const auto shown = rosters->preview(school, *upload);
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->checked.faults.size(), 1u);
    EXPECT_EQ(shown->checked.faults[0].row, 9);
    ASSERT_EQ(shown->checked.rows.size(), 1u);
    EXPECT_EQ(shown->checked.rows[0].row, 7);
    ASSERT_TRUE(rosters->apply(school, *upload, by, {.accept_faulty = true}));
    EXPECT_EQ(members(school, "learner"), 1);
}

TEST_P(RostersTest, RemembersWhichColumnIsWhich) {
    const std::string heading = "№;Бірінші;Екінші;Күн\n";
    const std::string row = "1;Бек Айдос Ұланұлы;7А;01.09.2013\n";
    const auto stage = [&](OrganisationId of, const std::string& bytes) {
        const auto upload = rosters->stage(of, by, Kind::learners, "list.csv", bytes);
        EXPECT_TRUE(upload);
        return *upload;
    };
    const auto upload = stage(school, heading + row);
    const auto unclear = rosters->preview(school, upload);
    ASSERT_FALSE(unclear);
    EXPECT_TRUE(roster::is_about_columns(unclear.fault()));
    const auto choice = roster::column_choice(**database, school, upload);
    ASSERT_TRUE(choice);
    ASSERT_EQ(choice->columns.size(), 4u);
    EXPECT_EQ(choice->columns[1].letters, "B");
    EXPECT_THAT(choice->columns[1].values, ElementsAre("Бек Айдос Ұланұлы"));
    EXPECT_FALSE(roster::column_choice(**database, other_school, upload));

    auto mapping = roster::Mapping::parse("full_name=1 class_label=2 birth_date=3");
    const auto sexless =
        roster::choose_columns(**database, school, upload, by, mapping, clock.now_ms());
    ASSERT_FALSE(sexless);
    EXPECT_EQ(sexless.fault().user_message, "The file has no column “Sex”.");
    mapping.absent.insert(roster::Field::sex);
    ASSERT_TRUE(roster::choose_columns(**database, school, upload, by, mapping, clock.now_ms()));
    const auto shown = rosters->preview(school, upload);
    ASSERT_TRUE(shown);
    EXPECT_THAT(shown->checked.absent, ElementsAre(roster::Field::sex));
    EXPECT_THAT(shown->checked.ignored_columns, ElementsAre("№"));
    ASSERT_TRUE(rosters->apply(school, upload, by, {}));
    EXPECT_EQ(database->text("select sex from core_person where family_name = 'Бек'"), "null");
    EXPECT_FALSE(roster::choose_columns(**database, school, upload, by, mapping, clock.now_ms()));

    // Headings in other capitals are the same, in another order they are not.
    const auto again = stage(school, "№;БІРІНШІ;екінші ;Күн\n" + row);
    const auto second = rosters->preview(school, again);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->plan.people_tally.unchanged, 1);
    EXPECT_FALSE(rosters->preview(school, stage(school, "№;Екінші;Бірінші;Күн\n" + row)));
    EXPECT_FALSE(rosters->preview(other_school, stage(other_school, heading + row)));
}

// K3.4.3
TEST_P(RostersTest, FindsNothingChangedInItsOwnExport) {
    take_over(school, Kind::staff, sample("roster-clean/staff.csv"));
    take_over(school, Kind::learners, sample("roster-clean/learners.csv"));
    // Somebody who left is in no file.
    database->run(
        "update core_membership set valid_until = '2026-09-01' where id = (select min(id) "
        "from core_membership where profile = 'learner')");
    const auto organisation = organisations->find(school);
    ASSERT_TRUE(organisation);
    const auto unchanged = [&](const std::string& name, Kind kind, size_t rows) {
        const auto file = roster::export_file(name);
        ASSERT_TRUE(file) << name;
        const std::string bytes = roster::export_people(**database, audit, *organisation, *file,
                                                        {by, "request"}, clock, local_time);
        const auto shown = preview(kind, bytes);
        EXPECT_EQ(shown.checked.rows.size(), rows) << name;
        EXPECT_THAT(shown.checked.faults, testing::IsEmpty()) << name;
        EXPECT_TRUE(shown.plan.changes_nothing()) << name;
        EXPECT_EQ(shown.plan.people_tally.unchanged, static_cast<int>(rows)) << name;
        EXPECT_EQ(shown.plan.guardians_tally.fresh + shown.plan.guardians_tally.changed, 0) << name;
    };
    unchanged("staff.csv", Kind::staff, 72);
    unchanged("staff.xlsx", Kind::staff, 72);
    unchanged("learners.csv", Kind::learners, 1086);
    unchanged("learners.xlsx", Kind::learners, 1086);
    for (const std::string name : {"oneroster.zip", "sds-1.zip", "sds-2.1.zip"}) {
        unchanged(name, Kind::staff, 72);
        unchanged(name, Kind::learners, 1086);
    }
    EXPECT_FALSE(roster::export_file("everybody.csv"));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'list.exported' and "
                               "subject = 'people:guardian'"),
              8);
}

TEST_P(RostersTest, LeavesFaultyRowsOutAfterAYes) {
    const std::string bytes = sample("roster-dirty/learners.csv");
    const auto upload = rosters->stage(school, by, Kind::learners, "list.csv", bytes);
    ASSERT_TRUE(upload);
    const auto shown = rosters->preview(school, *upload);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->checked.faults.size(), 28u);
    EXPECT_EQ(shown->plan.people_tally.fresh, 1088);

    const auto refused = rosters->apply(school, *upload, by, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::conflict);
    EXPECT_EQ(members(school, "learner"), 0);

    const auto applied = rosters->apply(school, *upload, by, {.accept_faulty = true});
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->left_out, 28);
    EXPECT_EQ(members(school, "learner"), 1088);
    EXPECT_EQ(database->number("select count(distinct label) from core_placement"), 44);
    EXPECT_EQ(database->number("select count(*) from core_person where family_name like '%ԥ%'"), 0);
    EXPECT_EQ(take_over(school, Kind::learners, bytes, {.accept_faulty = true}).people.unchanged,
              1088);
}

TEST_P(RostersTest, TellsWhatChanges) {
    const std::string row = ";Бек;Айдос;;01.09.2015;М;;;Бек Әсел;+77011234567;\n";
    take_over(school, Kind::learners, kHeading + "5А" + row);
    const auto shown = preview(
        Kind::learners, kHeading +
                            "6А;Бек;Айдос;;01.09.2015;М;+77019998877;;Бек Әсел;+77017654321;\n"
                            "6А;Ән;Дана;;02.09.2015;Ж;;;;;\n");
    ASSERT_EQ(shown.plan.people.size(), 2u);
    EXPECT_THAT(shown.plan.people[0].changes, ElementsAre("phone", "class"));
    EXPECT_EQ(shown.plan.people_tally.changed, 1);
    EXPECT_EQ(shown.plan.people_tally.fresh, 1);
    ASSERT_EQ(shown.plan.guardians.size(), 1u);
    EXPECT_THAT(shown.plan.guardians[0].changes, ElementsAre("phone"));
    EXPECT_THAT(shown.plan.new_links, testing::IsEmpty());

    ASSERT_TRUE(rosters->apply(school, shown.upload, by, {}));
    EXPECT_EQ(database->text("select label from core_placement order by membership_id"), "6А");
    EXPECT_EQ(members(school, "guardian"), 1);
    EXPECT_EQ(database->number("select count(*) from core_person where phone = '+77017654321'"), 1);

    // An empty cell says nothing.
    const auto applied =
        take_over(school, Kind::learners, kHeading + "6А;Бек;Айдос;;01.09.2015;М;;;;;\n");
    EXPECT_EQ(applied.people.unchanged, 1);
    EXPECT_EQ(database->number("select count(*) from core_person where phone = '+77019998877'"), 1);
}

TEST_P(RostersTest, KnowsOneGuardianOfSeveralLearners) {
    take_over(school, Kind::learners,
              kHeading +
                  "5А;Бек;Айдос;;01.09.2015;М;;;Бек Әсел Ерқызы;87011234567;\n"
                  "1Ә;Бек;Дана;;01.09.2019;Ж;;;Бек Әсел Ерқызы;+7 701 123-45-67;a@b.kz\n"
                  "1Ә;Бек;Сәуле;;01.09.2019;Ж;;;Бек Әсел Ерқызы;+77010000000;\n");
    EXPECT_EQ(members(school, "guardian"), 2);
    EXPECT_EQ(database->number("select count(*) from core_guardianship"), 3);
    EXPECT_EQ(database->text("select email from core_person where phone = '+77011234567'"),
              "a@b.kz");
    EXPECT_THAT(addresses.before, testing::IsEmpty()) << "nobody who was there before";

    // The same person comes to work at the school: one person, two memberships, one account.
    const auto staff =
        take_over(school, Kind::staff,
                  kStaffHeading +
                      "Бек;Әсел;Ерқызы;05.05.1985;Ж;+77011234567;asel@mail.kz;Абай, 1;Мұғалім;\n");
    EXPECT_EQ(staff.people.fresh, 1);
    EXPECT_EQ(staff.accounts, 0);
    EXPECT_EQ(database->number("select count(*) from core_person where phone = '+77011234567'"), 1);
    EXPECT_EQ(database->text("select email from core_person where phone = '+77011234567'"),
              "asel@mail.kz");
    EXPECT_THAT(addresses.before, ElementsAre("a@b.kz"));

    // Her data now come from the staff roster, not from the learners' one.
    const auto again =
        take_over(school, Kind::learners,
                  kHeading + "1Ә;Бек;Дана;;01.09.2019;Ж;;;Бек Әсел Ерқызы;+77011234567;a@b.kz\n");
    EXPECT_EQ(again.guardians.unchanged, 1);
}

// K4.2: a login and a temporary password for each person.
TEST_P(RostersTest, GivesEachALoginOfTheirOwn) {
    std::string bytes = kHeading;
    for (int day = 10; day < 22; ++day) {
        bytes += "5А;Ли;Ян;;" + std::to_string(day) + ".09.2015;М;;;;;\n";
    }
    take_over(school, Kind::learners, bytes);
    take_over(other_school, Kind::learners, kHeading + "5А;Ли;Ян;;01.01.2015;М;;;;;\n");
    EXPECT_EQ(database->number("select count(distinct login) from core_account"), 13);
    EXPECT_EQ(database->number("select count(*) from core_account where login = 'li.yan'"), 1);
    EXPECT_EQ(database->number("select count(*) from core_account where login = 'li.yan13'"), 1);
}

TEST_P(RostersTest, TellsModulesAndTheAudit) {
    const auto upload = rosters->stage(school, by, Kind::learners, " list.csv ",
                                       kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;;;\n");
    ASSERT_TRUE(upload);
    EXPECT_EQ(rosters->waiting(school).size(), 1u);
    EXPECT_EQ(rosters->waiting(school)[0].file_name, "list.csv");
    ASSERT_TRUE(rosters->apply(school, *upload, by, {}, "request-1"));
    ASSERT_EQ(events.events.size(), 1u);
    EXPECT_EQ(events.events[0].organisation, school.value);
    EXPECT_EQ(events.events[0].topic, "core.roster.applied");
    EXPECT_EQ(events.events[0].payload, "{\"upload\":\"" + upload->text() + "\"}");
    EXPECT_EQ(
        database->number("select count(*) from core_audit where action = 'roster.applied' and "
                         "person_id = 7 and request_id = 'request-1' and organisation_id = " +
                         school.text()),
        1);
    const auto told = [&](const std::string& action) {
        return database->number("select count(*) from core_audit where action = '" + action +
                                "' and person_id = 7 and organisation_id = " + school.text());
    };
    EXPECT_EQ(told("roster.uploaded"), 1);
    const auto other = rosters->stage(school, by, Kind::learners, "list.csv",
                                      kHeading + "5А;Бек;Дана;;01.09.2015;Ж;;;;;\n");
    ASSERT_TRUE(rosters->discard(school, *other, by));
    EXPECT_EQ(told("roster.uploaded"), 2);
    EXPECT_EQ(told("roster.discarded"), 1);
    // The file has done its work.
    EXPECT_TRUE(rosters->waiting(school).empty());
    EXPECT_EQ(database->text("select content from core_roster_upload"), "");
    const auto twice = rosters->apply(school, *upload, by, {});
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.fault().kind, FaultKind::conflict);
}

TEST_P(RostersTest, KeepsUploadsWithinTheirOrganisation) {
    const std::string bytes = kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;;;\n";
    const auto first = rosters->stage(school, by, Kind::learners, "a.csv", bytes);
    const auto second = rosters->stage(school, by, Kind::learners, "b.csv", bytes);
    ASSERT_TRUE(first);
    ASSERT_TRUE(second);
    EXPECT_FALSE(rosters->preview(school, *first)) << "the second made it superfluous";
    ASSERT_TRUE(rosters->preview(school, *second));
    for (const auto& fault :
         {rosters->preview(other_school, *second).fault(),
          rosters->apply(other_school, *second, by, {.accept_faulty = true}).fault(),
          rosters->discard(other_school, *second).fault()}) {
        EXPECT_EQ(fault.kind, FaultKind::not_found);
    }
    ASSERT_TRUE(rosters->discard(school, *second));
    EXPECT_FALSE(rosters->preview(school, *second));
    const auto unreadable = rosters->stage(school, by, Kind::staff, "a.csv", "\xff\xfe");
    ASSERT_FALSE(unreadable);
    EXPECT_THAT(unreadable.fault().user_message, testing::HasSubstr("UTF-8"));
}

// U3.6: who left comes back when somebody says so.
TEST_P(RostersTest, TakesBackWhoLeftAfterAYes) {
    const std::string bytes = kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;;;\n";
    take_over(school, Kind::learners, bytes);
    database->run("update core_membership set valid_until = '2026-08-31'");
    database->run(
        "update core_account set password_hash = 'old', password_temporary = 0, "
        "first_login_at_ms = 1");
    database->run(
        "insert into core_membership_end (organisation_id, id, membership_id, ground, "
        "first_day, note, ended_by, ended_at_ms, told) select organisation_id, 1, id, "
        "'expelled', '2026-09-01', '', 7, 1, 1 from core_membership");
    const auto shown = preview(Kind::learners, bytes);
    ASSERT_EQ(shown.plan.people.size(), 1u);
    ASSERT_TRUE(shown.plan.people[0].about);
    const MembershipId ended = shown.plan.people[0].about->membership;
    EXPECT_EQ(shown.plan.people[0].about->end_ground, "expelled");
    EXPECT_EQ(shown.plan.people[0].about->end_day, "2026-09-01");

    const auto without = rosters->apply(school, shown.upload, by, {});
    ASSERT_TRUE(without);
    EXPECT_EQ(without->unanswered, 1);
    EXPECT_EQ(members(school, "learner"), 1);
    EXPECT_EQ(database->text("select password_hash from core_account"), "old");

    roster::Answers answers;
    answers.back = {ended};
    const auto back = take_over(school, Kind::learners, bytes, answers);
    EXPECT_EQ(back.people.fresh, 1);
    EXPECT_EQ(back.came_back, 1);
    EXPECT_EQ(back.accounts, 0);
    EXPECT_EQ(members(school, "learner"), 2);
    EXPECT_EQ(database->number("select count(*) from core_person"), 1);
    EXPECT_EQ(database->text("select login from core_account"), "bek.aidos");
    EXPECT_EQ(database->number("select count(*) from core_account where password_hash is null and "
                               "password_temporary = 1 and first_login_at_ms is null"),
              1)
        << "issued anew";
    EXPECT_EQ(take_over(school, Kind::learners, bytes).people.unchanged, 1);
}

TEST_P(RostersTest, KeepsThePasswordOfWhoIsElsewhereToo) {
    const std::string bytes = kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;;;\n";
    take_over(school, Kind::learners, bytes);
    database->run("update core_membership set valid_until = '2026-08-31'");
    database->run("update core_account set password_hash = 'used'");
    database->run(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) select " +
        other_school.text() + ", 5, person_id, 'learner', '', '2026-09-01' from core_membership");
    EXPECT_EQ(take_over(school, Kind::learners, bytes, {.all_back = true}).came_back, 1);
    EXPECT_EQ(database->text("select password_hash from core_account"), "used");
}

TEST_P(RostersTest, SavesATwinAsItWasAnswered) {
    take_over(school, Kind::learners, kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;;;\n");
    const std::string bytes = kHeading + "5А;Бек;Айдос;;10.09.2015;М;;;;;\n";
    const auto unanswered = take_over(school, Kind::learners, bytes);
    EXPECT_EQ(unanswered.unanswered, 1);
    EXPECT_EQ(members(school, "learner"), 1);
    roster::Answers answers;
    answers.twins["2"] = {};
    EXPECT_EQ(take_over(school, Kind::learners, bytes, answers).people.fresh, 1);
    EXPECT_EQ(members(school, "learner"), 2);
}

TEST_P(RostersTest, AreNotKeptForEverUnsaved) {
    const auto wait = [&](Kind kind, const char* name) {
        EXPECT_TRUE(rosters->stage(school, by, kind, name,
                                   kind == Kind::staff
                                       ? kStaffHeading + "Бек;Әсел;;05.05.1985;Ж;;;;Мұғалім;\n"
                                       : kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;;;\n"));
    };
    const auto waiting = [&] {
        return database->number("select count(*) from core_roster_upload where content <> ''");
    };
    wait(Kind::staff, "old.csv");
    clock.advance(5 * kDayMs);
    wait(Kind::learners, "new.csv");
    rosters->forget_old();
    EXPECT_EQ(waiting(), 2);
    clock.advance(2 * kDayMs + 1);
    rosters->forget_old();
    EXPECT_EQ(waiting(), 1);
    EXPECT_EQ(rosters->waiting(school).at(0).file_name, "new.csv");
    ASSERT_TRUE(rosters->discard(school, rosters->waiting(school).at(0).upload));
    EXPECT_EQ(waiting(), 0);
}

KEREGE_ON_BOTH_DATABASES(RostersTest);

}  // namespace
}  // namespace kerege::directory
