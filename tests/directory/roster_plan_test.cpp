// Matching a roster with what is known, without a database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/src/directory/roster/answers.hpp"
#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {
namespace {

using testing::ElementsAre;

Known employee(int64_t id, const std::string& birth_date) {
    Known known;
    known.membership = MembershipId{id};
    known.person = PersonId{id + 100};
    known.profile = "employee";
    known.has_account = true;
    known.family_name = "Бек";
    known.given_name = "Әсел";
    known.birth_date = birth_date;
    known.sex = "female";
    known.position = "Мұғалім";
    return known;
}

Checked staff(const std::string& birth_date, const std::string& phone = {}) {
    Row row;
    row.row = 2;
    row.family_name = "Бек";
    row.given_name = "Әсел";
    row.birth_date = birth_date;
    row.sex = "female";
    row.phone = phone;
    row.position = "Мұғалім";
    Checked roster;
    roster.kind = Kind::staff;
    roster.rows.push_back(row);
    return roster;
}

int64_t matched(const Checked& roster, const std::vector<Known>& known) {
    return make_plan(roster, known).people.at(0).membership.value;
}

// Links for a new password go to the address: no file changes it for who finds a session open.
TEST(RosterPlan, ChangesAddressesOfAccountsInUseForWhoProvedThatItIsThey) {
    auto known = employee(1, "1980-01-01");
    known.email = "old@mail.example";
    Checked roster = staff("1980-01-01", "+77011234567");
    roster.rows[0].email = "new@mail.example";
    EXPECT_EQ(make_plan(roster, {known}).people[0].email, "new@mail.example") << "nobody's yet";
    known.in_use = true;
    const auto kept = make_plan(roster, {known});
    EXPECT_EQ(kept.people[0].email, "old@mail.example");
    EXPECT_THAT(kept.people[0].changes, ElementsAre("phone")) << "everything else is taken";
    EXPECT_EQ(kept.addresses_kept(), 1);
    EXPECT_TRUE(kept.new_addresses().empty());
    const auto taken = make_plan(roster, {known}, {.new_addresses = true});
    EXPECT_EQ(taken.people[0].email, "new@mail.example");
    EXPECT_EQ(taken.new_addresses().size(), 1u);
    EXPECT_EQ(taken.addresses_kept(), 0);
    known.email.clear();
    EXPECT_EQ(make_plan(roster, {known}).people[0].email, "") << "nor is a first one given";
    roster.rows[0].email.clear();
    EXPECT_EQ(make_plan(roster, {known}).addresses_kept(), 0);
    Answers answers;
    answers.new_addresses = true;
    EXPECT_TRUE(read_answers(write_answers(answers)).new_addresses);
    // What a browser calls a row opens no other line.
    Answers forged;
    forged.twins["2\nnew_addresses"] = {};
    forged.twins["2 1"] = forged.twins[""] = {};
    EXPECT_EQ(write_answers(forged), "");
    EXPECT_FALSE(read_answers("new_addresses 0\naccept_faulty x\n").new_addresses);
}

// One learner with a parent who is known already.
struct Family {
    std::vector<Known> known;
    Checked roster;
};

Family family(const std::string& known_kinship, const std::string& kinship) {
    Family all;
    Known parent = employee(2, "");
    parent.profile = "guardian";
    parent.position.clear();
    parent.sex.clear();
    Known child = employee(1, "2015-09-01");
    child.profile = "learner";
    child.given_name = "Айдос";
    child.position.clear();
    child.labels = {"1А"};
    child.guardians = {parent.membership};
    child.kinships = {known_kinship};
    all.known = {child, parent};
    Row row;
    row.row = 2;
    row.family_name = "Бек";
    row.given_name = "Айдос";
    row.birth_date = "2015-09-01";
    row.sex = "female";
    row.class_label = "1А";
    row.guardians = {{"Бек", "Әсел", "", "", "", kinship}};
    all.roster.kind = Kind::learners;
    all.roster.rows.push_back(row);
    return all;
}

TEST(RosterPlan, TellsWhatAParentBecomesToTheChild) {
    const auto plan_of = [](const std::string& known_kinship, const std::string& kinship) {
        const Family all = family(known_kinship, kinship);
        return make_plan(all.roster, all.known);
    };
    EXPECT_TRUE(plan_of("mother", "mother").changes_nothing());
    EXPECT_TRUE(plan_of("mother", "").changes_nothing()) << "an empty cell says nothing";
    for (const char* was : {"", "guardian"}) {
        const Plan plan = plan_of(was, "mother");
        EXPECT_FALSE(plan.changes_nothing());
        ASSERT_EQ(plan.new_kinships.size(), 1u);
        EXPECT_EQ(plan.new_kinships[0].was, was);
        EXPECT_EQ(plan.new_kinships[0].kinship, "mother");
        EXPECT_THAT(plan.people.at(0).changes, ElementsAre("kinship"));
        EXPECT_EQ(plan.people.at(0).state, State::changed);
        EXPECT_TRUE(plan.new_links.empty());
    }
    Family apart = family("", "father");
    apart.known[0].guardians.clear();
    apart.known[0].kinships.clear();
    apart.roster.rows[0].guardians[0].given_name = "Ұлан";
    const Plan plan = make_plan(apart.roster, apart.known);
    ASSERT_EQ(plan.new_links.size(), 1u);
    EXPECT_EQ(plan.new_links[0].kinship, "father") << "a new link has it from the beginning";
    EXPECT_TRUE(plan.new_kinships.empty());
}

TEST(RosterPlan, FindsPeopleByNameAndBirthDate) {
    const std::vector<Known> two{employee(1, "1980-01-01"), employee(2, "1990-01-01")};
    EXPECT_EQ(matched(staff("1980-01-01"), two), 1);
    EXPECT_EQ(matched(staff("1990-01-01"), two), 2);
    EXPECT_EQ(matched(staff("1985-01-01"), two), 0);
    EXPECT_EQ(matched(staff(""), two), 0) << "either of two: nobody";
    EXPECT_EQ(matched(staff(""), {employee(1, "1980-01-01")}), 1);
    const Plan plan = make_plan(staff("1980-01-01"), {employee(1, "")});
    EXPECT_EQ(plan.people[0].membership.value, 1);
    EXPECT_THAT(plan.people[0].changes, ElementsAre("birth_date"));
}

TEST(RosterPlan, KeepsPeopleOfOtherProfilesApart) {
    Known learner = employee(1, "1980-01-01");
    learner.profile = "learner";
    EXPECT_EQ(make_plan(staff("1980-01-01"), {learner}).people[0].person.value, 0);
    Known guardian = employee(1, "");
    guardian.profile = "guardian";
    guardian.phone = "+77011234567";
    const Plan same = make_plan(staff("1980-01-01", "+77011234567"), {guardian});
    EXPECT_EQ(same.people[0].person.value, 101);
    EXPECT_EQ(same.people[0].membership.value, 0);
    EXPECT_EQ(same.people[0].state, State::fresh);
    EXPECT_EQ(make_plan(staff("1980-01-01", "+77010000000"), {guardian}).people[0].person.value, 0);
    guardian.birth_date = "1970-01-01";
    EXPECT_EQ(make_plan(staff("1980-01-01", "+77011234567"), {guardian}).people[0].person.value, 0);
}

TEST(RosterPlan, ErasesNothing) {
    Known known = employee(1, "1980-01-01");
    known.phone = "+77011234567";
    known.residence = "Абай, 1";
    known.labels = {"Химия"};
    const Plan plan = make_plan(staff("1980-01-01"), {known});
    EXPECT_EQ(plan.people[0].state, State::unchanged);
    EXPECT_EQ(plan.people[0].phone, "+77011234567");
    EXPECT_FALSE(plan.people[0].labels_changed);
    EXPECT_TRUE(plan.changes_nothing());
    known.has_account = false;
    EXPECT_FALSE(make_plan(staff("1980-01-01"), {known}).changes_nothing());
}

Known left(Known known, const std::string& day) {
    known.ended = true;
    known.end_ground = "employment_ended";
    known.end_day = day;
    return known;
}

TEST(RosterPlan, AsksBeforeSomebodyComesBack) {
    const std::vector<Known> known{left(employee(1, "1980-01-01"), "2024-01-01"),
                                   left(employee(2, "1980-01-01"), "2026-01-01")};
    const Plan asked = make_plan(staff("1980-01-01"), known);
    EXPECT_EQ(asked.people[0].question, Question::comes_back);
    EXPECT_TRUE(asked.people[0].left_out);
    ASSERT_TRUE(asked.people[0].about);
    EXPECT_EQ(asked.people[0].about->membership.value, 2) << "whoever left last";
    EXPECT_EQ(asked.people_tally.fresh, 0);
    EXPECT_TRUE(asked.changes_nothing());
    EXPECT_TRUE(asked.asks());

    Answers answers;
    answers.back = {MembershipId{1}};
    EXPECT_TRUE(make_plan(staff("1980-01-01"), known, answers).people[0].left_out);
    answers.back = {MembershipId{2}};
    const Plan back = make_plan(staff("1980-01-01"), known, answers);
    EXPECT_FALSE(back.people[0].left_out);
    EXPECT_EQ(back.people[0].person.value, 102);
    EXPECT_EQ(back.people[0].membership.value, 0) << "a membership of its own";
    EXPECT_FALSE(make_plan(staff("1980-01-01"), known, {.all_back = true}).people[0].left_out);
}

// U3.6
TEST(RosterPlan, BringsNobodyBackWhoWasHandedOver) {
    Known moved = left(employee(1, "1980-01-01"), "2026-01-01");
    moved.moved = true;
    const Plan plan =
        make_plan(staff("1980-01-01"), {moved}, {.all_back = true, .back = {MembershipId{1}}});
    EXPECT_EQ(plan.people[0].question, Question::comes_back);
    EXPECT_TRUE(plan.people[0].left_out);
    EXPECT_TRUE(plan.changes_nothing());
}

TEST(RosterPlan, AsksWhetherTwinsAreOnePerson) {
    const std::vector<Known> known{employee(1, "1980-01-01")};
    const Plan asked = make_plan(staff("1980-01-10"), known);
    EXPECT_EQ(asked.people[0].question, Question::same_person);
    EXPECT_TRUE(asked.people[0].left_out);
    EXPECT_TRUE(asked.gone.empty());

    Answers answers;
    answers.twins["2"] = MembershipId{1};
    const Plan same = make_plan(staff("1980-01-10"), known, answers);
    EXPECT_FALSE(same.people[0].left_out);
    EXPECT_EQ(same.people[0].membership.value, 1);
    EXPECT_THAT(same.people[0].changes, ElementsAre("birth_date"));
    EXPECT_EQ(same.people_tally.changed, 1);
    answers.twins["2"] = MembershipId{5};
    EXPECT_TRUE(make_plan(staff("1980-01-10"), known, answers).people[0].left_out)
        << "not whom the page showed";
    answers.twins["2"] = {};
    const Plan another = make_plan(staff("1980-01-10"), known, answers);
    EXPECT_FALSE(another.people[0].left_out);
    EXPECT_EQ(another.people[0].person.value, 0);
    EXPECT_EQ(another.people_tally.fresh, 1);
}

TEST(RosterPlan, TakesNobodyForATwinWhoIsNamedHimself) {
    Checked both = staff("1980-01-01");
    both.rows.push_back(staff("1980-01-10").rows[0]);
    both.rows[1].row = 3;
    const Plan plan = make_plan(both, {employee(1, "1980-01-01")});
    EXPECT_EQ(plan.people[0].membership.value, 1);
    EXPECT_EQ(plan.people[1].question, Question::none);
    EXPECT_EQ(plan.people_tally.fresh, 1);

    Known other_father = employee(1, "1980-01-01");
    other_father.patronymic = "Ерқызы";
    Checked named = staff("1980-01-10");
    named.rows[0].patronymic = "Маратқызы";
    EXPECT_EQ(make_plan(named, {other_father}).people[0].question, Question::none);
    named.rows[0].birth_date = "1980-01-01";
    EXPECT_EQ(make_plan(named, {other_father}).people[0].question, Question::same_person);
}

TEST(RosterPlan, AsksAboutOnePhone) {
    Known known = employee(1, "1980-01-01");
    known.family_name = "Сейіт";
    known.phone = "+77011234567";
    EXPECT_EQ(make_plan(staff("", "+77011234567"), {known}).people[0].question,
              Question::same_person);
    EXPECT_EQ(make_plan(staff("", "+77010000000"), {known}).people[0].question, Question::none);

    // A family shares a phone.
    known.profile = "learner";
    known.given_name = "Дана";
    Checked learners = staff("2015-09-01", "+77011234567");
    learners.kind = Kind::learners;
    EXPECT_EQ(make_plan(learners, {known}).people[0].question, Question::none);
    known.birth_date = "2015-09-01";
    EXPECT_EQ(make_plan(learners, {known}).people[0].question, Question::same_person);
}

TEST(RosterPlan, ListsWhoIsNotInTheFile) {
    Known guardian = employee(3, "");
    guardian.profile = "guardian";
    guardian.family_name = "Омар";
    Known other = employee(2, "1990-01-01");
    other.given_name = "Дана";
    const Plan plan =
        make_plan(staff("1980-01-01"), {employee(1, "1980-01-01"), other, guardian,
                                        left(employee(4, "1970-01-01"), "2026-01-01")});
    ASSERT_EQ(plan.gone.size(), 1u);
    EXPECT_EQ(plan.gone[0].membership.value, 2);
}

Checked learner_with_guardian(const std::string& phone) {
    Checked roster = staff("2015-09-01");
    roster.kind = Kind::learners;
    roster.rows[0].guardians.push_back({"Омар", "Гүл", "", phone, ""});
    return roster;
}

TEST(RosterPlan, AsksAboutGuardiansToo) {
    Known guardian = employee(3, "");
    guardian.profile = "guardian";
    guardian.family_name = "Омар";
    guardian.given_name = "Гүл";
    guardian.phone = "+77011234567";
    const Plan ended =
        make_plan(learner_with_guardian("+77011234567"), {left(guardian, "2026-01-01")});
    EXPECT_EQ(ended.guardians[0].question, Question::comes_back);
    EXPECT_TRUE(ended.new_links.empty());
    EXPECT_EQ(ended.people_tally.fresh, 1) << "the learner is a question of their own";

    const Checked twin = learner_with_guardian("+77019999999");
    const Plan asked = make_plan(twin, {guardian});
    EXPECT_EQ(asked.guardians[0].question, Question::same_person);
    EXPECT_TRUE(asked.guardians[0].left_out);
    Answers answers;
    answers.twins["2.1"] = MembershipId{3};
    const Plan same = make_plan(twin, {guardian}, answers);
    EXPECT_EQ(same.guardians[0].membership.value, 3);
    EXPECT_EQ(same.new_links.size(), 1u);
}

TEST(RosterPlan, LeavesGuardiansOfWhomIsLeftOutOut) {
    Known learner = employee(1, "2015-09-01");
    learner.profile = "learner";
    const Plan plan =
        make_plan(learner_with_guardian("+77011234567"), {left(learner, "2026-01-01")});
    EXPECT_TRUE(plan.people[0].left_out);
    EXPECT_TRUE(plan.guardians[0].left_out);
    EXPECT_EQ(plan.guardians_tally.fresh, 0);
    EXPECT_TRUE(plan.changes_nothing());
}

TEST(RosterPlan, GivesRolesByPosition) {
    EXPECT_THAT(roles_of_position("Әкімші/Администратор", false), ElementsAre("staff"));
    EXPECT_THAT(roles_of_position("администратор", true), ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Редактор", false), ElementsAre("editor"));
    EXPECT_THAT(roles_of_position("Мұғалім/Учитель", false), ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Бастауыш сынып мұғалімі", false), ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Директор", false), ElementsAre("staff"));
    EXPECT_THAT(roles_of_position("Директордың оқу ісі жөніндегі орынбасары", true),
                ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Системный администратор", false), ElementsAre("staff"));
    EXPECT_THAT(roles_of_position("", false), ElementsAre("staff"));
    EXPECT_TRUE(names_administrator("Әкімші/Администратор"));
    EXPECT_TRUE(names_administrator("Мұғалім, администратор школы"));
    EXPECT_FALSE(names_administrator("Системный администратор"));
    EXPECT_FALSE(names_administrator(""));
}

TEST(RosterPlan, SaysWhomTheFileMakesNoAdministrator) {
    Checked roster = staff("1980-01-01");
    roster.rows[0].position = "Әкімші";
    EXPECT_EQ(make_plan(roster, {}).to_appoint().size(), 1u);
    EXPECT_THAT(make_plan(roster, {}).people[0].roles, ElementsAre("staff"));
    EXPECT_EQ(make_plan(roster, {employee(1, "1980-01-01")}).to_appoint().size(), 0u)
        << "who works there already has the roles of the card";
}

}  // namespace
}  // namespace kerege::directory::roster
