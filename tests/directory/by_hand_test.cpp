// K4.2, K7.8: people entered one by one, on both databases.
#include "host/src/directory/roster/by_hand.hpp"

#include "tests/directory/house.hpp"

namespace kerege::directory::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The clock stands at 2026-09-02.
class ByHandTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        endings = std::make_unique<Endings>(**database, audit, events, ids, clock, local_time);
        by_hand = std::make_unique<ByHand>(**database, audit, events, addresses, *endings, ids,
                                           clock, local_time);
        take_over(school, Kind::learners,
                  "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1\n"
                  "5А,Қасым,Әсел,01.09.2015,ж,Қасым Дана,87011234567\n"
                  "5Ә,Кәрім,Өмір,01.09.2015,м,Кәрім Бота,87011234568\n"
                  "7А,Кәрім,Арай,02.09.2013,ж,Кәрім Бота,87011234568\n");
        take_over(school, Kind::staff,
                  "Surname,Name,Sex,Position,Phone\nБек,Болат,м,Мұғалім,87011234569\n");
        take_over(other_school, Kind::learners,
                  "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1\n"
                  "5А,Басқа,Бақыт,01.09.2015,м,,\n");
        desk = {school, by};
        events.events.clear();
    }

    MembershipId member(const std::string& given_name, const std::string& profile = "") {
        return {database->number(
            "select max(m.id) from core_membership m join core_person p on p.id = m.person_id "
            "where p.given_name = '" +
            given_name + "' and ('" + profile + "' = '' or m.profile = '" + profile + "')")};
    }
    static NewPerson wish(const std::string& profile, const std::string& family_name,
                          const std::string& given_name) {
        NewPerson one;
        one.profile = profile;
        one.data.family_name = family_name;
        one.data.given_name = given_name;
        return one;
    }
    int64_t count(const std::string& of) { return database->number("select count(*) from " + of); }
    int64_t persons(const std::string& given_name) {
        return count("core_person where given_name = '" + given_name + "'");
    }
    std::string label(MembershipId id) {
        return database->text(
            "select coalesce(max(label), '-') from core_placement where kind = 'class' and "
            "membership_id = " +
            id.text());
    }
    std::string last_day(MembershipId id) {
        return database->text(
            "select coalesce(cast(valid_until as text), 'still') from core_membership where id = " +
            id.text());
    }
    std::vector<std::string> parents(MembershipId learner) {
        std::vector<std::string> names;
        const auto card = people->card(school, learner);
        for (const auto& one : card->guardians)
            names.push_back(one.given_name + (one.kinship.empty() ? "" : " " + one.kinship));
        return names;
    }
    template <class T>
    static std::string fault_of(const Result<T>& result) {
        if (result) return "none";
        if (!result.fault().fields.empty()) return result.fault().fields.front().field;
        return result.fault().kind == FaultKind::not_found  ? "not found"
               : result.fault().kind == FaultKind::conflict ? "conflict"
                                                            : "other";
    }
    std::vector<std::string> alike(const NewPerson& one) {
        std::vector<std::string> names;
        for (const auto& known : by_hand->alike(school, one)) names.push_back(known.given_name);
        return names;
    }
    std::vector<std::string> adults(const std::string& typed) {
        std::vector<std::string> names;
        for (const auto& known : by_hand->adults(school, typed))
            names.push_back(known.given_name + " " + known.profile);
        return names;
    }

    std::unique_ptr<Endings> endings;
    std::unique_ptr<ByHand> by_hand;
    ByHandDesk desk;
};

TEST_P(ByHandTest, K4_2OneIsEnteredAsARosterDoes) {
    auto one = wish("learner", " Серік ", "Aйша");  // a Latin A
    one.data.birth_date = "03.04.2015";
    one.data.sex = "female";
    one.data.phone = "8 701 111 22 33";
    one.class_label = "5-б";
    const auto made = by_hand->add(desk, one);
    ASSERT_TRUE(made) << made.fault().log_text;
    const auto card = people->card(school, *made);
    ASSERT_TRUE(card);
    EXPECT_EQ(card->line.family_name, "Серік");
    EXPECT_EQ(card->line.given_name, "Айша");
    EXPECT_EQ(card->line.birth_date, "2015-04-03");
    EXPECT_EQ(card->line.phone, "+77011112233");
    EXPECT_EQ(card->line.labels, "5Б");
    EXPECT_FALSE(card->line.login.empty());
    EXPECT_FALSE(card->line.has_password);
    EXPECT_EQ(card->valid_from, "2026-09-02");
    EXPECT_EQ(count("core_placement_time where label = '5Б' and until_ms is null"), 1);
    EXPECT_EQ(count("core_membership where roster_upload_id is null and id = " + made->text()), 1)
        << "no import takes it back";
    EXPECT_EQ(database->text("select subject from core_audit where action = 'person.added'"),
              "membership:" + made->text());
    ASSERT_EQ(events.events.size(), 1u);
    EXPECT_EQ(events.events[0].topic, "core.members.changed");
    EXPECT_EQ(people->list(school, {"learner", "айша", "", 1}).lines.size(), 1u) << "found";

    auto teacher = wish("employee", "Нұр", "Нұрлан");
    teacher.data.position = "Редактор";
    teacher.data.residence = "Алматы";
    const auto employed = by_hand->add(desk, teacher);
    ASSERT_TRUE(employed) << employed.fault().log_text;
    EXPECT_THAT(people->card(school, *employed)->roles, ElementsAre("editor"));
    EXPECT_EQ(people->card(school, *employed)->residence, "Алматы");
}

TEST_P(ByHandTest, K7_8WhatIsWrongIsSaidFieldByField) {
    auto one = wish("learner", "", "А1");
    one.class_label = "қызғалдақ";
    one.data.phone = "12";
    const auto refused = by_hand->add(desk, one);
    ASSERT_FALSE(refused);
    std::vector<std::string> fields;
    for (const auto& fault : refused.fault().fields) fields.push_back(fault.field);
    EXPECT_THAT(fields, ElementsAre("family_name", "given_name", "phone", "class"));
    EXPECT_EQ(fault_of(by_hand->add(desk, wish("operator", "А", "Б"))), "profile");
    EXPECT_EQ(fault_of(by_hand->add({region, by}, wish("learner", "Ким", "Алия"))), "not found")
        << "no learners there";
    EXPECT_EQ(fault_of(by_hand->add(desk, wish("guardian", "Ким", "Алия"))), "not found")
        << "a parent of nobody";
    const int64_t before = count("core_person");
    ASSERT_TRUE(standings->set(school, {"suspended", "2026-09-02", "x"}, by, ministry));
    EXPECT_EQ(fault_of(by_hand->add(desk, wish("learner", "Ким", "Алия"))), "conflict");
    EXPECT_EQ(fault_of(by_hand->place(desk, member("Әсел"), "7А")), "conflict");
    EXPECT_EQ(count("core_person"), before);
}

TEST_P(ByHandTest, WhoIsAlikeIsAskedAboutAndTheFormTwiceMakesOne) {
    auto one = wish("learner", "ҚАСЫМ", "Әсел");
    EXPECT_THAT(alike(one), ElementsAre("Әсел"));
    EXPECT_EQ(fault_of(by_hand->add(desk, one)), "conflict");
    one.others = {member("Әсел")};
    const auto made = by_hand->add(desk, one);
    ASSERT_TRUE(made) << made.fault().log_text;
    EXPECT_EQ(fault_of(by_hand->add(desk, one)), "conflict") << "the one just made";
    EXPECT_EQ(count("core_person where upper(family_name) = 'ҚАСЫМ' or family_name = 'Қасым'"), 3);
    auto other = wish("employee", "Басқа", "Атау");
    other.data.phone = "87011234569";
    EXPECT_THAT(alike(other), ElementsAre("Болат")) << "a phone is an employee's own";
    EXPECT_THAT(alike(wish("learner", "Басқа", "Бақыт")), IsEmpty()) << "of another school";
    one.same = member("Бақыт");
    EXPECT_EQ(fault_of(by_hand->add(desk, one)), "not found");
}

TEST_P(ByHandTest, ALearnerGoesOnInAnotherClassFromTodayOn) {
    const auto learner = member("Әсел");
    EXPECT_EQ(fault_of(by_hand->place(desk, learner, "")), "class");
    clock.advance(kDayMs);
    ASSERT_TRUE(by_hand->place(desk, learner, "5-Б"));
    EXPECT_EQ(label(learner), "5Б");
    EXPECT_EQ(count("core_placement_time where label = '5А' and until_ms is not null"), 1);
    EXPECT_EQ(database->text("select detail from core_audit where action = 'person.edited'"),
              R"({"fields":["class"]})");
    EXPECT_EQ(count("core_roster_change"), 0);
    ASSERT_EQ(events.events.size(), 1u);
    ASSERT_TRUE(by_hand->place(desk, learner, "5Б"));
    EXPECT_EQ(events.events.size(), 1u) << "twice";
    EXPECT_EQ(fault_of(by_hand->place(desk, member("Бақыт"), "5Б")), "not found");
    EXPECT_EQ(fault_of(by_hand->place(desk, member("Дана"), "5Б")), "not found") << "no learner";
}

TEST_P(ByHandTest, AParentIsFoundAndAdded) {
    EXPECT_THAT(adults("бот"), ElementsAre("Бота guardian"));
    EXPECT_THAT(adults("8 701 123 45 67"), ElementsAre("Дана guardian"));
    const std::string login = people->card(school, member("Болат"))->line.login;
    EXPECT_THAT(adults(login), ElementsAre("Болат employee"));
    EXPECT_THAT(adults("Әсел"), IsEmpty()) << "a learner";

    const auto child = member("Әсел"), bota = member("Бота");
    EXPECT_EQ(fault_of(by_hand->add_guardian(desk, child, bota, "aunt")), "kinship");
    ASSERT_TRUE(by_hand->add_guardian(desk, child, bota, "other"));
    ASSERT_TRUE(by_hand->add_guardian(desk, child, bota, "other")) << "twice";
    EXPECT_THAT(parents(child), testing::UnorderedElementsAre("Дана", "Бота other"));
    EXPECT_EQ(fault_of(by_hand->add_guardian(desk, child, member("Бақыт"), "")), "not found");
    EXPECT_EQ(fault_of(by_hand->add_guardian(desk, member("Бақыт"), bota, "")), "not found");
    EXPECT_EQ(fault_of(by_hand->add_guardian(desk, child, member("Өмір"), "")), "not found")
        << "a learner is nobody's parent";

    const auto teacher = people->card(school, member("Болат"))->line.person;
    EXPECT_EQ(fault_of(by_hand->add_guardian({school, teacher}, child, member("Болат"), "")),
              "conflict")
        << "one's own child";
    ASSERT_TRUE(by_hand->add_guardian(desk, child, member("Болат", "employee"), "father"));
    EXPECT_EQ(persons("Болат"), 1) << "one person, one login";
    EXPECT_EQ(count("core_account where person_id = " + teacher.text()), 1);
    EXPECT_EQ(count("core_membership where person_id = " + teacher.text()), 2);
}

TEST_P(ByHandTest, ANewParentBelongsToTheChildAtOnce) {
    auto one = wish("guardian", "Қасым", "Ерлан");
    one.learner = member("Әсел");
    one.kinship = "father";
    one.data.position = "инженер";
    const auto made = by_hand->add(desk, one);
    ASSERT_TRUE(made) << made.fault().log_text;
    EXPECT_THAT(parents(one.learner), testing::UnorderedElementsAre("Дана", "Ерлан father"));
    EXPECT_EQ(people->card(school, *made)->line.position, "") << "of staff only";
    auto bota = wish("guardian", "Кәрім", "Бота");
    bota.learner = one.learner;
    EXPECT_EQ(fault_of(by_hand->add(desk, bota)), "conflict");
    bota.same = member("Бота");
    EXPECT_EQ(*by_hand->add(desk, bota), member("Бота"));
    EXPECT_EQ(persons("Бота"), 1);
    bota.learner = member("Бақыт");
    EXPECT_EQ(fault_of(by_hand->add(desk, bota)), "not found") << "a child of another school";
}

TEST_P(ByHandTest, AParentIsRemovedAndAskedAbout) {
    const auto dana = member("Дана"), bota = member("Бота");
    ASSERT_TRUE(by_hand->remove_guardian(desk, member("Өмір"), bota, true));
    EXPECT_EQ(last_day(bota), "still") << "has another child here";
    EXPECT_THAT(parents(member("Өмір")), IsEmpty());
    ASSERT_TRUE(by_hand->remove_guardian(desk, member("Өмір"), bota, true)) << "twice";
    EXPECT_EQ(last_day(bota), "still");
    ASSERT_TRUE(by_hand->remove_guardian(desk, member("Арай"), bota, false));
    EXPECT_EQ(last_day(bota), "still") << "may stay";
    EXPECT_EQ(fault_of(by_hand->remove_guardian({other_school, by}, member("Әсел"), dana, true)),
              "not found");
    ASSERT_TRUE(by_hand->remove_guardian(desk, member("Әсел"), dana, true));
    EXPECT_EQ(last_day(dana), "2026-09-01");
    EXPECT_EQ(database->text("select ground from core_membership_end"), "child_left");
    EXPECT_EQ(count("core_guardianship"), 0);
}

KEREGE_ON_BOTH_DATABASES(ByHandTest);

}  // namespace
}  // namespace kerege::directory::roster
