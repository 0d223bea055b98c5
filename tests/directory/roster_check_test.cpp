// The sample rosters, checked without a database. What must be found in the dirty one was counted
// from the file itself with other means than the code under test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "host/src/directory/roster/check.hpp"
#include "host/src/directory/roster/csv.hpp"

namespace kerege::directory::roster {
namespace {

constexpr const char* kToday = "2026-09-01";

std::string sample(const std::string& name) {
    std::ifstream in(std::string(KEREGE_SOURCE_DIR) + "/tests/data/" + name, std::ios::binary);
    std::stringstream out;
    out << in.rdbuf();
    EXPECT_FALSE(out.str().empty()) << name;
    return out.str();
}

Checked checked(Kind kind, const std::string& bytes) {
    Result<Checked> result = check(kind, bytes, kToday);
    EXPECT_TRUE(result) << (result ? "" : result.fault().user_message);
    return result ? *result : Checked{};
}

std::set<std::string> classes(const Checked& roster) {
    std::set<std::string> labels;
    for (const Row& row : roster.rows) labels.insert(row.class_label);
    return labels;
}

TEST(RosterCheck, FindsTheCleanStaffRight) {
    const Checked staff = checked(Kind::staff, sample("roster-clean/staff.csv"));
    EXPECT_EQ(staff.rows_total, 72);
    EXPECT_EQ(staff.rows.size(), 72u);
    EXPECT_TRUE(staff.faults.empty());
    EXPECT_EQ(staff.mended.all(), 0);
    EXPECT_TRUE(staff.ignored_columns.empty());

    const Row& teacher = staff.rows.at(12);
    EXPECT_EQ(teacher.row, 14);
    const Row& deputy = staff.rows.at(1);
    EXPECT_EQ(deputy.family_name, "Әлімжанова");
    EXPECT_EQ(deputy.birth_date, "1999-02-03");
    EXPECT_EQ(deputy.sex, "female");
    EXPECT_EQ(deputy.phone, "+77760831970");
    EXPECT_EQ(deputy.residence, "Достық көшесі, 57, 6-пәтер");
    EXPECT_EQ(deputy.position, "Директордың оқу ісі жөніндегі орынбасары");
    EXPECT_THAT(deputy.subjects, testing::IsEmpty());
    EXPECT_THAT(staff.rows.at(9).subjects, testing::ElementsAre("Музыка", "Русский язык"));
}

TEST(RosterCheck, FindsTheCleanLearnersRight) {
    const Checked learners = checked(Kind::learners, sample("roster-clean/learners.csv"));
    EXPECT_EQ(learners.rows.size(), 1087u);
    EXPECT_TRUE(learners.faults.empty());
    EXPECT_EQ(learners.mended.all(), 0);
    EXPECT_EQ(classes(learners).size(), 44u);
    size_t guardians = 0;
    for (const Row& row : learners.rows) guardians += row.guardians.size();
    EXPECT_EQ(guardians, 1843u);
    const Row& third = learners.rows.at(2);
    EXPECT_EQ(third.class_label, "1А");
    EXPECT_EQ(third.guardians.at(0).family_name, "Жұмабаева");
    EXPECT_EQ(third.guardians.at(0).patronymic, "Ғалымқызы");
    EXPECT_EQ(third.guardians.at(0).email, "botagoz.zhumabaeva3@mail.example");
    EXPECT_EQ(third.guardians.at(1).phone, "+77021838582");
}

TEST(RosterCheck, MendsTheDirtyStaff) {
    const Checked staff = checked(Kind::staff, sample("roster-dirty/staff.csv"));
    EXPECT_EQ(staff.rows.size(), 72u);
    EXPECT_TRUE(staff.faults.empty());
    EXPECT_EQ(staff.mended.sex_words, 51);
    EXPECT_EQ(staff.mended.all(), 51);
}

// row | column | what was there | message
using Told = std::vector<std::string>;

std::vector<Told> told(const Checked& roster) {
    std::vector<Told> all;
    for (const RowFault& fault : roster.faults) {
        std::string message = fault.message;
        for (const auto& [name, value] : fault.values) message += " " + name + "=" + value;
        all.push_back({std::to_string(fault.row), fault.column, fault.was, message});
    }
    return all;
}

TEST(RosterCheck, NamesEveryFaultOfTheDirtyLearners) {
    const std::string born = "Туған күні/Дата рождения", family = "Тегі/Фамилия";
    const std::string phone = "Телефон 1", cut_at = "Телефон";
    const std::string missing = "This is missing.", no_day = "There is no such day.";
    const std::string whole = "Write the whole day, as 31.12.2015.";
    const std::string formula =
        "A cell must not begin with =, +, - or @: spreadsheets would run it as a formula.";
    const std::string cell = "=HYPERLINK(\"http://x\";\"y\")";
    const std::string cut =
        "The row is cut off: it has {found} cells of {expected}. found=6 expected=14";
    const std::string digits =
        "A phone has 11 digits, as +7 701 123-45-67; here are {digits}. digits=10";
    const auto again = [](int row) {
        return "The same person already stands in row {row}. row=" + std::to_string(row);
    };
    const std::vector<Told> expected{
        {"22", born, "2015", whole},
        {"203", born, "00.00.0000", no_day},
        {"208", family, cell, formula},
        {"278", phone, "8 (7) 81481247", digits},
        {"296", cut_at, "", cut},
        {"314", born, "00.00.0000", no_day},
        {"338", family, cell, formula},
        {"386", born, "", missing},
        {"388", family, "Құрманбекова", again(387)},
        {"404", born, "00.00.0000", no_day},
        {"415", born, "31.02.2015", no_day},
        {"452", family, cell, formula},
        {"455", family, "Хамитов", again(454)},
        {"493", family, "Иванова", again(492)},
        {"595", family, "Ли", again(594)},
        {"636", family, "Мұхамедияров", again(635)},
        {"769", phone, "8 (7) 63203054", digits},
        {"808", cut_at, "", cut},
        {"817", born, "31.02.2015", no_day},
        {"828", born, "", missing},
        {"859", family, "Тілеубердина", again(858)},
        {"904", family, cell, formula},
        {"915", family, "Шәріпов", again(914)},
        {"954", family, cell, formula},
        {"1019", born, "2015", whole},
        {"1023", family, "Нұрланов", again(1022)},
        {"1034", born, "2015", whole},
        {"1103", born, "", missing},
    };
    const Checked learners = checked(Kind::learners, sample("roster-dirty/learners.csv"));
    EXPECT_THAT(told(learners), testing::ElementsAreArray(expected));
    EXPECT_EQ(learners.rows_total, 1116);
    EXPECT_EQ(learners.rows_faulty, 28);
    EXPECT_EQ(learners.rows.size(), 1088u);
    EXPECT_EQ(classes(learners).size(), 44u);
    EXPECT_EQ(learners.mended.look_alikes, 2);
    EXPECT_EQ(learners.mended.spaces, 11);
    EXPECT_EQ(learners.mended.classes, 121);
    EXPECT_EQ(learners.mended.sex_words, 829);
    EXPECT_EQ(learners.mended.phones, 7);
    EXPECT_EQ(learners.mended.letter_case, 0);
    const Row& mended = learners.rows.at(30);
    EXPECT_EQ(mended.row, 33);
    EXPECT_EQ(mended.family_name, "Кәрімов");
    EXPECT_EQ(mended.birth_date, "2019-08-06");
    EXPECT_EQ(mended.sex, "male");
}

const std::string kHeading = "Сынып;Фамилия;Имя;Отчество;Дата рождения;Пол;Телефон;E-mail\n";

std::vector<Told> told_of(const std::string& row) {
    return told(checked(Kind::learners, kHeading + row + "\n"));
}

TEST(RosterCheck, RefusesWhatIsNoValue) {
    const auto only = [](const std::string& column, const std::string& was,
                         const std::string& message) {
        return testing::ElementsAre(Told{"2", column, was, message});
    };
    EXPECT_THAT(told_of("13А;Бек;Айдос;;01.09.2015;М;;"),
                only("Сынып", "13А", "Write the class as 7А."));
    EXPECT_THAT(told_of("1А;Бек2;Айдос;;01.09.2015;М;;"),
                only("Фамилия", "Бек2", "This does not look like a name."));
    EXPECT_THAT(told_of("1А;Бек;Айдос;;02.09.2026;М;;"),
                only("Дата рождения", "02.09.2026", "This day is still to come."));
    EXPECT_THAT(told_of("1А;Бек;Айдос;;01.09.2015;кім;;"),
                only("Пол", "кім", "Write Ж for female or М for male."));
    EXPECT_THAT(told_of("1А;Бек;Айдос;;01.09.2015;М;жоқ;"),
                only("Телефон", "жоқ",
                     "Write the phone as +7 701 123-45-67; one of another country with its code, "
                     "as +998 90 123 45 67."));
    EXPECT_THAT(told_of("1А;Бек;Айдос;;01.09.2015;М;;a@b"),
                only("E-mail", "a@b", "This is not an e-mail address."));
    EXPECT_THAT(told_of("1А;@Бек;Айдос;;01.09.2015;М;;"), testing::SizeIs(1));
    EXPECT_THAT(told_of("1А;Бек;Айдос;;01.09.2015;М;;;x"), testing::SizeIs(1));
    EXPECT_THAT(told_of("1А;" + std::string(101, 'a') + ";Айдос;;01.09.2015;М;;"),
                testing::SizeIs(1));
    EXPECT_THAT(told_of(";;;;;;;x"), testing::SizeIs(6));
    EXPECT_THAT(told_of("1А;Бек;Айдос;-;01.09.2015;М;+77011234567;a@b.kz;;"), testing::IsEmpty());
}

TEST(RosterCheck, ReadsGuardians) {
    const std::string heading =
        "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1,E-mail 1,Parent 2,Phone 2,Note\n";
    const std::string start = "1A,БЕК,айдос,01.09.2015,m,";
    Checked one = checked(Kind::learners, heading + start + "Бек Әсел,87011234567,,Бек Әсел,,x\n");
    ASSERT_EQ(one.rows.size(), 1u);
    EXPECT_EQ(one.rows[0].family_name, "Бек");
    EXPECT_EQ(one.rows[0].given_name, "Айдос");
    EXPECT_EQ(one.rows[0].class_label, "1А");
    EXPECT_EQ(one.rows[0].guardians.size(), 1u);
    EXPECT_EQ(one.mended.letter_case, 2);
    EXPECT_THAT(one.ignored_columns, testing::ElementsAre("Note"));
    EXPECT_THAT(
        told(checked(Kind::learners, heading + start + "Әсел,,,,,\n")),
        testing::ElementsAre(Told{"2", "Parent 1", "Әсел", "Write the surname and the name."}));
    EXPECT_THAT(told(checked(Kind::learners, heading + start + ",,,,87011234567,\n")),
                testing::ElementsAre(
                    Told{"2", "Phone 2", "87011234567", "Write whose phone or e-mail this is."}));
}

// What each of the parents of a row is to the child.
std::vector<std::string> kinships(const std::string& parents, const std::string& cells) {
    const Checked one = checked(Kind::learners, "Class,Surname,Name,Birth date,Sex," + parents +
                                                    "\n1А,Бек,Айдос,01.09.2015,m," + cells + "\n");
    EXPECT_THAT(one.faults, testing::IsEmpty());
    std::vector<std::string> all;
    if (one.rows.size() != 1) return {"no row"};
    for (const GuardianRow& guardian : one.rows[0].guardians) all.push_back(guardian.kinship);
    return all;
}

TEST(RosterCheck, ReadsWhatGuardiansAreToTheChild) {
    using testing::ElementsAre;
    EXPECT_THAT(kinships("ФИО матери,Отец", "Бек Әсел,Бек Ұлан"), ElementsAre("mother", "father"));
    EXPECT_THAT(kinships("Анасы/Мать,Әкесінің аты-жөні", "Бек Әсел,Бек Ұлан"),
                ElementsAre("mother", "father"));
    EXPECT_THAT(kinships("Опекун", "Бек Әсел"), ElementsAre("guardian"));
    EXPECT_THAT(kinships("Родитель 1,Родитель 2", "Бек Әсел,Бек Ұлан"), ElementsAre("", ""));
    EXPECT_THAT(
        kinships("Parent 1,Relation 1,Parent 2,Relation 2", "Бек Әсел,АНАСЫ,Бек Ұлан,әкесі/отец"),
        ElementsAre("mother", "father"));
    EXPECT_THAT(
        kinships("Parent 1,Relation 1,Parent 2,Relation 2", "Бек Әсел,бабушка,Бек Ұлан,көрші"),
        ElementsAre("other", ""))
        << "a word nobody knows is none, and no fault";
    EXPECT_THAT(kinships("Мать,Кем приходится 1", "Бек Әсел,опекун"), ElementsAre("guardian"))
        << "the cell says more than the heading";
    EXPECT_THAT(kinships("Мать,Кем приходится 1", "Бек Әсел,"), ElementsAre("mother"));
    EXPECT_THAT(kinships("Parent 1,Relation 1", "Бек Әсел,мать/отец"), ElementsAre(""))
        << "two at once are none";
}

std::string refusal(Kind kind, const std::string& bytes) {
    Result<Checked> result = check(kind, bytes, kToday);
    return result ? "" : result.fault().user_message;
}

TEST(RosterCheck, RefusesFilesAsAWhole) {
    EXPECT_EQ(refusal(Kind::learners, ""), "The file is empty.");
    EXPECT_EQ(refusal(Kind::learners, "\xef\xbb\xbf\r\n;;\r\n"), "The file is empty.");
    EXPECT_THAT(refusal(Kind::staff, "\xd4\xe0\xec\xe8\xeb\xe8\xff;\xc8\xec\xff\n"),
                testing::HasSubstr("Windows-1251 has no Kazakh letters"));
    EXPECT_EQ(refusal(Kind::staff, std::string("PK\x03\x04xx")),
              "The file is damaged. Save it anew, and upload that.");
    EXPECT_THAT(refusal(Kind::staff, std::string("\xd0\xcf\x11\xe0xx")),
                testing::HasSubstr("of the old kind (.xls)"));
    EXPECT_THAT(refusal(Kind::staff, std::string("Фамилия\0;Имя", 20)),
                testing::HasSubstr("NUL bytes"));
    EXPECT_EQ(refusal(Kind::staff, std::string(kFileBytesMax + 1, 'a')),
              "The file is larger than 10 MB.");
    EXPECT_EQ(refusal(Kind::staff, "Имя;Пол;Должность\n"), "The file has no column “Surname”.");
    EXPECT_EQ(refusal(Kind::staff, "Фамилия;Имя;Пол\n"), "The file has no column “Position”.");
    EXPECT_EQ(refusal(Kind::learners, "Фамилия;Имя;Пол;Туған күні\n"),
              "The file has no column “Class”.");
    EXPECT_EQ(refusal(Kind::learners, kHeading + "1А;\"Бек;x\n"),
              "The quotation mark opened in row {row} is never closed.");
    EXPECT_EQ(refusal(Kind::learners, kHeading + std::string(1'000, ';') + "\n1А;Бек" +
                                          std::string(1'000, ';') + "\n"),
              "");
    EXPECT_EQ(refusal(Kind::learners, kHeading + std::string(1'000, ';') + "x\n"),
              "The table has more than 200 columns.");
    std::string many = kHeading;
    for (size_t i = 0; i <= kRowsMax; ++i) many += "1А\n";
    EXPECT_EQ(refusal(Kind::learners, many), "The file has more than 60,000 rows.");
}

// A school's name and a title stand above the heading; the title has more commas than that has.
TEST(RosterCheck, FindsTheHeadingBelowATitle) {
    const std::string row = "1А,Бек Айдос Ұланұлы,01.09.2015,М,\n";
    const Checked one = checked(Kind::learners,
                                "№ 7 мектеп; 1А; 2026 жыл; оқушылар; тізім\n\n\n"
                                "Класс,ФИО учащегося,Дата рожд.,Пол,Примечание\n" +
                                    row);
    ASSERT_EQ(one.rows.size(), 1u);
    EXPECT_EQ(one.rows[0].row, 5);
    EXPECT_EQ(one.rows[0].family_name, "Бек");
    EXPECT_EQ(one.rows[0].given_name, "Айдос");
    EXPECT_EQ(one.rows[0].patronymic, "Ұланұлы");
    EXPECT_THAT(told(checked(Kind::learners, "Класс,ФИО,Дата рожд.,Пол\n1А,Бек,01.09.2015,М\n")),
                testing::ElementsAre(Told{"2", "ФИО", "Бек", "Write the surname and the name."}));
}

TEST(RosterCheck, KnowsANumberThatWasShortened) {
    EXPECT_THAT(told_of("1А;Бек;Айдос;;01.09.2015;М;8,7E+10;"),
                testing::ElementsAre(testing::ElementsAre(
                    "2", "Телефон", "8,7E+10", testing::HasSubstr("last digits are lost"))));
}

TEST(RosterCheck, TakesAStoredTableAsItWas) {
    Table table;
    table.heading_row = 3;
    table.heading = {"Сынып, литер", "Тегі;1", "\"Аты\""};
    table.rows = {{5, {"7А", "Бек\nАсан", "="}}, {9, {"", "", "x"}}};
    const Result<Table> again = read_stored(csv_of(table));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->heading_row, 3);
    EXPECT_EQ(again->heading, table.heading);
    ASSERT_EQ(again->rows.size(), 2u);
    EXPECT_EQ(again->rows[0].row, 5);
    EXPECT_EQ(again->rows[0].cells, table.rows[0].cells);
    EXPECT_EQ(again->rows[1].row, 9);
}

TEST(Csv, FollowsTheRfc) {
    auto csv = read_csv("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n,\r\nlast,1");
    ASSERT_TRUE(csv);
    EXPECT_EQ(csv->separator, ',');
    ASSERT_EQ(csv->rows.size(), 3u);
    EXPECT_THAT(csv->rows[0].cells, testing::ElementsAre("a", "b"));
    EXPECT_THAT(csv->rows[1].cells, testing::ElementsAre("x, \"y\"", "two\nlines"));
    EXPECT_EQ(csv->rows[2].row, 5);
    EXPECT_THAT(csv->rows[2].cells, testing::ElementsAre("last", "1"));
    EXPECT_EQ(read_csv("a\tb\n1\t2\n")->separator, '\t');
    EXPECT_EQ(read_csv("a;\"b,c,d\"\n")->separator, ';');
}

}  // namespace
}  // namespace kerege::directory::roster
