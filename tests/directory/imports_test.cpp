// Imports after the yes: by a job, once, and undone as a whole, on both databases.
#include "host/src/directory/roster/imports.hpp"

#include <cstdio>

#include "host/src/directory/roster/answers.hpp"
#include "host/src/jobs/runner.hpp"
#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using roster::Kind;
using roster::Stage;

const std::string kHeading =
    "Сынып;Фамилия;Имя;Отчество;Дата рождения;Пол;Телефон;E-mail;Родитель 1;Телефон 1;E-mail 1\n";
const std::string kStaffHeading =
    "Фамилия;Имя;Отчество;Дата рождения;Пол;Телефон;E-mail;Адрес;Должность;Предметы\n";

class ImportsTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        queue = std::make_unique<jobs::Queue>(**database, ids, clock);
        imports = std::make_unique<roster::Imports>(**database, *rosters, *queue, audit, events,
                                                    addresses, clock, local_time);
        runner = std::make_unique<jobs::Runner>(*queue, clock, local_time, log);
        jobs::Kind kind;
        kind.name = roster::kApplyJob;
        kind.run = [this](jobs::Running& running) { return imports->run(running); };
        runner->add(std::move(kind));
    }
    roster::UploadId stage(Kind kind, const std::string& bytes) {
        const auto upload = rosters->stage(school, by, kind, "list.csv", bytes);
        EXPECT_TRUE(upload);
        return upload ? *upload : roster::UploadId{};
    }
    roster::UploadId bring(Kind kind, const std::string& bytes) {
        const auto upload = stage(kind, bytes);
        EXPECT_TRUE(rosters->apply(school, upload, by, {}));
        clock.advance(1000);
        return upload;
    }
    Stage stage_of(roster::UploadId upload) {
        const auto record = imports->record(school, upload);
        EXPECT_TRUE(record);
        return record ? record->stage : Stage::failed;
    }
    int64_t present() {
        return database->number(
            "select count(*) from core_membership where valid_until is null or "
            "valid_until >= '2026-09-02'");
    }
    // The newest entry of a change of somebody's data.
    std::string told(const std::string& family_name, const std::string& given_name = {}) {
        return database->text(
            "select a.detail from core_audit a join core_membership m on "
            "a.subject = 'membership:' || m.id and a.organisation_id = m.organisation_id "
            "join core_person p on p.id = m.person_id where a.action = 'person.edited' and "
            "p.family_name = '" +
            family_name + "' and ('' = '" + given_name + "' or p.given_name = '" + given_name +
            "') order by a.id desc limit 1");
    }
    FaultKind fault_of_undo(roster::UploadId upload, PersonId who = {}) {
        const auto undone = imports->undo(school, upload, who);
        EXPECT_FALSE(undone);
        return undone ? FaultKind::internal : undone.fault().kind;
    }

    Log log{LogLevel::error, LogFormat::text, std::tmpfile()};
    std::unique_ptr<jobs::Queue> queue;
    std::unique_ptr<roster::Imports> imports;
    std::unique_ptr<jobs::Runner> runner;
    const std::string learner = kHeading + "5А;Бек;Айдос;;01.09.2015;М;;;Бек Әсел;+77011234567;\n";
};

TEST_P(ImportsTest, AreTakenOverByAJobOnce) {
    const auto upload = stage(Kind::learners, sample("roster-clean/learners.csv"));
    ASSERT_TRUE(imports->hand_over(school, upload, by, {}, "request-1"));
    EXPECT_EQ(stage_of(upload), Stage::queued);
    EXPECT_EQ(imports->hand_over(school, upload, by, {}).fault().kind, FaultKind::conflict)
        << "the form a second time";
    EXPECT_TRUE(rosters->waiting(school).at(0).under_way);
    const auto other = stage(Kind::learners, learner);
    EXPECT_EQ(stage_of(upload), Stage::queued) << "another file takes nothing from the job";
    ASSERT_TRUE(rosters->discard(school, other));

    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(stage_of(upload), Stage::applied);
    EXPECT_EQ(present(), 1087 + 1843);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'roster.applied' "
                               "and person_id = 7 and request_id = 'request-1'"),
              1);
    const auto record = imports->record(school, upload);
    EXPECT_EQ(record->fresh, 1087 + 1843);
    EXPECT_EQ(record->rows_total, 1087);
    EXPECT_EQ(imports->history(school, 10).size(), 1u);
    EXPECT_EQ(imports->record(other_school, upload).fault().kind, FaultKind::not_found);

    // The job once more, as after a host that died before it could write down the end.
    database->run("update core_job set state = 'waiting', next_at_ms = 0");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(present(), 1087 + 1843);
    EXPECT_EQ(imports->hand_over(school, upload, by, {}).fault().kind, FaultKind::conflict);
}

// Whoever comes back after the job reads what the preview said.
TEST_P(ImportsTest, SayAfterwardsWhomToAppoint) {
    const auto upload = stage(Kind::staff, kStaffHeading +
                                               "Бек;Айдос;;01.09.1985;М;;;;Әкімші;\n"
                                               "Бек;Дана;;01.09.1986;Ж;;;;Мұғалім;\n");
    EXPECT_TRUE(imports->to_appoint(school, upload).empty());
    ASSERT_TRUE(imports->hand_over(school, upload, by, {}));
    runner->run_due();
    const auto called = imports->to_appoint(school, upload);
    ASSERT_EQ(called.size(), 1u);
    EXPECT_EQ(called[0].given_name, "Айдос");
    EXPECT_TRUE(imports->to_appoint(other_school, upload).empty());
    database->run(
        "insert into core_membership_role (organisation_id, membership_id, role) values (" +
        school.text() + ", " + called[0].membership.text() + ", 'administrator')");
    EXPECT_TRUE(imports->to_appoint(school, upload).empty());
}

TEST_P(ImportsTest, KeepTheAnswersForTheJob) {
    roster::Answers answers;
    answers.back = {MembershipId{5}, MembershipId{6}};
    answers.twins = {{"2", MembershipId{7}}, {"3.1", MembershipId{}}};
    answers.accept_faulty = answers.all_back = true;
    const auto kept = roster::read_answers(roster::write_answers(answers));
    EXPECT_EQ(kept.back, answers.back);
    EXPECT_EQ(kept.twins, answers.twins);
    EXPECT_TRUE(kept.accept_faulty);
    EXPECT_TRUE(kept.all_back);

    const std::string faulty = learner + "5А;Бек;Дана;;31.02.2015;Ж;;;;;\n";
    const auto upload = stage(Kind::learners, faulty);
    EXPECT_EQ(imports->hand_over(school, upload, by, {}).fault().kind, FaultKind::conflict);
    ASSERT_TRUE(imports->hand_over(school, upload, by, {.accept_faulty = true}));
    runner->run_due();
    EXPECT_EQ(stage_of(upload), Stage::applied);
    EXPECT_EQ(imports->record(school, upload)->left_out, 1);
}

TEST_P(ImportsTest, AreTakenBackFromAJobThatHasNotBegun) {
    const auto upload = stage(Kind::learners, learner);
    EXPECT_EQ(imports->take_back(school, upload).fault().kind, FaultKind::not_found);
    ASSERT_TRUE(imports->hand_over(school, upload, by, {}));
    EXPECT_EQ(imports->take_back(other_school, upload).fault().kind, FaultKind::not_found);
    ASSERT_TRUE(imports->take_back(school, upload, by));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'roster.taken_back' and person_id = 7"),
              1);
    EXPECT_EQ(stage_of(upload), Stage::waiting);
    runner->run_due();
    EXPECT_EQ(present(), 0);
    ASSERT_TRUE(imports->hand_over(school, upload, by, {})) << "and handed over anew";
    runner->run_due();
    EXPECT_EQ(stage_of(upload), Stage::applied);
    EXPECT_EQ(imports->take_back(school, upload).fault().kind, FaultKind::not_found);
}

TEST_P(ImportsTest, SaveAllOrNothingWhereTheyAreBrokenOff) {
    const auto upload = stage(Kind::learners, sample("roster-clean/learners.csv"));
    int64_t seen = 0;
    const auto broken = rosters->apply(school, upload, by, {}, {}, [&](int64_t done, int64_t) {
        seen = done;
        return done < 1500;
    });
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.fault().kind, FaultKind::unavailable);
    EXPECT_EQ(seen, 1587) << "after the learners, and some of their parents";
    EXPECT_EQ(present(), 0);
    EXPECT_EQ(database->number("select count(*) from core_person"), 0);
    EXPECT_EQ(stage_of(upload), Stage::waiting);
    EXPECT_TRUE(rosters->apply(school, upload, by, {}));
}

TEST_P(ImportsTest, ATabAndAJobApplyOnce) {
    const auto upload = stage(Kind::learners, learner);
    ASSERT_TRUE(imports->hand_over(school, upload, by, {}));
    ASSERT_TRUE(rosters->apply(school, upload, by, {}));
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(database->text("select state from core_job"), "done") << "nothing was left to do";
    EXPECT_EQ(present(), 2);
}

TEST_P(ImportsTest, EndWithWhatTheyMadeWhenUndone) {
    const auto upload = bring(Kind::learners, learner);
    database->run("update core_account set password_hash = 'slip'");
    events.events.clear();
    const auto shown = imports->undo_preview(school, upload);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->ends.size(), 2u);
    EXPECT_EQ(imports->undo_preview(other_school, upload).fault().kind, FaultKind::not_found);

    ASSERT_TRUE(imports->undo(school, upload, by, "request-2"));
    EXPECT_EQ(present(), 0);
    EXPECT_EQ(database->number("select count(*) from core_account where password_hash is null"), 2)
        << "slips open nothing any more";
    ASSERT_EQ(events.events.size(), 1u);
    EXPECT_EQ(events.events[0].topic, "core.members.changed");
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'roster.undone' and "
                               "person_id = 7 and request_id = 'request-2'"),
              1);
    EXPECT_EQ(stage_of(upload), Stage::undone);
    EXPECT_EQ(fault_of_undo(upload), FaultKind::conflict);
    for (const char* profile : {"learner", "guardian"}) {
        PeopleFilter former;
        former.profile = profile;
        former.former = true;
        EXPECT_EQ(people->list(school, former).total, 0) << "nobody has left";
    }

    // The right file afterwards asks nothing: nobody has left.
    const auto again = take_over(school, Kind::learners, learner);
    EXPECT_EQ(again.people.fresh, 1);
    EXPECT_EQ(again.guardians.fresh, 1);
    EXPECT_EQ(again.unanswered, 0);
    EXPECT_EQ(present(), 2);
    EXPECT_EQ(database->number("select count(*) from core_person"), 2);
}

// U3.6: undoing an import is no way round an end.
TEST_P(ImportsTest, KeepTheEndOfWhoWasExpelledWhenUndone) {
    bring(Kind::learners, learner);
    database->run(
        "update core_membership set valid_until = '2026-08-31' where profile = 'learner'");
    database->run(
        "insert into core_membership_end (organisation_id, id, membership_id, ground, "
        "first_day, note, ended_by, ended_at_ms, told) select organisation_id, 1, id, "
        "'expelled', '2026-09-01', '', 7, 1, 1 from core_membership "
        "where profile = 'learner'");
    const auto upload = stage(Kind::learners, learner);
    ASSERT_TRUE(rosters->apply(school, upload, by, {.all_back = true}));
    ASSERT_TRUE(imports->undo(school, upload, by));
    clock.advance(2 * kDayMs);
    EXPECT_EQ(take_over(school, Kind::learners, learner).unanswered, 1);

    // Nor for somebody whom the import made and who was expelled before it was undone.
    const std::string other = kHeading + "5А;Омар;Дана;;01.09.2016;Ж;;;;;\n";
    const auto second = stage(Kind::learners, other);
    ASSERT_TRUE(rosters->apply(school, second, by, {}));
    database->run(
        "update core_membership set valid_until = '2026-08-31' where person_id = "
        "(select id from core_person where family_name = 'Омар')");
    database->run(
        "insert into core_membership_end (organisation_id, id, membership_id, ground, "
        "first_day, note, ended_by, ended_at_ms, told) select organisation_id, 2, id, "
        "'expelled', '2026-09-01', '', 7, 1, 1 from core_membership where person_id = "
        "(select id from core_person where family_name = 'Омар')");
    ASSERT_TRUE(imports->undo(school, second, by));
    EXPECT_EQ(take_over(school, Kind::learners, other).unanswered, 1);
}

TEST_P(ImportsTest, PutBackWhatTheyChangedUnlessItWasChangedSince) {
    bring(Kind::staff, kStaffHeading +
                           "Бек;Әсел;;05.05.1985;Ж;+77010000001;a@b.kz;;Мұғалім;Химия,Физика\n"
                           "Омар;Гүл;;05.05.1986;Ж;+77010000002;;;Мұғалім;\n");
    const auto upload =
        bring(Kind::staff, kStaffHeading +
                               "Бек;Әсел;;05.05.1985;Ж;+77010000009;new@b.kz;;Директор;Химия\n"
                               "Омар;Гүл;;05.05.1986;Ж;+77010000008;;Абай, 1;Мұғалім;\n");
    EXPECT_EQ(told("Бек"), R"({"fields":["phone","email","position","subjects"],"upload":")" +
                               upload.text() + R"("})");
    EXPECT_EQ(told("Омар"),
              R"({"fields":["phone","residence"],"upload":")" + upload.text() + R"("})");
    addresses.before.clear();
    database->run("update core_person set phone = '+77015555555' where family_name = 'Омар'");
    const auto shown = imports->undo_preview(school, upload);
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->kept.size(), 1u);
    EXPECT_EQ(shown->kept[0].field, "phone");
    EXPECT_EQ(shown->kept[0].now, "+77015555555");
    EXPECT_EQ(shown->restores.size(), 5u);

    ASSERT_TRUE(imports->undo(school, upload, by));
    EXPECT_EQ(database->text("select phone from core_person where family_name = 'Бек'"),
              "+77010000001");
    EXPECT_EQ(database->text("select email from core_person where family_name = 'Бек'"), "a@b.kz");
    EXPECT_THAT(addresses.before, testing::ElementsAre("new@b.kz"));
    EXPECT_EQ(database->text("select position from core_membership order by id"), "Мұғалім");
    EXPECT_EQ(database->number("select count(*) from core_placement"), 2);
    EXPECT_EQ(database->text("select phone from core_person where family_name = 'Омар'"),
              "+77015555555");
    EXPECT_EQ(database->text("select residence from core_person where family_name = 'Омар'"), "");
    EXPECT_EQ(present(), 2) << "who was there before stays";
    EXPECT_EQ(told("Омар"), R"({"fields":["residence"],"upload":")" + upload.text() + R"("})")
        << "not the phone: that one was kept";
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'person.edited' "
                               "and person_id = 7"),
              4);
}

TEST_P(ImportsTest, TakeLinksApartThatTheyMade) {
    bring(Kind::learners, learner + "5А;Бек;Дана;;01.09.2016;Ж;;;;;\n");
    const auto upload =
        bring(Kind::learners, kHeading + "5А;Бек;Дана;;01.09.2016;Ж;;;Бек Әсел;+77011234567;\n");
    EXPECT_EQ(database->number("select count(*) from core_guardianship"), 2);
    const std::string guardians = R"({"fields":["guardians"],"upload":")" + upload.text() + R"("})";
    EXPECT_EQ(told("Бек", "Дана"), guardians);
    ASSERT_TRUE(imports->undo(school, upload, by));
    EXPECT_EQ(told("Бек", "Дана"), guardians);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'person.edited'"),
              2);
    EXPECT_EQ(database->number("select count(*) from core_guardianship"), 1);
    EXPECT_EQ(present(), 3);
}

TEST_P(ImportsTest, PutBackWhatAParentIsToTheChild) {
    const auto kinships = [&] {
        return database->text(
            "select coalesce(min(kinship), 'none') || '-' || coalesce(max(kinship), 'none') from "
            "core_guardianship");
    };
    const auto family = [&](const std::string& mother, const std::string& father) {
        return "Сынып;Фамилия;Имя;Дата рождения;Пол;" + mother + ";" + father +
               "\n5А;Бек;Айдос;01.09.2015;М;Бек Әсел;Бек Ұлан\n";
    };
    bring(Kind::learners, family("Родитель 1", "Родитель 2"));
    EXPECT_EQ(kinships(), "none-none");
    bring(Kind::learners, family("Мать", "Родитель 2"));
    EXPECT_EQ(kinships(), "mother-mother");
    EXPECT_EQ(told("Бек", "Айдос").substr(0, 22), R"({"fields":["kinship"],)");
    const auto upload = bring(Kind::learners, family("Опекун", "Отец"));
    EXPECT_EQ(kinships(), "father-guardian");
    const auto shown = imports->undo_preview(school, upload);
    ASSERT_TRUE(shown);
    ASSERT_EQ(shown->restores.size(), 2u);
    EXPECT_EQ(shown->restores[0].of_name, "Бек Әсел");
    EXPECT_EQ(shown->restores[0].was, "mother");
    EXPECT_EQ(shown->restores[0].now, "guardian");
    EXPECT_EQ(shown->restores[1].was, "");
    database->run("update core_guardianship set kinship = 'other' where kinship = 'father'");
    ASSERT_TRUE(imports->undo(school, upload, by));
    EXPECT_EQ(kinships(), "mother-other") << "what somebody changed since stays";
    EXPECT_EQ(told("Бек", "Айдос"),
              R"({"fields":["kinship"],"upload":")" + upload.text() + R"("})");
    EXPECT_EQ(present(), 3);
}

TEST_P(ImportsTest, AreUndoneInTheOrderBackwardsAndInTime) {
    const auto first = bring(Kind::learners, learner);
    const auto staff = bring(Kind::staff, kStaffHeading + "Бек;Ән;;05.05.1985;Ж;;;;Мұғалім;\n");
    const auto second = bring(Kind::learners, kHeading + "6А;Бек;Айдос;;01.09.2015;М;;;;;\n");
    EXPECT_EQ(fault_of_undo(first), FaultKind::conflict);
    EXPECT_FALSE(imports->record(school, first)->undoable);
    EXPECT_TRUE(imports->record(school, staff)->undoable) << "of another kind";
    ASSERT_TRUE(imports->undo(school, second, by));
    EXPECT_EQ(database->text("select label from core_placement where kind = 'class'"), "5А");
    EXPECT_TRUE(imports->record(school, first)->undoable);

    clock.advance(31 * kDayMs);
    EXPECT_EQ(fault_of_undo(first), FaultKind::conflict);
    rosters->forget_old();
    EXPECT_EQ(database->number("select count(*) from core_roster_change"), 0);
}

TEST_P(ImportsTest, KeepAnAdministratorWhenUndone) {
    const auto upload =
        bring(Kind::staff, kStaffHeading + "Бек;Әсел;;05.05.1985;Ж;+77010000001;;;Әкімші;\n");
    appoint(school, "Бек");
    EXPECT_EQ(fault_of_undo(upload), FaultKind::conflict);
    const PersonId self{database->number("select person_id from core_membership")};
    EXPECT_EQ(fault_of_undo(upload, self), FaultKind::conflict);
    EXPECT_EQ(present(), 1);
}

KEREGE_ON_BOTH_DATABASES(ImportsTest);

}  // namespace
}  // namespace kerege::directory
