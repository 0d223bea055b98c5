// Rosters in formats of exchange: School Data Sync 1 and 2.1, OneRoster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/src/directory/roster/check.hpp"
#include "tests/directory/workbook.hpp"

namespace kerege::directory::roster::exchanged {
namespace {

using test::ZipFiles;
using test::zipped;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kDay = "2026-09-01";

Checked read(Kind kind, const ZipFiles& files) {
    Result<Checked> result = check(kind, zipped(files), kDay);
    EXPECT_TRUE(result) << (result ? "" : result.fault().log_text);
    return result ? *result : Checked{};
}

std::string refused(Kind kind, const ZipFiles& files) {
    const Result<Checked> result = check(kind, zipped(files), kDay);
    return result ? "" : result.fault().user_message;
}

const ZipFiles kSds1{
    {"School.csv", "SIS ID,Name\n1,№ 7 мектеп\n2,№ 8 мектеп\n"},
    {"Student.csv",
     "SIS ID,School SIS ID,First Name,Last Name,Middle Name,Username,Grade,Status,Birthdate\n"
     "11,1,Айдос,Бек,Ұланұлы,x,9,Active,4/2/2013\n"
     "12,1,Дана,Ән,,x,9,Inactive,12/19/2013\n"
     "13,1,Әсел,Сейіт,,x,9,Active,2013-12-19\n"},
    {"Teacher.csv",
     "SIS ID,School SIS ID,First Name,Last Name,Middle Name,Secondary Email,Status,Title\n"
     "11,1,Жанар,Омар,,zhanar@mail.example,Active,Мұғалім\n"},
    {"Section.csv",
     "SIS ID,School SIS ID,Section Name,Course Name,Course Subject,Status\n"
     "s1,1,7А,,Алгебра,Active\ns2,1,Шахмат,Шахмат,,Active\ns3,1,8Б,,Химия,Inactive\n"},
    {"StudentEnrollment.csv", "Section SIS ID,SIS ID\ns2,11\ns1,11\ns3,13\n"},
    {"TeacherRoster.csv", "Section SIS ID,SIS ID\ns1,11\ns2,11\ns3,11\n"},
    {"GuardianRelationship.csv",
     "SIS ID,Email,First Name,Last "
     "Name,Phone,Role\n11,ata@mail.example,Ұлан,Бек,87011234567,Parent\n"
     "99,x@mail.example,Ешкім,Бек,,Parent\n"}};

TEST(RosterExchange, ReadsSchoolDataSync1) {
    const Checked learners = read(Kind::learners, kSds1);
    EXPECT_THAT(learners.faults, IsEmpty());
    ASSERT_EQ(learners.rows.size(), 2u);  // who is inactive is not there
    const Row& first = learners.rows[0];
    EXPECT_EQ(first.row, 2);
    EXPECT_EQ(first.family_name, "Бек");
    EXPECT_EQ(first.patronymic, "Ұланұлы");
    EXPECT_EQ(first.class_label, "7А");
    EXPECT_EQ(first.birth_date, "2013-04-02");
    ASSERT_EQ(first.guardians.size(), 1u);
    EXPECT_EQ(first.guardians[0].given_name, "Ұлан");
    EXPECT_EQ(first.guardians[0].phone, "+77011234567");
    EXPECT_EQ(learners.rows[1].row, 4);
    EXPECT_EQ(learners.rows[1].class_label, "9");  // no class is called like one: the grade
    EXPECT_EQ(learners.rows[1].birth_date, "2013-12-19");
    EXPECT_THAT(learners.absent, ElementsAre(Field::sex));

    const Checked staff = read(Kind::staff, kSds1);
    ASSERT_EQ(staff.rows.size(), 1u);
    EXPECT_EQ(staff.rows[0].email, "zhanar@mail.example");
    EXPECT_EQ(staff.rows[0].position, "Мұғалім");
    EXPECT_THAT(staff.rows[0].subjects, ElementsAre("Алгебра", "Шахмат"));
}

const ZipFiles kSds2{
    {"sds/orgs.csv", "sourcedId,name,type\n1,№ 7 мектеп,school\n"},
    {"sds/users.csv",
     "sourcedId,username,givenName,familyName,email,phone,sms\n"
     "11,a,Айдос,Бек,,,\n12,b,Ұлан,Бек,ata@mail.example,,+77011234567\n13,c,Жанар,Омар,,,\n"
     "14,d,Дана,Ән,,,\n"},
    {"sds/roles.csv",
     "userSourcedId,orgSourcedId,role,grade\n11,1,student,07\n13,1,teacher,\n14,1,student,ps1\n"},
    {"sds/classes.csv",
     "sourcedId,orgSourcedId,title,courseSourcedId\nc1,1,7А,k1\nc2,1,Химия 7,k2\n"},
    {"sds/courses.csv", "sourcedId,title,subject\nk1,Алгебра 7,14\nk2,Химия 7,Химия\n"},
    {"sds/enrollments.csv",
     "classSourcedId,userSourcedId,role\nc2,11,student\nc1,11,student\nc1,13,teacher\nc2,13,"
     "teacher\n"},
    {"sds/demographics.csv", "userSourcedId,sex,birthDate\n11,male,2013-04-02\n"},
    {"sds/relationships.csv",
     "userSourcedId,relationshipUserSourcedId,relationshipRole\n11,12,guardian\n11,99,guardian\n"}};

TEST(RosterExchange, ReadsSchoolDataSync2) {
    const Checked learners = read(Kind::learners, kSds2);
    EXPECT_THAT(learners.faults, IsEmpty());
    ASSERT_EQ(learners.rows.size(), 2u);
    EXPECT_EQ(learners.rows[0].class_label, "7А");
    EXPECT_EQ(learners.rows[0].sex, "male");
    EXPECT_EQ(learners.rows[0].birth_date, "2013-04-02");
    ASSERT_EQ(learners.rows[0].guardians.size(), 1u);
    EXPECT_EQ(learners.rows[0].guardians[0].phone, "+77011234567");
    // The file has these columns, though not of everybody: unknown, not a fault.
    EXPECT_EQ(learners.rows[1].sex, "");
    EXPECT_EQ(learners.rows[1].birth_date, "");
    EXPECT_EQ(learners.rows[1].class_label, "");
    const Checked staff = read(Kind::staff, kSds2);
    ASSERT_EQ(staff.rows.size(), 1u);
    EXPECT_EQ(staff.rows[0].row, 4);
    EXPECT_EQ(staff.rows[0].position, "teacher");
    EXPECT_THAT(staff.rows[0].subjects, ElementsAre("Алгебра 7", "Химия"));
}

ZipFiles one_roster() {
    return {
        {"manifest.csv", "propertyName,value\noneroster.version,1.2\n"},
        {"orgs.csv",
         "sourcedId,status,dateLastModified,name,type,identifier\no1,,,Мектеп,school,\n"},
        {"users.csv",
         "sourcedId,status,enabledUser,givenName,familyName,middleName,email,sms,phone,"
         "agentSourcedIds,grades,metadata.position,metadata.address\n"
         "u1,,true,Айдос,Бек,Ұланұлы,,,,\"g1,g2,g3\",07,,\n"
         "u2,tobedeleted,true,Дана,Ән,,,,,,07,,\n"
         "u3,active,false,Әсел,Сейіт,,,,,,07,,\n"
         "t1,,true,Жанар,Омар,,,,+77020000000,,,Химия мұғалімі,\"Абай, 1\"\n"
         "g1,tobedeleted,true,Бұрын,Бек,,,,,,,,\n"
         "g2,,true,Ұлан,Бек,,ata@mail.example,,87011234567,,,,\n"},
        {"roles.csv",
         "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\nr1,,u1,primary,student,o1\n"
         "r2,,u2,primary,student,o1\nr3,,u3,primary,student,o1\nr4,,t1,primary,teacher,o1\n"
         "r5,,g2,primary,parent,o1\nr6,tobedeleted,u1,secondary,teacher,o1\n"},
        {"classes.csv",
         "sourcedId,status,title,courseSourcedId,classCode,classType,subjects\n"
         "c1,,7Б "
         "сыныбы,k1,,homeroom,\nc2,,8В,k2,,scheduled,Химия\nc3,tobedeleted,7А,k1,,homeroom,\n"},
        {"courses.csv", "sourcedId,status,title\nk1,,Сынып\nk2,,Химия 8\n"},
        {"enrollments.csv",
         "sourcedId,status,classSourcedId,userSourcedId,role\ne1,,c2,u1,student\ne2,,c3,u1,"
         "student\n"
         "e3,,c1,u1,student\ne4,,c2,t1,teacher\ne5,,c1,t1,teacher\n"},
        {"demographics.csv", "sourcedId,status,birthDate,sex\nu1,,2013-04-02,male\nt1,,,other\n"}};
}

TEST(RosterExchange, ReadsOneRoster) {
    const Checked learners = read(Kind::learners, one_roster());
    EXPECT_THAT(learners.faults, IsEmpty());
    ASSERT_EQ(learners.rows.size(), 1u);  // neither who is to be deleted nor who is switched off
    const Row& one = learners.rows[0];
    EXPECT_EQ(one.patronymic, "Ұланұлы");
    EXPECT_EQ(one.class_label, "7Б");  // the homeroom class, not the first one
    ASSERT_EQ(one.guardians.size(), 1u);
    EXPECT_EQ(one.guardians[0].email, "ata@mail.example");
    const Checked staff = read(Kind::staff, one_roster());
    ASSERT_EQ(staff.rows.size(), 1u);
    EXPECT_EQ(staff.rows[0].position, "Химия мұғалімі");
    EXPECT_EQ(staff.rows[0].residence, "Абай, 1");
    EXPECT_EQ(staff.rows[0].sex, "");
    EXPECT_THAT(staff.rows[0].subjects, ElementsAre("Химия"));
}

TEST(RosterExchange, TellsSchoolsApart) {
    ZipFiles files = one_roster();
    files[1].second += "o2,,,Екінші мектеп,school,160340016781\n";
    files[2].second +=
        "u4,,true,Ғалым,Омар,,,,,,07,,\nu5,,true,Екеуінде,Оқитын,,,,,,07,,\n"
        "u6,,true,Ешқайда,Жоқ,,,,,,07,,\n";
    files[3].second +=
        "r7,,u4,primary,student,o2\nr8,,u5,primary,student,o1\n"
        "r9,,u5,secondary,student,o2\nra,,u6,primary,student,\n";
    const Result<Contents> contents = read_contents(Kind::learners, zipped(files));
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->parts_are, PartsAre::schools);
    EXPECT_FALSE(contents->first) << "nobody is guessed";
    ASSERT_EQ(contents->parts.size(), 3u);
    const auto names = [](const Part& part) {
        std::vector<std::string> all;
        for (const TableRow& row : part.table->rows) all.push_back(row.cells[0]);
        return all;
    };
    EXPECT_EQ(contents->parts[0].name, "Екінші мектеп");
    EXPECT_EQ(contents->parts[0].code, "o2");
    EXPECT_EQ(contents->parts[0].number, "160340016781");
    EXPECT_THAT(names(contents->parts[0]), ElementsAre("Омар", "Оқитын"));
    EXPECT_THAT(names(contents->parts[1]), ElementsAre("Бек", "Оқитын"));
    EXPECT_FALSE(contents->parts[2].table);
    EXPECT_EQ(contents->parts[2].rows, 1u) << "who belongs to no school is counted";
    EXPECT_EQ(read_contents(Kind::staff, zipped(files))->parts_are, PartsAre::none);
}

// Each school would have a table of its own.
TEST(RosterExchange, RefusesPeopleWhoAreEverywhere) {
    std::string schools, users = "sourcedId,role,orgSourcedIds,givenName,familyName\n";
    for (int i = 0; i < 400; ++i) schools += 's' + std::to_string(i) + ',';
    for (int i = 0; i < 310; ++i)
        users += fmt::format("u{},student,\"{}\",Айдос,Бек\n", i, i < 300 ? schools : "s1");
    const ZipFiles files{{"users.csv", users}};
    EXPECT_THAT(refused(Kind::learners, files), HasSubstr("more than 60,000 rows"));
}

TEST(RosterExchange, RefusesWhatItCantTell) {
    ZipFiles files = kSds1;
    files[2].second += "14,2,Ғалым,Омар,,,Active,\n";
    EXPECT_THAT(refused(Kind::staff, files), HasSubstr("people of several schools"));
    EXPECT_EQ(refused(Kind::learners, files), "");
    files[1].second = "SIS ID,Last Name\n";
    EXPECT_THAT(refused(Kind::learners, files), HasSubstr("nobody of this kind"));
    files[1].second = "SIS ID,Last Name\n\"1";
    EXPECT_THAT(refused(Kind::learners, files), HasSubstr("is never closed"));
}

// The samples of a third party, where they are at hand: the files of one school of two.
std::string sample_of(const std::string& path, const std::string& only) {
    std::ifstream in(path, std::ios::binary);
    std::string text, line;
    for (bool heading = true; std::getline(in, line); heading = false)
        if (heading || only.empty() || line.find(only) != std::string::npos) text += line + '\n';
    return text;
}

TEST(RosterExchange, ReadsTheSamplesOfOthers) {
    const std::filesystem::path folder =
        std::filesystem::path(KEREGE_SOURCE_DIR).parent_path() / "shared/data";
    if (!std::filesystem::exists(folder / "sds-v1")) GTEST_SKIP() << "no samples";
    ZipFiles files;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "sds-v1")) {
        const std::string name = entry.path().filename();
        const bool people = name == "Student.csv" || name == "Teacher.csv";
        files.emplace_back(name, sample_of(entry.path(), people ? ",10001," : ""));
    }
    const Checked learners = read(Kind::learners, files);
    EXPECT_EQ(learners.rows.size() + static_cast<size_t>(learners.rows_faulty), 60u);
    EXPECT_THAT(learners.faults, IsEmpty());
    EXPECT_EQ(learners.rows[0].class_label, "9");
    EXPECT_EQ(learners.rows[0].birth_date, "2000-04-02");
    const Checked staff = read(Kind::staff, files);
    EXPECT_EQ(staff.rows.size(), 7u);
    EXPECT_THAT(staff.rows[0].subjects, testing::Contains("Math"));

    ZipFiles second;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "sds-v2.1")) {
        const std::string name = entry.path().filename();
        second.emplace_back(name, sample_of(entry.path(), name == "roles.csv" ? ",110003," : ""));
    }
    const Checked pupils = read(Kind::learners, second);
    EXPECT_EQ(pupils.rows_total, 3);
    EXPECT_EQ(read(Kind::staff, second).rows_total, 1);
}

}  // namespace
}  // namespace kerege::directory::roster::exchanged
