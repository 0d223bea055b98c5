// Matching a roster with what is known, without a database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(RosterPlan, GivesRolesByPosition) {
    EXPECT_THAT(roles_of_position("Әкімші/Администратор", false), ElementsAre("administrator"));
    EXPECT_THAT(roles_of_position("администратор", true), ElementsAre("administrator", "teacher"));
    EXPECT_THAT(roles_of_position("Редактор", false), ElementsAre("editor"));
    EXPECT_THAT(roles_of_position("Мұғалім/Учитель", false), ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Бастауыш сынып мұғалімі", false), ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Директор", false), ElementsAre("staff"));
    EXPECT_THAT(roles_of_position("Директордың оқу ісі жөніндегі орынбасары", true),
                ElementsAre("teacher"));
    EXPECT_THAT(roles_of_position("Системный администратор", false), ElementsAre("staff"));
    EXPECT_THAT(roles_of_position("", false), ElementsAre("staff"));
}

}  // namespace
}  // namespace kerege::directory::roster
