// People written as files, and read back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/src/directory/roster/writing/files.hpp"
#include "host/src/directory/roster/writing/one_roster.hpp"
#include "host/src/directory/roster/writing/people.hpp"
#include "host/src/directory/roster/writing/school_data_sync.hpp"
#include "tests/directory/workbook.hpp"

namespace kerege::directory::roster::written {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<Known> school() {
    Known teacher;
    teacher.membership = MembershipId{1};
    teacher.person = PersonId{11};
    teacher.profile = "employee";
    teacher.family_name = "Омар";
    teacher.given_name = "Жанар";
    teacher.sex = "female";
    teacher.phone = "+77020000000";
    teacher.residence = "Абай көшесі, 1; \"2\"";
    teacher.position = "Химия мұғалімі";
    teacher.labels = {"Биология", "Химия"};
    Known parent = teacher;  // of a learner here
    parent.membership = MembershipId{2};
    parent.profile = "guardian";
    parent.position.clear();
    parent.labels.clear();
    Known learner;
    learner.membership = MembershipId{3};
    learner.person = PersonId{12};
    learner.profile = "learner";
    learner.family_name = "Бек";
    learner.given_name = "Айдос";
    learner.patronymic = "Ұланұлы";
    learner.birth_date = "2013-04-02";
    learner.sex = "male";
    learner.labels = {"7А"};
    learner.guardians = {MembershipId{2}, MembershipId{9}};
    learner.kinships = {"mother", ""};
    Known gone = learner;
    gone.membership = MembershipId{4};
    gone.person = PersonId{13};
    gone.family_name = "Кеткен";
    gone.ended = true;
    return {teacher, parent, learner, gone};
}

Row only(Kind kind, const std::string& bytes) {
    const Result<Checked> read = check(kind, bytes, "2026-09-01");
    EXPECT_TRUE(read) << (read ? "" : read.fault().log_text);
    if (!read || read->rows.size() != 1) return {};
    EXPECT_THAT(read->faults, testing::IsEmpty());
    return read->rows[0];
}

TEST(RosterWriting, IsReadBackInEachFormat) {
    const Table staff = table_of_people(Kind::staff, school());
    const Table learners = table_of_people(Kind::learners, school());
    const std::string zipped =
        one_roster_of({OrganisationId{5}, "Мектеп", ""}, school(), "2026-09-01", 0);
    for (const std::string& bytes :
         {csv_for_spreadsheets(staff), workbook_of(staff, "a & b", 0), zipped}) {
        const Row row = only(Kind::staff, bytes);
        EXPECT_EQ(row.family_name, "Омар");
        EXPECT_EQ(row.sex, "female");
        EXPECT_EQ(row.phone, "+77020000000");
        EXPECT_EQ(row.residence, "Абай көшесі, 1; \"2\"");
        EXPECT_EQ(row.position, "Химия мұғалімі");
        EXPECT_THAT(row.subjects, ElementsAre("Биология", "Химия"));
    }
    for (const std::string& bytes :
         {csv_for_spreadsheets(learners), workbook_of(learners, "b", 0), zipped}) {
        const Row row = only(Kind::learners, bytes);
        EXPECT_EQ(row.patronymic, "Ұланұлы");
        EXPECT_EQ(row.birth_date, "2013-04-02");
        EXPECT_EQ(row.sex, "male");
        EXPECT_EQ(row.class_label, "7А");
        ASSERT_EQ(row.guardians.size(), 1u);
        EXPECT_EQ(row.guardians[0].given_name, "Жанар");
        EXPECT_EQ(row.guardians[0].kinship, "mother");
    }
}

// What somebody is to one child they need not be to another, and of whom nothing is known nothing
// is said.
// K4.2: what the school fills in is read, whatever language its heading has.
TEST(RosterWriting, TemplatesAreReadInEachLanguage) {
    for (const char* locale : {"kk", "ru", "en"}) {
        SCOPED_TRACE(locale);
        Table staff = template_of(Kind::staff, locale);
        EXPECT_THAT(staff.rows, testing::IsEmpty());
        staff.rows = table_of_people(Kind::staff, school()).rows;
        const Row one = only(Kind::staff, workbook_of(staff, "staff", 0));
        EXPECT_EQ(one.family_name, "Омар");
        EXPECT_EQ(one.position, "Химия мұғалімі");
        EXPECT_EQ(one.residence, "Абай көшесі, 1; \"2\"");
        EXPECT_THAT(one.subjects, ElementsAre("Биология", "Химия"));
        Table learners = template_of(Kind::learners, locale);
        learners.rows = table_of_people(Kind::learners, school()).rows;
        const Row other = only(Kind::learners, csv_for_spreadsheets(learners));
        EXPECT_EQ(other.class_label, "7А");
        EXPECT_EQ(other.birth_date, "2013-04-02");
        ASSERT_EQ(other.guardians.size(), 1u);
        EXPECT_EQ(other.guardians[0].phone, "+77020000000");
        EXPECT_EQ(other.guardians[0].kinship, "mother");
    }
    EXPECT_EQ(template_of(Kind::staff, "ru").heading.front(), "Фамилия");
}

TEST(RosterWriting, KeepsEachKinshipInEachFormat) {
    for (const std::string kinship : {"mother", "father", "guardian", "other", ""}) {
        std::vector<Known> people = school();
        people[2].kinships[0] = kinship;
        const SchoolNamed named{OrganisationId{5}, "Мектеп", ""};
        const Table table = table_of_people(Kind::learners, people);
        for (const std::string& bytes :
             {csv_for_spreadsheets(table), workbook_of(table, "b", 0),
              one_roster_of(named, people, "2026-09-01", 0),
              sds_1_of(named, people, "2026-09-01", 0), sds_2_of(named, people, "2026-09-01", 0)}) {
            const Row row = only(Kind::learners, bytes);
            ASSERT_EQ(row.guardians.size(), 1u);
            EXPECT_EQ(row.guardians[0].kinship, kinship);
        }
    }
}

// K3.4.3
TEST(RosterWriting, IsReadBackAsSchoolDataSync) {
    const SchoolNamed named{OrganisationId{5}, "Мектеп", ""};
    for (const std::string& bytes :
         {sds_1_of(named, school(), "2026-09-01", 0), sds_2_of(named, school(), "2026-09-01", 0)}) {
        const Row teacher = only(Kind::staff, bytes);
        EXPECT_EQ(teacher.family_name, "Омар");
        EXPECT_EQ(teacher.sex, "female");
        EXPECT_EQ(teacher.phone, "+77020000000");
        EXPECT_EQ(teacher.position, "Химия мұғалімі");
        EXPECT_THAT(teacher.subjects, ElementsAre("Биология", "Химия"));
        const Row learner = only(Kind::learners, bytes);
        EXPECT_EQ(learner.patronymic, "Ұланұлы");
        EXPECT_EQ(learner.birth_date, "2013-04-02");
        EXPECT_EQ(learner.sex, "male");
        EXPECT_EQ(learner.class_label, "7А");
        ASSERT_EQ(learner.guardians.size(), 1u);
        EXPECT_EQ(learner.guardians[0].given_name, "Жанар");
        EXPECT_EQ(learner.guardians[0].phone, "+77020000000");
    }
}

// Named as the formats name them, and without who left.
TEST(RosterWriting, HasTheFilesOfSchoolDataSync) {
    const SchoolNamed named{OrganisationId{5}, "Мектеп", ""};
    const std::string first = sds_1_of(named, school(), "2026-09-01", 0);
    auto archive = archive::Reader::open(first);
    ASSERT_TRUE(archive);
    EXPECT_THAT(*archive->content("Student.csv", 10'000),
                HasSubstr("person-12,school-5,Айдос,Бек,person-12,,Ұланұлы,7,Active,04/02/2013,"));
    EXPECT_THAT(*archive->content("Student.csv", 10'000), Not(HasSubstr("Кеткен")));
    EXPECT_THAT(*archive->content("StudentEnrollment.csv", 10'000), HasSubstr("class-1,person-12"));
    const std::string second = sds_2_of(named, school(), "2026-09-01", 0);
    auto other = archive::Reader::open(second);
    ASSERT_TRUE(other);
    EXPECT_THAT(*other->content("roles.csv", 10'000),
                HasSubstr("person-12,school-5,student,year-2027,7,true,,"));
    EXPECT_THAT(*other->content("relationships.csv", 10'000),
                HasSubstr("person-12,person-11,parent,mother"));
    EXPECT_FALSE(other->content("manifest.csv", 10'000)) << "that would be OneRoster";
}

TEST(RosterWriting, RunsNothingInASpreadsheet) {
    Table table;
    table.heading = {"a", "b", "c", "d", "e"};
    table.rows = {{2, {"=1+1", "+77011234567", "+1+1", "-1", "x\x01<&>\"y"}}};
    const std::string csv = csv_for_spreadsheets(table);
    EXPECT_THAT(csv, HasSubstr("'=1+1;+77011234567;'+1+1;'-1;"));
    const Result<Table> book = read_table(Kind::staff, workbook_of(table, "b", 0));
    ASSERT_TRUE(book);
    EXPECT_THAT(book->rows[0].cells, ElementsAre("=1+1", "+77011234567", "+1+1", "-1", "x<&>\"y"));
}

// One user for a person with two memberships, and references that all lead somewhere.
TEST(RosterWriting, IsWholeAsOneRoster) {
    const std::string bytes =
        one_roster_of({OrganisationId{5}, "№ 7 \"Мектеп\"", "123"}, school(), "2026-09-01", 0);
    auto archive = archive::Reader::open(bytes);
    ASSERT_TRUE(archive);
    const auto file = [&](const std::string& name) { return *archive->content(name, 100'000); };
    EXPECT_THAT(file("manifest.csv"), HasSubstr("oneroster.version,1.2\r\n"));
    EXPECT_THAT(file("manifest.csv"), HasSubstr("file.lineItems,absent\r\n"));
    EXPECT_THAT(file("orgs.csv"), HasSubstr("school-5,,,\"№ 7 \"\"Мектеп\"\"\",school,123,"));
    EXPECT_THAT(file("academicSessions.csv"),
                HasSubstr("year-2027,,,2026–2027,schoolYear,2026-09-01,2027-08-31,,2027"));
    const std::string users = file("users.csv"), roles = file("roles.csv");
    EXPECT_EQ(users.find("person-11,"), users.rfind("\nperson-11,") + 1);
    EXPECT_THAT(users, HasSubstr("person-12,,,true,person-12,,Айдос,Бек,Ұланұлы,,,,,person-11,7,"));
    EXPECT_THAT(users, Not(HasSubstr("Кеткен")));
    EXPECT_THAT(roles, HasSubstr("role-1,,,person-11,primary,teacher,,,school-5,"));
    EXPECT_THAT(roles, HasSubstr("role-2,,,person-11,secondary,guardian,,,school-5,"));
    EXPECT_THAT(file("classes.csv"),
                HasSubstr("class-1,,,7А,7,course-homeroom,,homeroom,,school-5,year-2027,"));
    EXPECT_THAT(file("enrollments.csv"),
                HasSubstr("role-3-class-1,,,class-1,school-5,person-12,student,false,,"));
    EXPECT_THAT(file("demographics.csv"), HasSubstr("person-12,,,2013-04-02,male,"));
}

}  // namespace
}  // namespace kerege::directory::roster::written
