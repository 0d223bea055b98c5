// Lists and cards of people, on both databases.
#include "host/src/directory/people.hpp"

#include <fmt/format.h>

#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PeopleTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        take_over(school, roster::Kind::learners,
                  "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1\n"
                  "10А,Юн,Ян,01.09.2010,м,,\n"
                  "5Б,Ілияс,Әмір,01.09.2015,м,,\n"
                  "5Ә,Қасым,Әсел,01.09.2015,ж,Қасым Дана,87011234567\n"
                  "5А,Кәрім,Өмір,01.09.2015,м,Кәрім Дана,87011234568\n"
                  "5А,Әлім,Ұлан,02.09.2015,м,Қасым Дана,87011234567\n");
        take_over(school, roster::Kind::staff,
                  "Surname,Name,Sex,Position,Subjects\n"
                  "Ахмет,Айгүл,ж,Әкімші,\n"
                  "Бек,Болат,м,Мұғалім,\"Химия, Алгебра\"\n");
        appoint(school, "Ахмет");
    }

    std::vector<std::string> names(const PeopleFilter& filter) {
        std::vector<std::string> found;
        for (const PersonLine& line : people->list(school, filter).lines) {
            found.push_back(line.family_name);
        }
        return found;
    }
    MembershipId member(const std::string& family_name) {
        return {
            database->number("select m.id from core_membership m join core_person p on p.id = "
                             "m.person_id where p.family_name = '" +
                             family_name + "' order by m.id")};
    }
    static PersonEdit of_card(const PersonCard& card) {
        return {card.line.family_name,
                card.line.given_name,
                card.line.patronymic,
                card.line.birth_date,
                card.sex,
                card.line.phone,
                card.line.email,
                card.residence,
                card.line.position};
    }
    Result<> give(MembershipId id, std::vector<std::string> roles) {
        PersonEdit edit = of_card(*people->card(school, id));
        edit.roles = std::move(roles);
        return people->edit(school, id, edit, by);
    }
};

TEST_P(PeopleTest, StandInTheOrderOfTheKazakhAlphabet) {
    EXPECT_THAT(names({"learner", "", "", 1}),
                ElementsAre("Әлім", "Кәрім", "Қасым", "Ілияс", "Юн"));
    EXPECT_THAT(names({"employee", "", "", 1}), ElementsAre("Ахмет", "Бек"));
    EXPECT_THAT(names({"guardian", "", "", 1}), ElementsAre("Кәрім", "Қасым"));
    EXPECT_TRUE(people->list(other_school, {"learner", "", "", 1}).lines.empty());
    const auto teacher = people->list(school, {"employee", "", "", 1}).lines.at(1);
    EXPECT_EQ(teacher.labels, "Алгебра, Химия");
    EXPECT_EQ(teacher.login, "bek.bolat");
    EXPECT_FALSE(teacher.has_password);
    EXPECT_FALSE(teacher.first_login_at_ms);
}

// K-RU6.6: a search of its own; scraping and bulk mail are limited.
TEST_P(PeopleTest, AreFoundAsPeopleType) {
    EXPECT_THAT(names({"learner", "касым", "", 1}), ElementsAre("Қасым"));
    EXPECT_THAT(names({"learner", "  АСЕЛ кас ", "", 1}), ElementsAre("Қасым"));
    EXPECT_THAT(names({"learner", "омир", "", 1}), ElementsAre("Кәрім"));
    EXPECT_THAT(names({"learner", "ilias", "", 1}), IsEmpty());
    EXPECT_THAT(names({"learner", "iliyas", "", 1}), ElementsAre("Ілияс")) << "by login";
    EXPECT_THAT(names({"learner", "%", "", 1}), testing::SizeIs(5)) << "signs say nothing";
    EXPECT_THAT(names({"learner", "", "5А", 1}), ElementsAre("Әлім", "Кәрім"));
    EXPECT_THAT(names({"learner", "улан", "5А", 1}), ElementsAre("Әлім"));
    EXPECT_THAT(names({"guardian", "", "5Ә", 1}), ElementsAre("Қасым"));
    EXPECT_THAT(names({"learner", "", "6А", 1}), IsEmpty());
}

TEST_P(PeopleTest, ComeInPagesOfFifty) {
    std::string bytes = "Class,Surname,Name,Birth date,Sex\n";
    for (int i = 0; i < 120; ++i) {
        bytes += "7А,Тест,Айдос," + std::to_string(1 + i % 28) + "." + std::to_string(1 + i / 28) +
                 ".2013,м\n";
    }
    take_over(school, roster::Kind::learners, bytes);
    const auto last = people->list(school, {"learner", "", "7А", 9});
    EXPECT_EQ(last.total, 120);
    EXPECT_EQ(last.pages, 3);
    EXPECT_EQ(last.page, 3);
    EXPECT_EQ(last.lines.size(), 20u);
    const auto searched = people->list(school, {"learner", "тест", "", 2});
    EXPECT_EQ(searched.total, 120);
    EXPECT_EQ(searched.lines.size(), 50u);
    EXPECT_EQ(people->list(school, {"learner", "жоқ", "", 2}).page, 1);
}

TEST_P(PeopleTest, HaveTheirClassesInOrder) {
    std::vector<std::string> labels;
    for (const ClassCount& one : people->classes(school)) {
        labels.push_back(one.label + ":" + std::to_string(one.learners));
    }
    EXPECT_THAT(labels, ElementsAre("5А:2", "5Ә:1", "5Б:1", "10А:1"));
}

TEST_P(PeopleTest, AreShownWithWhomTheyBelongTo) {
    const auto learner = people->card(school, member("Әлім"));
    ASSERT_TRUE(learner);
    EXPECT_EQ(learner->profile, "learner");
    EXPECT_EQ(learner->line.labels, "5А");
    EXPECT_EQ(learner->sex, "male");
    EXPECT_EQ(learner->valid_from, "2026-09-02");
    ASSERT_EQ(learner->guardians.size(), 1u);
    EXPECT_EQ(learner->guardians[0].family_name, "Қасым");
    const auto guardian = people->card(school, learner->guardians[0].membership);
    ASSERT_TRUE(guardian);
    ASSERT_EQ(guardian->learners.size(), 2u);
    EXPECT_EQ(guardian->learners[0].labels, "5А");
    EXPECT_EQ(guardian->learners[1].labels, "5Ә");
    EXPECT_FALSE(guardian->last_login_at_ms);
    database->run("update core_person set phone = '+77010001122' where id = " +
                  guardian->line.person.text());
    EXPECT_EQ(people->card(school, learner->line.membership)->guardians[0].phone, "+77010001122");
    database->run("update core_membership set valid_until = '2026-08-31' where id = " +
                  learner->guardians[0].membership.text());
    EXPECT_EQ(people->card(school, learner->line.membership)->guardians[0].phone, "")
        << "who left belongs to themselves";
}

// K7.3, K7.4: each school's data are its own.
TEST_P(PeopleTest, OfAnotherOrganisationAreNotFound) {
    const auto not_there = [](const auto& result) {
        return !result && result.fault().kind == FaultKind::not_found;
    };
    const MembershipId learner = member("Әлім"), administrator = member("Ахмет");
    EXPECT_TRUE(not_there(people->card(other_school, learner)));
    EXPECT_TRUE(not_there(people->card(region, learner)));
    EXPECT_TRUE(not_there(people->card(school, MembershipId{99})));
    PersonEdit edit;
    edit.family_name = edit.given_name = "Басқа";
    EXPECT_TRUE(not_there(people->edit(other_school, learner, edit, by)));
    EXPECT_TRUE(not_there(people->edit(other_school, administrator, edit, by)));
    EXPECT_EQ(member("Басқа").value, -1);
}

TEST_P(PeopleTest, AreMended) {
    const MembershipId id = member("Бек");
    PersonEdit edit = of_card(*people->card(school, id));
    edit.family_name = "  Беков ";
    edit.birth_date = "05.05.1985";
    edit.phone = "8 (701) 123-45-67";
    edit.residence = "Абай, 1";
    ASSERT_TRUE(people->edit(school, id, edit, by, "request-9"));
    const auto card = people->card(school, id);
    EXPECT_EQ(card->line.family_name, "Беков");
    EXPECT_EQ(card->line.birth_date, "1985-05-05");
    EXPECT_EQ(card->line.phone, "+77011234567");
    EXPECT_EQ(card->residence, "Абай, 1");
    EXPECT_EQ(database->text("select detail from core_audit where action = 'person.edited' and "
                             "request_id = 'request-9'"),
              R"({"fields":["family_name","birth_date","phone","residence"]})");
    ASSERT_TRUE(people->edit(school, id, of_card(*card), by));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'person.edited'"),
              1);
}

// Links for a new password go to that address.
TEST_P(PeopleTest, AreToldApartByWhatTheyAreToTheChild) {
    const auto child = member("Кәрім");
    const auto parent = people->card(school, child)->guardians.at(0);
    EXPECT_EQ(parent.kinship, "");
    PersonEdit edit = of_card(*people->card(school, child));
    edit.revision = people->card(school, child)->revision;
    edit.kinships = {{parent.membership, "mother"}};
    ASSERT_TRUE(people->edit(school, child, edit, by));
    EXPECT_EQ(people->card(school, child)->guardians.at(0).kinship, "mother");
    EXPECT_EQ(people->card(school, parent.membership)->learners.at(0).kinship, "mother");
    EXPECT_EQ(database->text("select detail from core_audit where action = 'person.edited' "
                             "order by id desc"),
              R"({"fields":["kinship"]})");
    EXPECT_EQ(people->edit(school, child, edit, by).fault().kind, FaultKind::conflict)
        << "the card is another one";
    edit.revision.clear();
    edit.kinships = {};
    ASSERT_TRUE(people->edit(school, child, edit, by));
    EXPECT_EQ(people->card(school, child)->guardians.at(0).kinship, "mother") << "nothing said";
    edit.kinships = {{parent.membership, "uncle"}};
    EXPECT_EQ(people->edit(school, child, edit, by).fault().fields.at(0).field, "kinship");
    edit.kinships = {{member("Ахмет"), "mother"}};
    EXPECT_EQ(people->edit(school, child, edit, by).fault().fields.at(0).field, "kinship")
        << "nobody's parent";
    edit.kinships = {{parent.membership, ""}};
    ASSERT_TRUE(people->edit(school, child, edit, by));
    EXPECT_EQ(people->card(school, child)->guardians.at(0).kinship, "");
}

TEST_P(PeopleTest, HaveTheirAddressWatched) {
    const MembershipId id = member("Бек");
    PersonEdit edit = of_card(*people->card(school, id));
    edit.phone = "+77011234567";
    ASSERT_TRUE(people->edit(school, id, edit, by));
    EXPECT_THAT(addresses.people, IsEmpty());
    edit.email = "bek@mail.kz";
    ASSERT_TRUE(people->edit(school, id, edit, by));
    edit.email = "";
    ASSERT_TRUE(people->edit(school, id, edit, by));
    EXPECT_THAT(addresses.before, ElementsAre("", "bek@mail.kz"));
    EXPECT_EQ(addresses.people[0], people->card(school, id)->line.person);
}

// K7.8: exactly the fields named. Another one needs another agreement.
TEST_P(PeopleTest, AreKeptInTheFieldsNamedAndNoOthers) {
    const std::string columns =
        GetParam() == data::Dialect::sqlite
            ? "select group_concat(name, ' ') from pragma_table_info('core_person')"
            : "select string_agg(column_name, ' ' order by ordinal_position) from "
              "information_schema.columns where table_name = 'core_person'";
    EXPECT_EQ(database->text(columns),
              "id family_name given_name patronymic birth_date sex phone email residence "
              "confirmed_at_ms created_at_ms");
    take_over(school, roster::Kind::learners,
              "Class,Surname,Name,Birth date,Sex,Residence,Parent 1,Phone 1\n"
              "5А,Асан,Ер,01.09.2015,м,\"Абай, 1\",Асан Дана,87011234569\n");
    EXPECT_NE(member("Асан").value, -1);
    EXPECT_EQ(database->number("select count(*) from core_person where residence <> ''"), 0)
        << "of a learner's file no address is taken";
}

// K7.8: exactly the fields named, the address of staff alone.
TEST_P(PeopleTest, AreNotSpoiled) {
    const MembershipId id = member("Әлім");
    PersonEdit edit = of_card(*people->card(school, id));
    edit.family_name = "";
    edit.given_name = "7";
    edit.birth_date = "31.02.2015";
    edit.sex = "?";
    edit.phone = "123";
    edit.email = "a";
    const auto refused = people->edit(school, id, edit, by);
    ASSERT_FALSE(refused);
    std::vector<std::string> fields;
    for (const auto& fault : refused.fault().fields) fields.push_back(fault.field);
    EXPECT_THAT(fields,
                ElementsAre("family_name", "given_name", "birth_date", "sex", "phone", "email"));

    // The address of residence is kept of employees only.
    edit = of_card(*people->card(school, id));
    edit.residence = "Абай, 1";
    edit.position = "Директор";
    ASSERT_TRUE(people->edit(school, id, edit, by));
    EXPECT_EQ(people->card(school, id)->residence, "");
    EXPECT_EQ(people->card(school, id)->line.position, "");
}

// U1.14, K3.3.1, K3.4.1: a school appoints its administrators, and is never without one.
TEST_P(PeopleTest, AreGivenRoles) {
    const MembershipId administrator = member("Ахмет"), teacher = member("Бек");
    EXPECT_THAT(people->card(school, administrator)->roles, ElementsAre("administrator"));
    const auto last = give(administrator, {"staff"});
    ASSERT_FALSE(last);
    EXPECT_EQ(last.fault().kind, FaultKind::conflict);
    EXPECT_EQ(last.fault().fields.at(0).field, "roles");
    ASSERT_TRUE(give(teacher, {"teacher", "administrator", "teacher"}));
    EXPECT_THAT(people->card(school, teacher)->roles, ElementsAre("administrator", "teacher"));
    ASSERT_TRUE(give(administrator, {}));
    EXPECT_THAT(people->card(school, administrator)->roles, IsEmpty());
    for (const char* role : {"operator", "official", "learner", "owner"}) {
        EXPECT_FALSE(give(teacher, {role})) << role;
    }
    EXPECT_FALSE(give(member("Әлім"), {"teacher"}));
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'roles.set'"), 2);
}

// Whoever edits a person of several organisations is told of in each of them.
TEST_P(PeopleTest, AreToldOfWhereverTheyBelong) {
    const MembershipId id = member("Бек");
    const auto belongs = [&](const std::string& membership, const std::string& until) {
        database->run(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from, valid_until) select " +
            other_school.text() + ", " + membership +
            ", person_id, 'guardian', '', '2026-01-01', " + until +
            " from core_membership where id = " + id.text());
    };
    belongs("901", "null");
    belongs("902", "'2026-08-31'");
    PersonEdit edit = of_card(*people->card(school, id));
    edit.family_name = "Беков";
    edit.position = "Завуч";
    ASSERT_TRUE(people->edit(school, id, edit, by, "request-9"));
    const std::string there =
        "select count(*) from core_audit where organisation_id = " + other_school.text() +
        " and action = 'person.edited_elsewhere'";
    EXPECT_EQ(database->number(there), 1) << "not of who has left";
    EXPECT_EQ(database->number(there + " and subject = 'membership:901' and "
                                       "coalesce(person_id, 0) = 0 and request_id = 'request-9'"),
              1)
        << "where else they belong is theirs to say";
    EXPECT_EQ(database->text("select detail from core_audit where subject = 'membership:901'"),
              R"({"fields":["family_name"]})")
        << "the position is of the school alone";

    edit = of_card(*people->card(school, id));
    edit.position = "Мұғалім";
    ASSERT_TRUE(people->edit(school, id, edit, by));
    EXPECT_EQ(database->number(there), 1);
}

// An administrator whose last day is set is none who stays.
TEST_P(PeopleTest, KeepAnAdministratorWhoStays) {
    const MembershipId administrator = member("Ахмет"), teacher = member("Бек");
    ASSERT_TRUE(give(teacher, {"administrator"}));
    database->run("update core_membership set valid_until = '2026-10-01' where id = " +
                  teacher.text());
    EXPECT_FALSE(give(administrator, {"staff"}));
    database->run("update core_membership set valid_until = null where id = " + teacher.text());
    EXPECT_TRUE(give(administrator, {"staff"}));
}

TEST_P(PeopleTest, WhoLeftAreNotEdited) {
    const MembershipId id = member("Бек");
    database->run("update core_membership set valid_until = '2026-09-01' where id = " + id.text());
    PersonEdit edit = of_card(*people->card(school, id));
    edit.phone = "+77011234567";
    const auto refused = people->edit(school, id, edit, by);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::conflict);
    database->run("update core_membership set valid_until = '2026-09-02' where id = " + id.text());
    EXPECT_TRUE(people->edit(school, id, edit, by)) << "the last day is one here";
}

TEST_P(PeopleTest, AreChangedWholeOrNotAtAll) {
    const MembershipId id = member("Ахмет");
    PersonEdit edit = of_card(*people->card(school, id));
    edit.phone = "+77010001122";
    edit.roles = std::vector<std::string>{"teacher"};
    EXPECT_FALSE(people->edit(school, id, edit, by)) << "the last administrator";
    EXPECT_EQ(people->card(school, id)->line.phone, "");
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'person.edited'"),
              0);
}

TEST_P(PeopleTest, AreNotWrittenOverUnseen) {
    const MembershipId id = member("Бек");
    PersonEdit mine = of_card(*people->card(school, id));
    mine.revision = people->card(school, id)->revision;
    PersonEdit theirs = mine;
    theirs.phone = "+77010001122";
    ASSERT_TRUE(people->edit(school, id, theirs, by));
    mine.email = "bek@mail.kz";
    const auto refused = people->edit(school, id, mine, by);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::conflict);
    EXPECT_EQ(people->card(school, id)->line.phone, "+77010001122");
    EXPECT_EQ(people->card(school, id)->line.email, "");
    mine.revision = people->card(school, id)->revision;
    ASSERT_TRUE(people->edit(school, id, mine, by)) << "knowingly";

    // A role is a part of the card, too.
    const std::string before = people->card(school, id)->revision;
    ASSERT_TRUE(give(id, {"administrator"}));
    EXPECT_NE(people->card(school, id)->revision, before);
}

TEST_P(PeopleTest, AreFoundByTheStateOfTheirAccounts) {
    database->run(
        "update core_account set password_hash = 'x' where login in ('alim.ulan', 'bek.bolat'); "
        "update core_account set first_login_at_ms = 1 where login = 'bek.bolat'");
    const auto found = [&](const char* profile, const char* account) {
        return names({profile, "", "", 1, account});
    };
    EXPECT_THAT(found("learner", "without_password"), ElementsAre("Кәрім", "Қасым", "Ілияс", "Юн"));
    EXPECT_THAT(found("learner", "never_used"), ElementsAre("Әлім"));
    EXPECT_THAT(found("employee", "without_password"), ElementsAre("Ахмет"));
    EXPECT_THAT(found("employee", "never_used"), IsEmpty());
    EXPECT_EQ(people->list(school, {"learner", "", "", 1, "without_password"}).total, 4);
    EXPECT_EQ(people->list(school, {"learner", "", "", 7, "without_password"}).lines.size(), 4u);
}

TEST_P(PeopleTest, AreCountedForTheirSlips) {
    database->run("update core_account set password_hash = 'x' where login = 'alim.ulan'");
    std::vector<std::string> lines;
    for (const SlipCount& one : people->slip_counts(school)) {
        lines.push_back(fmt::format("{} {} {}:{}/{}", one.label, one.profile, one.people,
                                    one.without_password, one.never_used));
    }
    EXPECT_THAT(lines, ElementsAre(" employee 2:2/0", "5А learner 2:1/1", "5А guardian 2:2/0",
                                   "5Ә learner 1:1/0", "5Ә guardian 1:1/0", "5Б learner 1:1/0",
                                   "10А learner 1:1/0"));
    EXPECT_TRUE(people->slip_counts(other_school).empty());
}

KEREGE_ON_BOTH_DATABASES(PeopleTest);

}  // namespace
}  // namespace kerege::directory
