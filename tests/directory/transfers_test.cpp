// U3.6: somebody moves to another organisation with the same login, on both databases.
#include "host/src/directory/transfers.hpp"

#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// The clock stands at 2026-09-02.
class TransfersTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        endings = std::make_unique<Endings>(**database, audit, events, ids, clock, local_time);
        transfers = std::make_unique<Transfers>(**database, audit, events, *endings, ids, clock,
                                                local_time);
        take_over(school, roster::Kind::learners,
                  "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1\n"
                  "5А,Қасым,Әсел,01.09.2015,ж,Қасым Дана,87011234567\n"
                  "5А,Кәрім,Өмір,01.09.2015,м,Кәрім Бота,87011234568\n"
                  "7А,Кәрім,Арай,02.09.2013,ж,Кәрім Бота,87011234568\n");
        take_over(school, roster::Kind::staff,
                  "Surname,Name,Sex,Position\nАхмет,Айгүл,ж,Әкімші\nБек,Болат,м,Мұғалім\n");
        appoint(school, "Ахмет");
        take_over(other_school, roster::Kind::learners,
                  "Class,Surname,Name,Birth date,Sex\n5Б,Басқа,Бақыт,01.09.2015,м\n");
        database->run("update core_membership set valid_from = '2024-09-01'");
        events.events.clear();
    }

    std::string sql(const std::string& statement) { return database->text(statement); }
    MembershipId member(OrganisationId organisation, const std::string& given_name) {
        return {database->number(
            "select coalesce(max(m.id), 0) from core_membership m join core_person p on "
            "p.id = m.person_id where p.given_name = '" +
            given_name + "' and m.organisation_id = " + organisation.text())};
    }
    PersonId person(const std::string& given_name) {
        return {
            database->number("select id from core_person where given_name = '" + given_name + "'")};
    }
    std::string span(MembershipId id) {
        return sql(
            "select cast(valid_from as text) || ' ' || coalesce(cast(valid_until as text), "
            "'still') from core_membership where id = " +
            id.text());
    }
    TransferDoer leaving() { return {school, by}; }
    TransferDoer coming() { return {other_school, PersonId{8}}; }
    int64_t ask(const std::string& given_name, const std::string& first_day = {}) {
        const auto asked =
            transfers->ask(leaving(), member(school, given_name), {other_school, first_day, "№ 7"});
        EXPECT_TRUE(asked) << asked.fault().log_text;
        return asked ? *asked : 0;
    }
    template <class T>
    static std::string fault_of(const Result<T>& result) {
        if (result) return "none";
        if (!result.fault().fields.empty()) return result.fault().fields.front().field;
        return result.fault().kind == FaultKind::not_found  ? "not found"
               : result.fault().kind == FaultKind::conflict ? "conflict"
                                                            : "else";
    }
    std::vector<std::string> deeds(OrganisationId organisation) {
        std::vector<std::string> found;
        for (const std::string action : {"transfer.asked", "transfer.accepted", "transfer.declined",
                                         "transfer.withdrawn", "membership.ended"})
            if (database->number("select count(*) from core_audit where action = '" + action +
                                 "' and organisation_id = " + organisation.text()) > 0)
                found.push_back(action);
        return found;
    }

    std::unique_ptr<Endings> endings;
    std::unique_ptr<Transfers> transfers;
};

// U3.6
TEST_P(TransfersTest, TakesALearnerInWithTheParentsInOneStep) {
    const auto left = member(school, "Әсел");
    const int64_t logins = database->number("select count(*) from core_account");
    database->run("update core_guardianship set kinship = 'mother' where learner_membership_id = " +
                  left.text());
    const int64_t id = ask("Әсел");
    EXPECT_EQ(span(left), "2024-09-01 still") << "nothing changes until it is accepted";
    EXPECT_TRUE(events.events.empty());
    EXPECT_EQ(transfers->incoming(other_school), 1);
    EXPECT_EQ(transfers->incoming(school), 0);
    EXPECT_EQ(transfers->waiting_of(school, left), id);
    EXPECT_EQ(transfers->waiting_of(other_school, left), 0);

    const auto accepted = transfers->accept(coming(), id, "5Б");
    ASSERT_TRUE(accepted) << accepted.fault().log_text;
    EXPECT_THAT(*accepted, UnorderedElementsAre(person("Әсел"), person("Дана")));
    const auto made = member(other_school, "Әсел");
    EXPECT_EQ(span(left), "2024-09-01 2026-09-01");
    EXPECT_EQ(span(made), "2026-09-02 still");
    EXPECT_EQ(endings->of(school, left)->ground, "moved");
    EXPECT_EQ(endings->of(school, member(school, "Дана"))->ground, "child_left");
    EXPECT_EQ(span(member(other_school, "Дана")), "2026-09-02 still");
    EXPECT_EQ(sql("select label from core_placement where membership_id = " + made.text()), "5Б");
    ASSERT_EQ(people->card(other_school, made)->guardians.size(), 1u);
    EXPECT_EQ(people->card(other_school, made)->guardians[0].kinship, "mother");
    EXPECT_EQ(database->number("select count(*) from core_account"), logins) << "no second login";
    EXPECT_THAT(deeds(school),
                ElementsAre("transfer.asked", "transfer.accepted", "membership.ended"));
    EXPECT_THAT(deeds(other_school), ElementsAre("transfer.asked", "transfer.accepted"));
    ASSERT_EQ(events.events.size(), 2u);
    EXPECT_EQ(events.events[0].organisation, school.value);
    EXPECT_EQ(events.events[1].organisation, other_school.value);
    EXPECT_EQ(events.events[1].topic, "core.members.changed");

    // Twice, in two tabs, and what comes too late.
    EXPECT_THAT(*transfers->accept(coming(), id, "5Б"), IsEmpty());
    EXPECT_EQ(fault_of(transfers->decline(coming(), id, "late")), "conflict");
    EXPECT_EQ(fault_of(transfers->withdraw(leaving(), id)), "conflict");
    EXPECT_EQ(database->number("select count(*) from core_membership where person_id = " +
                               person("Әсел").text()),
              2);
    EXPECT_EQ(events.events.size(), 2u);
    EXPECT_EQ(fault_of(endings->reopen(school, left, by)), "conflict")
        << "it is the other school's to hand over";
}

TEST_P(TransfersTest, AParentOfTwoBelongsToBothSchools) {
    ASSERT_TRUE(transfers->accept(coming(), ask("Өмір"), ""));
    EXPECT_EQ(span(member(school, "Бота")), "2024-09-01 still") << "a sister stays";
    EXPECT_EQ(span(member(other_school, "Бота")), "2026-09-02 still");
    ASSERT_TRUE(transfers->accept(coming(), ask("Арай"), ""));
    EXPECT_EQ(span(member(school, "Бота")), "2024-09-01 2026-09-01");
    EXPECT_EQ(database->number("select count(*) from core_membership where organisation_id = " +
                               other_school.text() + " and profile = 'guardian'"),
              1);
    EXPECT_EQ(people->learners_of(other_school, member(other_school, "Бота")).size(), 2u);
}

TEST_P(TransfersTest, StaffComeWithoutRoles) {
    database->run(
        "insert into core_membership_role (organisation_id, membership_id, role) values (" +
        school.text() + ", " + member(school, "Болат").text() + ", 'editor')");
    const int64_t id = ask("Болат");
    EXPECT_EQ(fault_of(transfers->accept(coming(), id, "5Б")), "class");
    EXPECT_EQ(fault_of(transfers->accept({other_school, person("Болат")}, id, "")), "conflict")
        << "not oneself";
    ASSERT_TRUE(transfers->accept(coming(), id, ""));
    const auto made = member(other_school, "Болат");
    EXPECT_THAT(people->card(other_school, made)->roles, IsEmpty());
    EXPECT_EQ(endings->of(school, member(school, "Болат"))->ground, "employment_ended");
    EXPECT_EQ(fault_of(transfers->ask(leaving(), member(school, "Айгүл"), {other_school, "", ""})),
              "conflict")
        << "the last administrator";
}

TEST_P(TransfersTest, OnlyToAnActiveSchoolOfTheTree) {
    const auto learner = member(school, "Әсел");
    const auto wish = [&](OrganisationId to, const char* day = "") {
        return fault_of(transfers->ask(leaving(), learner, {to, day, ""}));
    };
    EXPECT_EQ(wish(school), "to");
    EXPECT_EQ(wish(region), "to") << "no learners there";
    EXPECT_EQ(wish({}), "to");
    EXPECT_EQ(wish(OrganisationId{12345}), "to");
    EXPECT_EQ(wish(other_school, "31.02.2026"), "first_day");
    EXPECT_EQ(wish(other_school, "2020-01-01"), "first_day");
    EXPECT_EQ(wish(add({}, "school", "lonely")), "to") << "of another tree";
    EXPECT_EQ(fault_of(transfers->ask(leaving(), member(other_school, "Бақыт"), {school, "", ""})),
              "not found");
    EXPECT_EQ(fault_of(transfers->ask(leaving(), member(school, "Дана"), {other_school, "", ""})),
              "not found")
        << "a parent moves with the child";
    database->run(
        "insert into core_organisation_status (organisation_id, id, status, first_day, reason, "
        "entered_by, entered_at_ms) values (" +
        other_school.text() + ", 1, 'suspended', '2026-01-01', '', 0, 0)");
    EXPECT_EQ(wish(other_school), "to");
    EXPECT_EQ(database->number("select count(*) from core_transfer"), 0);
}

TEST_P(TransfersTest, PlacesAreFoundByNameAndBin) {
    const auto names = [&](const char* profile, const char* typed) {
        std::vector<OrganisationId> found;
        for (const auto& place : transfers->places(school, profile, typed, 20))
            found.push_back(place.id);
        return found;
    };
    database->run(
        "update core_organisation set name_kk = 'Тамшы мектебі', bin = '160340016781' "
        "where id = " +
        other_school.text());
    database->run("update core_organisation set name_kk = 'Тамшы басқармасы' where id = " +
                  region.text());
    EXPECT_THAT(names("learner", "тамшы"), ElementsAre(other_school)) << "not the department";
    EXPECT_THAT(names("learner", "160340016781"), ElementsAre(other_school));
    EXPECT_THAT(names("learner", ""), IsEmpty());
    database->run("update core_organisation set name_kk = 'Тамшы' where id = " + school.text());
    EXPECT_THAT(names("learner", "тамшы"), ElementsAre(other_school)) << "not the own one";
}

TEST_P(TransfersTest, OneWaitsAtATimeAndIsFoundByItsTwoSchoolsOnly) {
    const auto third = add(region, "school", "third");
    const int64_t id = ask("Әсел", "2026-09-10");
    EXPECT_EQ(ask("Әсел", "10.09.2026"), id) << "the same form twice";
    EXPECT_EQ(fault_of(transfers->ask(leaving(), member(school, "Әсел"), {third, "", ""})),
              "conflict");
    EXPECT_EQ(transfers->list(other_school).size(), 1u);
    EXPECT_EQ(transfers->list(school).at(0).class_label, "5А");
    EXPECT_THAT(transfers->list(third), IsEmpty());
    EXPECT_EQ(fault_of(transfers->find(third, id)), "not found");
    EXPECT_EQ(fault_of(transfers->find({}, id)), "not found");
    EXPECT_EQ(fault_of(transfers->accept({third, by}, id, "")), "not found");
    EXPECT_EQ(fault_of(transfers->accept(leaving(), id, "")), "not found") << "not one's own";
    EXPECT_EQ(fault_of(transfers->decline(leaving(), id, "no")), "not found");
    EXPECT_EQ(fault_of(transfers->withdraw(coming(), id)), "not found");
    EXPECT_EQ(fault_of(transfers->accept(coming(), id, "9Я")), "class");
    EXPECT_EQ(fault_of(transfers->decline(coming(), id, " ")), "reason");
    ASSERT_TRUE(transfers->withdraw(leaving(), id));
    EXPECT_TRUE(transfers->withdraw(leaving(), id));
    EXPECT_EQ(fault_of(transfers->accept(coming(), id, "")), "conflict");
    const int64_t again = ask("Әсел");
    EXPECT_NE(again, id);
    ASSERT_TRUE(transfers->decline(coming(), again, "no place"));
    EXPECT_EQ(transfers->find(school, again)->reason, "no place");
    EXPECT_EQ(span(member(school, "Әсел")), "2024-09-01 still");
    EXPECT_THAT(deeds(other_school),
                ElementsAre("transfer.asked", "transfer.declined", "transfer.withdrawn"));
}

TEST_P(TransfersTest, ADayThatIsStillToComeIsTold) {
    const int64_t id = ask("Әсел", "2026-09-04");
    ASSERT_TRUE(transfers->accept(coming(), id, "5Б"));
    EXPECT_EQ(span(member(school, "Әсел")), "2024-09-01 2026-09-03");
    EXPECT_EQ(span(member(other_school, "Әсел")), "2026-09-04 still");
    ASSERT_EQ(events.events.size(), 1u) << "the class is made ready";
    EXPECT_EQ(events.events[0].organisation, other_school.value);
    transfers->tell_due();
    EXPECT_EQ(events.events.size(), 1u);
    clock.advance(2 * kDayMs);
    transfers->tell_due();
    transfers->tell_due();
    EXPECT_EQ(events.events.size(), 2u) << "once";
    EXPECT_EQ(events.events[1].organisation, other_school.value);
}

TEST_P(TransfersTest, AndBackAgain) {
    ASSERT_TRUE(transfers->accept(coming(), ask("Әсел"), "5Б"));
    const auto there = member(other_school, "Әсел");
    clock.advance(5 * kDayMs);
    const auto back = transfers->ask(coming(), there, {school, "", ""});
    ASSERT_TRUE(back) << back.fault().log_text;
    ASSERT_TRUE(transfers->accept(leaving(), *back, "5А"));
    EXPECT_EQ(span(there), "2026-09-02 2026-09-06");
    EXPECT_EQ(span(member(school, "Әсел")), "2026-09-07 still");
    EXPECT_EQ(database->number("select count(*) from core_membership where person_id = " +
                               person("Дана").text() + " and valid_until is null"),
              1);
}

TEST_P(TransfersTest, IsRefusedWhereItNoLongerFits) {
    const int64_t id = ask("Әсел");
    ASSERT_TRUE(endings->end(school, member(school, "Әсел"), {"expelled", "", ""}, by));
    EXPECT_EQ(fault_of(transfers->accept(coming(), id, "5Б")), "conflict");
    EXPECT_FALSE(member(other_school, "Әсел")) << "all or nothing";
    EXPECT_EQ(transfers->find(school, id)->state, "waiting");
    const int64_t twin = ask("Арай");
    database->run(
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) values (" +
        other_school.text() + ", 77, " + person("Арай").text() + ", 'learner', '', '2026-09-01')");
    EXPECT_EQ(fault_of(transfers->accept(coming(), twin, "")), "conflict") << "here already";
}

KEREGE_ON_BOTH_DATABASES(TransfersTest);

}  // namespace
}  // namespace kerege::directory
