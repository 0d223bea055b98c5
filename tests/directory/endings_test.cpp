// U3.6: the end of access in one organisation, on both databases.
#include "host/src/directory/endings.hpp"

#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The clock stands at 2026-09-02.
class EndingsTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        endings = std::make_unique<Endings>(**database, audit, events, ids, clock, local_time);
        take_over(school, roster::Kind::learners,
                  "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1\n"
                  "5А,Қасым,Әсел,01.09.2015,ж,Қасым Дана,87011234567\n"
                  "5А,Кәрім,Өмір,01.09.2015,м,Кәрім Бота,87011234568\n"
                  "7А,Кәрім,Арай,02.09.2013,ж,Кәрім Бота,87011234568\n");
        take_over(school, roster::Kind::staff,
                  "Surname,Name,Sex,Position\nАхмет,Айгүл,ж,Әкімші\nБек,Болат,м,Мұғалім\n");
        appoint(school, "Ахмет");
        take_over(other_school, roster::Kind::staff,
                  "Surname,Name,Sex,Position\nБасқа,Бақыт,м,Мұғалім\n");
        database->run("update core_membership set valid_from = '2024-09-01'");
        events.events.clear();
    }

    MembershipId member(const std::string& given_name) {
        return {
            database->number("select m.id from core_membership m join core_person p on p.id = "
                             "m.person_id where p.given_name = '" +
                             given_name + "' order by m.id")};
    }
    PersonId person(const std::string& given_name) {
        return {
            database->number("select id from core_person where given_name = '" + given_name + "'")};
    }
    std::string last_day(MembershipId id) {
        return database->text(
            "select coalesce(cast(valid_until as text), 'still') from "
            "core_membership where id = " +
            id.text());
    }
    void begin_session(MembershipId id, const std::string& token) {
        database->run(
            "insert into core_session (token_hash, person_id, organisation_id, membership_id, "
            "csrf_secret, created_at_ms, seen_at_ms, expires_at_ms) select '" +
            token +
            "', person_id, organisation_id, id, '', 0, 0, 1 from core_membership where id "
            "= " +
            id.text());
    }
    int64_t sessions() { return database->number("select count(*) from core_session"); }
    std::vector<std::string> names(const PeopleFilter& filter) {
        std::vector<std::string> found;
        for (const PersonLine& line : people->list(school, filter).lines)
            found.push_back(line.given_name + " " + line.end_ground + " " + line.end_day);
        return found;
    }
    static PeopleFilter former(const std::string& profile) {
        PeopleFilter filter;
        filter.profile = profile;
        filter.former = true;
        return filter;
    }
    static std::string field_of(const Result<std::vector<PersonId>>& ended) {
        if (ended || ended.fault().fields.empty()) return "none";
        return ended.fault().fields.front().field;
    }
    static FaultKind kind_of(const Result<std::vector<PersonId>>& ended) {
        return ended ? FaultKind::internal : ended.fault().kind;
    }

    std::unique_ptr<Endings> endings;
};

// U3.6
TEST_P(EndingsTest, EndsAtOnceWithTheSessionsThereAndNoOthers) {
    const auto teacher = member("Болат");
    const auto elsewhere = member("Бақыт");
    database->run("update core_membership set person_id = " + person("Болат").text() +
                  " where id = " + elsewhere.text());
    begin_session(teacher, "here");
    begin_session(elsewhere, "there");
    const auto ended = endings->end(school, teacher, {"employment_ended", "", " order  7 "}, by);
    ASSERT_TRUE(ended) << ended.fault().log_text;
    EXPECT_THAT(*ended, ElementsAre(person("Болат")));
    EXPECT_EQ(last_day(teacher), "2026-09-01") << "today is the first day without access";
    EXPECT_EQ(last_day(elsewhere), "still");
    EXPECT_EQ(database->text("select token_hash from core_session"), "there");
    EXPECT_EQ(sessions(), 1);
    const auto ending = endings->of(school, teacher);
    ASSERT_TRUE(ending);
    EXPECT_EQ(ending->note, "order 7");
    EXPECT_FALSE(endings->of(other_school, teacher));
    EXPECT_EQ(kind_of(endings->reopen(school, teacher, person("Болат"))), FaultKind::conflict)
        << "not by oneself";
    EXPECT_EQ(database->text("select detail from core_audit where action = 'membership.ended'"),
              R"({"ground":"employment_ended","first_day":"2026-09-02"})");
    EXPECT_EQ(events.events.size(), 1u);
    EXPECT_EQ(events.events.at(0).topic, "core.members.changed");
    EXPECT_THAT(names({"employee", "", "", 1}), ElementsAre("Айгүл  "));
    EXPECT_THAT(names(former("employee")), ElementsAre("Болат employment_ended 2026-09-02"));
}

TEST_P(EndingsTest, WhoWasErasedIsNotAmongThoseWhoLeft) {
    const auto teacher = member("Болат");
    ASSERT_TRUE(endings->end(school, teacher, {"employment_ended", "", ""}, by));
    EXPECT_EQ(names(former("employee")).size(), 1u);
    database->run(
        "insert into core_deletion (organisation_id, id, membership_id, person_id, ground, note, "
        "asked_by, asked_at_ms, erase_on, erased_at_ms, certificate) values (" +
        school.text() + ", 1, " + teacher.text() + ", " + person("Болат").text() +
        ", 'own_request', '', 7, 1, '2026-12-02', 2, '')");
    EXPECT_THAT(names(former("employee")), IsEmpty());
}

TEST_P(EndingsTest, TheSameWishOnceMoreChangesNothing) {
    const auto teacher = member("Болат");
    const EndWish wish{"employment_ended", "02.09.2026", ""};
    ASSERT_TRUE(endings->end(school, teacher, wish, by));
    EXPECT_TRUE(endings->end(school, teacher, wish, by));
    EXPECT_EQ(kind_of(endings->end(school, teacher, {"employment_ended", "2026-09-01", ""}, by)),
              FaultKind::conflict);
    EXPECT_EQ(database->number("select count(*) from core_membership_end"), 1);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'membership.ended'"),
              1);
    ASSERT_TRUE(endings->reopen(school, teacher, by));
    EXPECT_THAT(*endings->reopen(school, teacher, by), IsEmpty());
    EXPECT_EQ(
        database->number("select count(*) from core_audit where action = 'membership.reopened'"),
        1);
}

TEST_P(EndingsTest, ADayThatIsStillToComeWaitsForIt) {
    const auto teacher = member("Болат");
    begin_session(teacher, "here");
    ASSERT_TRUE(endings->end(school, teacher, {"employment_ended", "2026-09-04", ""}, by));
    EXPECT_EQ(last_day(teacher), "2026-09-03");
    EXPECT_EQ(sessions(), 1);
    EXPECT_THAT(names(former("employee")), IsEmpty());
    endings->tell_due();
    EXPECT_TRUE(events.events.empty());
    clock.advance(2 * kDayMs);
    endings->tell_due();
    endings->tell_due();
    EXPECT_EQ(events.events.size(), 1u) << "told once";
    EXPECT_THAT(names(former("employee")), ElementsAre("Болат employment_ended 2026-09-04"));
}

// U3.6: six grounds, each for whom it can be.
TEST_P(EndingsTest, OnlyOnAGroundThatFitsAndADayThatCanBe) {
    const auto learner = member("Әсел"), teacher = member("Болат");
    for (const char* ground : {"", "employment_ended", "child_left", "service_ended", "else"})
        EXPECT_EQ(field_of(endings->end(school, learner, {ground, "", ""}, by)), "ground");
    EXPECT_EQ(field_of(endings->end(school, teacher, {"expelled", "", ""}, by)), "ground");
    for (const char* day : {"31.02.2026", "soon", "2024-08-31", "2028-01-01"})
        EXPECT_EQ(field_of(endings->end(school, learner, {"moved", day, ""}, by)), "first_day")
            << day;
    EXPECT_EQ(field_of(endings->end(school, learner, {"moved", "", std::string(501, 'x')}, by)),
              "note");
    EXPECT_EQ(kind_of(endings->end(other_school, learner, {"moved", "", ""}, by)),
              FaultKind::not_found);
    EXPECT_EQ(kind_of(endings->reopen(other_school, learner, by)), FaultKind::not_found);
    EXPECT_EQ(last_day(learner), "still");
    EXPECT_THAT(grounds_of("learner"), ElementsAre("studies_ended", "expelled", "moved"));
    EXPECT_THAT(grounds_of("guardian"), ElementsAre("child_left"));
    EXPECT_THAT(grounds_of("employee"), ElementsAre("employment_ended"));
    for (const char* official : {"ministry", "region", "district"})
        EXPECT_THAT(grounds_of(official), ElementsAre("service_ended"));
    EXPECT_THAT(grounds_of("operator"), IsEmpty());
}

TEST_P(EndingsTest, NeitherTheLastAdministratorNorOneself) {
    const auto first = member("Айгүл"), second = member("Болат");
    const auto appoint = [&](MembershipId id) {
        database->run(
            "insert into core_membership_role (organisation_id, membership_id, role) "
            "values (" +
            school.text() + ", " + id.text() + ", 'administrator')");
    };
    database->run("delete from core_membership_role");
    appoint(first);
    const EndWish wish{"employment_ended", "", ""};
    EXPECT_EQ(kind_of(endings->end(school, first, wish, by)), FaultKind::conflict);
    appoint(second);
    EXPECT_EQ(kind_of(endings->end(school, first, wish, person("Айгүл"))), FaultKind::conflict);
    // Whose last day is set already is not the one who stays.
    ASSERT_TRUE(endings->end(school, second, {"employment_ended", "2026-09-10", ""}, by));
    EXPECT_EQ(kind_of(endings->end(school, first, wish, by)), FaultKind::conflict);
    ASSERT_TRUE(endings->reopen(school, second, by));
    EXPECT_TRUE(endings->end(school, first, wish, by));
}

TEST_P(EndingsTest, GuardiansOfALastChildEndAndComeBackWithIt) {
    const auto one = member("Өмір"), other = member("Арай"), guardian = member("Бота");
    EXPECT_THAT(endings->guardians_to_ask(school, one), IsEmpty()) << "another child is here";
    EXPECT_EQ(kind_of(endings->end(school, one, {"moved", "", "", {guardian}}, by)),
              FaultKind::not_found);
    EXPECT_EQ(last_day(one), "still") << "all or none";
    EXPECT_EQ(kind_of(endings->end(school, one, {"moved", "", "", {member("Дана")}}, by)),
              FaultKind::not_found)
        << "somebody else's parent";
    ASSERT_TRUE(endings->end(school, one, {"moved", "", ""}, by));
    EXPECT_EQ(last_day(guardian), "still");

    ASSERT_EQ(endings->guardians_to_ask(school, other).size(), 1u);
    const auto ended = endings->end(school, other, {"studies_ended", "", "", {guardian}}, by);
    ASSERT_TRUE(ended);
    EXPECT_THAT(*ended, ElementsAre(person("Арай"), person("Бота")));
    EXPECT_EQ(endings->of(school, guardian)->ground, "child_left");
    EXPECT_EQ(kind_of(endings->reopen(school, guardian, by)), FaultKind::conflict)
        << "no child is here";
    const auto reopened = endings->reopen(school, other, by);
    ASSERT_TRUE(reopened);
    EXPECT_THAT(*reopened, ElementsAre(person("Арай"), person("Бота")));
    EXPECT_EQ(last_day(guardian), "still");
    EXPECT_FALSE(endings->of(school, guardian));
}

// Whether a parent has another child here is asked of the day the child leaves.
TEST_P(EndingsTest, GuardiansAreAskedAboutForTheDayOfTheEnding) {
    const auto one = member("Өмір"), other = member("Арай"), guardian = member("Бота");
    ASSERT_TRUE(endings->end(school, other, {"moved", "2026-09-20", ""}, by));
    EXPECT_THAT(endings->guardians_to_ask(school, one), IsEmpty()) << "today a sister is here";
    EXPECT_THAT(endings->guardians_to_ask(school, one, "19.09.2026"), IsEmpty());
    ASSERT_EQ(endings->guardians_to_ask(school, one, "20.09.2026").size(), 1u);
    EXPECT_THAT(endings->guardians_to_ask(school, one, "2020-01-01"), IsEmpty())
        << "no day before today";
    ASSERT_TRUE(endings->end(school, one, {"moved", "2026-09-20", "", {guardian}}, by));
    EXPECT_EQ(last_day(guardian), "2026-09-19");
}

// K7.8: where somebody lives is kept of staff alone.
TEST_P(EndingsTest, K7_8ForgetsWhereSomebodyLivesWithTheLastMembershipAsStaff) {
    const auto teacher = member("Болат");
    const auto residence = [&] {
        endings->forget_residences();
        return database->text("select residence from core_person where given_name = 'Болат'");
    };
    database->run("update core_person set residence = 'Дала 5' where given_name = 'Болат'");
    ASSERT_TRUE(endings->end(school, teacher, {"employment_ended", "2026-09-03", ""}, by));
    EXPECT_EQ(residence(), "Дала 5") << "until that day";
    clock.advance(kDayMs);
    database->run("update core_membership set person_id = " + person("Болат").text() +
                  " where id = " + member("Бақыт").text());
    EXPECT_EQ(residence(), "Дала 5") << "a teacher elsewhere";
    const std::string there = std::to_string(database->number(
        "select id from core_membership where organisation_id = " + other_school.text()));
    database->run("update core_membership set valid_until = '2026-09-02' where id = " + there);
    database->run(
        "insert into core_deletion (id, organisation_id, membership_id, person_id, ground, note, "
        "asked_by, asked_at_ms, confirmed_at_ms, certificate) select 1, organisation_id, id, "
        "person_id, 'own_request', '', 0, 0, 0, '' from core_membership where id = " +
        there);
    EXPECT_EQ(residence(), "Дала 5") << "it may be taken back";
    database->run("update core_deletion set taken_back_at_ms = 1");
    EXPECT_EQ(residence(), "");
}

TEST_P(EndingsTest, NothingIsOpenThroughAChildWhoLeft) {
    const auto guardian = member("Бота");
    const auto children = [&] {
        std::vector<std::string> names;
        for (const auto& child : people->learners_of(school, guardian))
            names.push_back(child.given_name);
        return names;
    };
    EXPECT_THAT(children(), testing::UnorderedElementsAre("Өмір", "Арай"));
    ASSERT_TRUE(endings->end(school, member("Өмір"), {"moved", "2026-09-03", ""}, by));
    EXPECT_THAT(children(), testing::UnorderedElementsAre("Өмір", "Арай")) << "until that day";
    clock.advance(kDayMs);
    EXPECT_THAT(children(), ElementsAre("Арай"));
    EXPECT_EQ(people->card(school, guardian)->learners.size(), 2u) << "the school knows both";
    ASSERT_TRUE(endings->reopen(school, member("Өмір"), by));
    EXPECT_EQ(children().size(), 2u);
}

TEST_P(EndingsTest, IsNotUndoneAgainstWhatHappenedSince) {
    const auto learner = member("Әсел");
    database->run("update core_membership set valid_until = '2027-05-25' where id = " +
                  learner.text());
    ASSERT_TRUE(endings->end(school, learner, {"moved", "2026-09-01", ""}, by));
    EXPECT_EQ(last_day(learner), "2026-08-31");
    // The next roster brings her back, with a membership of its own.
    take_over(school, roster::Kind::learners,
              "Class,Surname,Name,Birth date,Sex\n5Б,Қасым,Әсел,01.09.2015,ж\n",
              {.all_back = true});
    ASSERT_EQ(database->number("select count(*) from core_membership m join core_person p on "
                               "p.id = m.person_id where p.given_name = 'Әсел'"),
              2);
    EXPECT_EQ(kind_of(endings->reopen(school, learner, by)), FaultKind::conflict);
    database->run("delete from core_placement where membership_id > " + learner.text());
    database->run(
        "update core_membership set valid_until = '2026-08-01', valid_from = "
        "'2026-08-01' where id > " +
        learner.text() + " and person_id = " + person("Әсел").text());
    ASSERT_TRUE(endings->reopen(school, learner, by));
    EXPECT_EQ(last_day(learner), "2027-05-25") << "as it was";
    EXPECT_EQ(field_of(endings->end(school, learner, {"moved", "2027-06-01", ""}, by)), "first_day")
        << "it ends before anyway";
    ASSERT_TRUE(endings->end(school, learner, {"moved", "", ""}, by));
    database->run("update core_membership set valid_until = '2026-08-30' where id = " +
                  learner.text());
    EXPECT_EQ(kind_of(endings->reopen(school, learner, by)), FaultKind::conflict);
}

KEREGE_ON_BOTH_DATABASES(EndingsTest);

}  // namespace
}  // namespace kerege::directory
