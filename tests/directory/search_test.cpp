// One search over people and organisations, on both databases.
#include "host/src/directory/search.hpp"

#include "host/src/directory/search_words.hpp"
#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class SearchTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        search = std::make_unique<Search>(**database, clock, local_time);
        take_over(school, roster::Kind::learners,
                  "Class,Surname,Name,Patronymic,Birth date,Sex,Parent 1,Phone 1\n"
                  "7А,Қасымов,Әмір,Болатұлы,01.09.2013,м,Қасымова Дана,87011234567\n"
                  "7Ә,Касымбек,Нұрлан,,02.09.2013,м,,\n"
                  "10А,Ахметова,Ақ-Ерке,,03.09.2010,ж,,\n");
        take_over(school, roster::Kind::staff,
                  "Surname,Name,Sex,Position\nӘбенов,Қасым,м,Мұғалім\n");
        take_over(other_school, roster::Kind::staff,
                  "Surname,Name,Sex,Position\nҚасымов,Асан,м,Мұғалім\n");
    }

    std::vector<std::string> names(const std::string& typed, bool former = false) {
        std::vector<std::string> found;
        for (const auto& person : search->people(school, search_words(typed), former, 10).lines)
            found.push_back(person.family_name + ' ' + person.given_name);
        return found;
    }
    std::vector<std::string> codes(OrganisationId top, const std::string& typed) {
        std::vector<std::string> found;
        for (const auto& one : search->organisations(top, search_words(typed), 10).lines)
            found.push_back(one.name_kk);
        return found;
    }
    int64_t words_of(const std::string& kind) {
        return database->number("select count(*) from core_search_word where kind = '" + kind +
                                "'");
    }

    std::unique_ptr<Search> search;
};

// K-RU6.6: one search over everything, as people type.
TEST_P(SearchTest, FindsPeopleByTheBeginningsOfWords) {
    EXPECT_THAT(names("касым"),
                ElementsAre("Касымбек Нұрлан", "Қасымов Әмір", "Қасымова Дана", "Әбенов Қасым"))
        << "surnames first";
    EXPECT_THAT(names("амир касымов"), ElementsAre("Қасымов Әмір"));
    EXPECT_THAT(names("Қасымов Ә Б"), ElementsAre("Қасымов Әмір")) << "initials";
    EXPECT_THAT(names("ерке"), ElementsAre("Ахметова Ақ-Ерке")) << "after a hyphen";
    EXPECT_THAT(names("сымов"), IsEmpty()) << "beginnings only";
    EXPECT_THAT(names("касымов нурлан"), IsEmpty()) << "all the words";
    EXPECT_THAT(names("7a"), UnorderedElementsAre("Қасымов Әмір", "Касымбек Нұрлан"))
        << "ә is found by а";
    EXPECT_THAT(names("7а амир"), ElementsAre("Қасымов Әмір"));
    EXPECT_THAT(names("8 701 123 45 67"), ElementsAre("Қасымова Дана"));
    EXPECT_THAT(search_words("8 7"), ElementsAre("77")) << "a telephone from its beginning on";
    EXPECT_THAT(search_words("8"), ElementsAre("8"));
    EXPECT_THAT(names("701123"), ElementsAre("Қасымова Дана"));
    EXPECT_THAT(names("abenov"), ElementsAre("Әбенов Қасым")) << "by login";
    EXPECT_THAT(names("асан"), IsEmpty()) << "of another school";
}

TEST_P(SearchTest, TellsNamesakesApart) {
    const auto parent = search->people(school, search_words("касымова"), false, 10).lines;
    ASSERT_EQ(parent.size(), 1u);
    EXPECT_EQ(parent[0].children, "Әмір 7А");
    EXPECT_EQ(people->list(school, {"guardian", "", "", 1}).lines.at(0).children, "Әмір 7А");
    EXPECT_EQ(search->people(school, search_words("нурлан"), false, 10).lines.at(0).birth_date,
              "2013-09-02");
    database->run(
        "update core_membership set valid_until = '2026-09-01' where profile = 'learner'");
    EXPECT_EQ(search->people(school, search_words("касымова"), false, 10).lines.at(0).children, "")
        << "of children who left nothing";
}

TEST_P(SearchTest, FindsTheOneAmongManyWhoHaveEachWord) {
    database->run(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, "
        "created_at_ms) with recursive n (i) as (select 1 union all select i + 1 from n where i < "
        "6000) select i, case when i % 2 = 0 then 'Жаңаев' else 'Ескі' end, case when i % 2 = 0 "
        "then "
        "'Ян' else 'Ерлан' end, '', '', '', '', 0 from n;"
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) "
        "select " +
        school.text() +
        ", id, id, 'learner', '', '2026-09-01' from core_person "
        "where id <= 6000;"
        "update core_person set given_name = 'Ерлан' where id = 1000;");
    EXPECT_THAT(names("жанаев ерлан"), ElementsAre("Жаңаев Ерлан"));
    EXPECT_THAT(names("ерлан жан"), ElementsAre("Жаңаев Ерлан"));
    EXPECT_THAT(names("жанаев ян"), testing::SizeIs(10));
    EXPECT_THAT(names("ескі ян"), IsEmpty());
}

TEST_P(SearchTest, SaysWhatAPersonIs) {
    const auto found = search->people(school, search_words("амир"), false, 10);
    ASSERT_EQ(found.lines.size(), 1u);
    EXPECT_EQ(found.lines[0].profile, "learner");
    EXPECT_EQ(found.lines[0].class_label, "7А");
    EXPECT_FALSE(found.lines[0].former);
    EXPECT_FALSE(found.more);
    const auto few = search->people(school, search_words("касым"), false, 2);
    EXPECT_EQ(few.lines.size(), 2u);
    EXPECT_TRUE(few.more);
}

TEST_P(SearchTest, ShowsThoseWhoLeftOnlyWhereAskedFor) {
    database->run(
        "update core_membership set valid_until = '2026-09-01' where person_id = "
        "(select id from core_person where family_name = 'Касымбек')");
    EXPECT_THAT(names("касым"), ElementsAre("Қасымов Әмір", "Қасымова Дана", "Әбенов Қасым"));
    EXPECT_THAT(names("касым", true),
                ElementsAre("Қасымов Әмір", "Қасымова Дана", "Әбенов Қасым", "Касымбек Нұрлан"));
}

TEST_P(SearchTest, FollowsEveryChange) {
    database->run(
        "update core_person set family_name = 'Өзгеріс', phone = '' "
        "where family_name = 'Қасымова'");
    EXPECT_THAT(names("озгерис"), ElementsAre("Өзгеріс Дана"));
    EXPECT_THAT(search_words("8 7"), ElementsAre("77")) << "a telephone from its beginning on";
    EXPECT_THAT(search_words("8"), ElementsAre("8"));
    EXPECT_THAT(names("701123"), IsEmpty());
    EXPECT_THAT(names("касымова"), IsEmpty());
    EXPECT_THAT(names("kasymova"), ElementsAre("Өзгеріс Дана")) << "by her login";
    database->run("update core_account set login = 'zhana.login' where login = 'kasymova.dana'");
    EXPECT_THAT(names("kasymova"), IsEmpty());
    EXPECT_THAT(names("zhana"), ElementsAre("Өзгеріс Дана"));
    database->run("delete from core_account where login = 'zhana.login'");
    EXPECT_THAT(names("zhana"), IsEmpty());
    EXPECT_THAT(names("дана"), ElementsAre("Өзгеріс Дана"));

    database->run("delete from core_placement where label = '10А'");
    EXPECT_THAT(names("10а"), IsEmpty());
    EXPECT_THAT(names("ахметова"), ElementsAre("Ахметова Ақ-Ерке"));
}

TEST_P(SearchTest, LeavesNoWordOfWhoIsErased) {
    database->run("delete from core_placement_time");
    database->run("delete from core_placement");
    database->run("delete from core_guardianship");
    database->run("delete from core_membership_role");
    database->run("delete from core_membership");
    EXPECT_EQ(words_of("person"), 0);
}

TEST_P(SearchTest, FollowsWhatIsWrittenForManyAtOnce) {
    database->run(
        "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
        "residence, created_at_ms) values (21, 'Жаңаев', 'Ян', '', '', '', '', 0), "
        "(22, 'Жаңаева', 'Яна', '', '', '', '', 0), (23, 'Жаңаұлы', 'Ян', '', '', '', '', 0);"
        "insert into core_membership (organisation_id, id, person_id, profile, position, "
        "valid_from) select " +
        school.text() +
        ", id + 100, id, 'learner', '', '2026-09-01' from core_person where id in (21, 22, 23);"
        "insert into core_account (person_id, login, password_temporary, locale, created_at_ms) "
        "values (21, 'first.one', 1, 'kk', 0), (22, 'second.one', 1, 'kk', 0);"
        "insert into core_placement (organisation_id, membership_id, kind, label) select " +
        school.text() + ", id + 100, 'class', '3Б' from core_person where id in (21, 22, 23);");
    EXPECT_THAT(names("жана 3б"), testing::SizeIs(3));
    EXPECT_THAT(names("second"), ElementsAre("Жаңаева Яна"));
    database->run("delete from core_placement where label = '3Б' and membership_id <> 123");
    EXPECT_THAT(names("3б"), ElementsAre("Жаңаұлы Ян"));
    EXPECT_THAT(names("first"), ElementsAre("Жаңаев Ян")) << "the other words stay";
    database->run("update core_membership set person_id = 23 where id = 122");
    EXPECT_THAT(names("яна"), IsEmpty()) << "it is another's now";
    database->run("delete from core_placement where membership_id = 123");
    database->run("delete from core_membership where id in (121, 122, 123)");
    EXPECT_THAT(names("жана"), IsEmpty());
}

TEST_P(SearchTest, FindsOrganisationsFromAboveOnly) {
    EXPECT_THAT(codes(ministry, "school"),
                UnorderedElementsAre("school-5 атауы", "school-6 атауы"));
    EXPECT_THAT(codes(region, "атауы 5"), ElementsAre("school-5 атауы"));
    EXPECT_THAT(codes(school, "kz"), IsEmpty());
    EXPECT_THAT(codes(school, "school"), ElementsAre("school-5 атауы"));
    const auto found = search->organisations(ministry, search_words("akm"), 10);
    ASSERT_EQ(found.lines.size(), 1u);
    EXPECT_EQ(found.lines[0].above_kk, "kz атауы");
    database->run(
        "update core_organisation set name_kk = 'Алатау мектебі' where code = 'school-5'");
    EXPECT_THAT(codes(ministry, "алатау мек"), ElementsAre("Алатау мектебі"));
    EXPECT_THAT(codes(region, "алатау"), ElementsAre("Алатау мектебі"));
}

KEREGE_ON_BOTH_DATABASES(SearchTest);

}  // namespace
}  // namespace kerege::directory
