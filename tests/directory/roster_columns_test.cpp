// Which column of a roster is which: by headings of real files, and as somebody says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/src/directory/roster/check.hpp"

namespace kerege::directory::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Heading = std::vector<std::string>;

TEST(RosterColumns, KnowTheHeadingsOfRealFiles) {
    const Heading kazakh{"№",
                         "Оқушының аты-жөні",
                         "Туған күні, айы, жылы",
                         "Сынып атауы",
                         "Жынысы (ер/әйел)",
                         "Анасының аты-жөні",
                         "Анасының телефоны"};
    const Columns columns = columns_of(Kind::learners, kazakh);
    EXPECT_EQ(columns.of(Field::full_name), 1);
    EXPECT_EQ(columns.of(Field::birth_date), 2);
    EXPECT_EQ(columns.of(Field::class_label), 3);
    EXPECT_EQ(columns.of(Field::sex), 4);
    EXPECT_EQ(columns.of(Field::guardian1_name), 5);
    EXPECT_EQ(columns.of(Field::guardian1_phone), 6);
    EXPECT_THAT(columns.ignored, ElementsAre("№"));
    EXPECT_THAT(missing_fields(Kind::learners, columns), IsEmpty());
    const Heading russian{"Ф.И.О.",          "Д.р.",
                          "Пол *",           "Занимаемая должность",
                          "Сотовый телефон", "Преподаваемые предметы"};
    EXPECT_EQ(known_fields(Kind::staff, russian), 6u);
    EXPECT_THAT(missing_fields(Kind::staff, columns_of(Kind::staff, russian)), IsEmpty());
    EXPECT_THAT(
        missing_fields(Kind::learners, columns_of(Kind::learners, {"Пол"})),
        ElementsAre(Field::class_label, Field::family_name, Field::given_name, Field::birth_date));
    EXPECT_EQ(columns_of(Kind::learners, {"Мекенжайы"}).of(Field::residence), -1);
}

using Fields = std::vector<Field>;

Fields fields_of(const Heading& heading) {
    const Columns columns = columns_of(Kind::learners, heading);
    Fields fields(heading.size(), Field::count);
    for (size_t i = 0; i < kFields; ++i)
        if (columns.index[i] >= 0)
            fields[static_cast<size_t>(columns.index[i])] = static_cast<Field>(i);
    return fields;
}

TEST(RosterColumns, KnowBothParents) {
    using enum Field;
    EXPECT_EQ(fields_of({"Анасы", "Анасының ұялы телефоны", "Анасының поштасы", "Әкесі",
                         "Әкесінің ұялы телефоны", "Әкесінің поштасы"}),
              (Fields{guardian1_name, guardian1_phone, guardian1_email, guardian2_name,
                      guardian2_phone, guardian2_email}));
    EXPECT_EQ(fields_of({"ФИО отца", "Тел. отца", "ФИО матери", "Тел. матери"}),
              (Fields{guardian2_name, guardian2_phone, guardian1_name, guardian1_phone}));
    EXPECT_EQ(fields_of({"Mother's name", "Mother's e-mail", "Father's name", "Father's phone"}),
              (Fields{guardian1_name, guardian1_email, guardian2_name, guardian2_phone}));
    EXPECT_EQ(fields_of({"Ата-анасы/Родитель 1", "Ата-анасы/Родитель 2", "Parent/Guardian 2"}),
              (Fields{guardian1_name, guardian2_name, count}));
}

TEST(RosterColumns, KnowWhatAParentIsToTheChild) {
    using enum Field;
    EXPECT_EQ(fields_of({"Родитель 1", "Кем приходится 1", "Родитель 2", "Кем приходится 2"}),
              (Fields{guardian1_name, guardian1_kinship, guardian2_name, guardian2_kinship}));
    EXPECT_EQ(fields_of({"Родитель", "Родство", "Родитель", "Родство", "Родство"}),
              (Fields{guardian1_name, guardian1_kinship, guardian2_name, guardian2_kinship, count}))
        << "by its place, as a phone";
    EXPECT_EQ(
        fields_of({"Родитель 2", "Туыстығы 1/Кем приходится 1", "Туыстығы 2/Кем приходится 2"}),
        (Fields{guardian2_name, guardian1_kinship, guardian2_kinship}))
        << "a number says it, wherever it stands";
    EXPECT_EQ(columns_of(Kind::staff, {"Родство"}).of(guardian1_kinship), -1);
}

// A bare "Телефон" is whose columns it stands behind: the learner's at first, then each parent's.
TEST(RosterColumns, KnowWhosePhoneItIsByItsPlace) {
    using enum Field;
    EXPECT_EQ(fields_of({"Телефон", "E-mail", "Мать", "Телефон", "E-mail", "Отец", "E-mail",
                         "Телефон", "Примечание"}),
              (Fields{phone, email, guardian1_name, guardian1_phone, guardian1_email,
                      guardian2_name, guardian2_email, guardian2_phone, count}));
    EXPECT_EQ(fields_of({"Родитель", "Телефон", "Родитель", "Телефон", "Родитель"}),
              (Fields{guardian1_name, guardian1_phone, guardian2_name, guardian2_phone, count}));
    EXPECT_EQ(fields_of({"Мать", "Класс", "Телефон"}), (Fields{guardian1_name, class_label, phone}))
        << "another's column stands between";
    EXPECT_EQ(fields_of({"Мать", "Телефон матери", "Телефон"}),
              (Fields{guardian1_name, guardian1_phone, phone}));
    EXPECT_EQ(columns_of(Kind::staff, {"Фамилия", "Телефон"}).of(phone), 1);
}

TEST(RosterColumns, AreMappedAsSomebodySays) {
    const Heading heading{"Аты", "Тегі", "", "Пол"};
    const Mapping mapping = Mapping::parse(
        "family_name=0 given_name=1 class_label=2 sex=- residence=3 phone=9 subjects=- x=1 "
        "patronymic=");
    const Columns columns = columns_of(Kind::learners, heading, mapping);
    EXPECT_EQ(columns.of(Field::family_name), 0);
    EXPECT_EQ(columns.of(Field::given_name), 1);
    EXPECT_EQ(columns.heading(Field::class_label), "C");
    EXPECT_EQ(columns.of(Field::sex), -1);
    EXPECT_TRUE(columns.lacks(Field::sex));
    EXPECT_EQ(columns.of(Field::residence), -1);
    EXPECT_EQ(columns.of(Field::phone), -1);
    EXPECT_FALSE(columns.lacks(Field::subjects));
    EXPECT_THAT(columns.ignored, ElementsAre("Пол"));
    EXPECT_THAT(missing_fields(Kind::learners, columns), ElementsAre(Field::birth_date));
    const Columns headings = columns_of(Kind::learners, heading, Mapping{});
    EXPECT_EQ(headings.of(Field::given_name), 0);
    EXPECT_EQ(headings.of(Field::sex), 3);
    Mapping nameless;
    nameless.absent.insert(Field::family_name);
    EXPECT_FALSE(columns_of(Kind::learners, heading, nameless).lacks(Field::family_name));
}

TEST(RosterColumns, AreWrittenDownAndReadBack) {
    Mapping mapping;
    mapping.columns = {{Field::full_name, 0}, {Field::class_label, 12}};
    mapping.absent = {Field::sex};
    EXPECT_EQ(mapping.text(), "class_label=12 full_name=0 sex=-");
    const Mapping again = Mapping::parse(mapping.text());
    EXPECT_EQ(again.columns, mapping.columns);
    EXPECT_EQ(again.absent, mapping.absent);
    EXPECT_TRUE(Mapping::parse("").empty());
    const auto letters = mapping_of_letters("family_name=A, class_label=AB,sex=-");
    ASSERT_TRUE(letters);
    EXPECT_EQ(letters->text(), "class_label=27 family_name=0 sex=-");
    for (const char* wrong : {"name=A", "sex", "sex=", "sex=a", "sex=ZZZ", "sex=1"})
        EXPECT_FALSE(mapping_of_letters(wrong)) << wrong;
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(51), "AZ");
    for (size_t i = 0; i < kFields; ++i)
        EXPECT_EQ(field_of_code(field_code(static_cast<Field>(i))), static_cast<Field>(i));
    EXPECT_EQ(field_of_code(""), Field::count);
}

TEST(RosterColumns, HaveAShapeOfTheirWordsAndTheirOrder) {
    EXPECT_EQ(shape_of({"Тегі", "Аты"}), shape_of({" ТЕГІ", "аты"}));
    EXPECT_NE(shape_of({"Тегі", "Аты"}), shape_of({"Аты", "Тегі"}));
    EXPECT_NE(shape_of({"Тегі", "Аты"}), shape_of({"Тегі Аты"}));
    EXPECT_EQ(shape_of({}).size(), 32u);
}

TEST(RosterColumns, LetAFileLackWhatIsUnknown) {
    Table table;
    table.heading = {"Фамилия", "Имя", "Дата рождения"};
    table.rows = {{2, {"Бек", "Айдос", ""}}, {3, {"", "Дана", "01.09.2013"}}};
    const auto found =
        check(Kind::learners, table,
              Mapping::parse("family_name=0 given_name=1 birth_date=2 sex=- class_label=-"),
              "2026-09-01");
    ASSERT_TRUE(found);
    EXPECT_THAT(found->absent, ElementsAre(Field::class_label, Field::sex));
    // What the file does hold is needed in each row.
    ASSERT_EQ(found->faults.size(), 2u);
    EXPECT_EQ(found->faults[0].column, "Дата рождения");
    EXPECT_EQ(found->faults[1].column, "Фамилия");
}

}  // namespace
}  // namespace kerege::directory::roster
