// What is in the archive of an organisation, and what is not; on either database.
#include <set>

#include "tests/leaving/school.hpp"

namespace kerege::leaving {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SchoolArchiveTest : public SchoolTest {};
KEREGE_ON_BOTH_DATABASES(SchoolArchiveTest);

// K3.4.3: the school takes all its data along, and nobody else's.
TEST_P(SchoolArchiveTest, HoldsPeopleFormerOnesToo) {
    const Files files = written();
    EXPECT_EQ(files.at("core/people.csv"),
              "\xEF\xBB\xBF"
              "id;family_name;given_name;patronymic;birth_date;sex;phone;email;residence;"
              "confirmed_at;login;language;first_signed_in_at;created_at\r\n"
              "1;Әбенова;'=2+3;\"Қ; \"\"2\"\"\";2014-03-05;;+77010000000;;;;saule;kk;;"
              "2026-09-01T00:00:00.000Z\r\n"
              "2;Бұрынғы;Болат;;;;;;;;;;;1970-01-01T00:00:00.000Z\r\n");
    EXPECT_THAT(rows_of(files.at("core/memberships.csv")),
                ElementsAre("100;1;learner;;2026-08-01;", "101;2;learner;;2025-08-01;2026-05-01"));
    EXPECT_THAT(rows_of(files.at("core/settings.csv")), ElementsAre("1;journal;weekly_letter;1"));
    EXPECT_THAT(files.at("roster/learners.csv"), AllOf(HasSubstr("7А"), HasSubstr("Әбенова")));
    EXPECT_THAT(files.at("roster/oneroster.zip"), testing::StartsWith("PK"));
    for (const auto& [name, content] : files) {
        EXPECT_THAT(content, Not(HasSubstr("argon2"))) << name << ": no secrets";
        EXPECT_THAT(content, Not(HasSubstr("Бөтен"))) << name << ": nobody of another school";
    }
    for (const char* locale : {"kk", "ru", "en"})
        EXPECT_THAT(files.at(std::string("README.") + locale + ".txt"),
                    AllOf(HasSubstr("Школа А"), HasSubstr("core/people.csv")));
}

// K7.3, K7.8: who left belongs elsewhere now, and where somebody lives is kept of staff alone.
TEST_P(SchoolArchiveTest, K7_3HoldsOfPeopleWhatBelongsToTheirTimeHere) {
    database->run(R"(
        insert into core_person (id, family_name, given_name, patronymic, phone, email, residence, created_at_ms)
        values (4, 'Кеткен', 'Мұғалім', '', '+77015550000', 'new@mail.example', 'Жаңа 4', 0),
               (5, 'Осында', 'Мұғалім', '', '+77016660000', '', 'Дала 5', 0),
               (6, 'Анасы', 'Мұғалім', '', '+77017770000', '', 'Бау 6', 0);
        insert into core_account (person_id, login, password_temporary, locale, created_at_ms)
        values (4, 'ketken', 0, 'ru', 0);
        insert into core_membership (organisation_id, id, person_id, profile, position, valid_from, valid_until)
        values (10, 104, 4, 'employee', '', '2025-08-01', '2026-05-01'),
               (20, 204, 4, 'employee', '', '2026-05-02', null),
               (10, 105, 5, 'employee', '', '2026-08-01', null),
               (10, 106, 6, 'guardian', '', '2026-08-01', null),
               (20, 206, 6, 'employee', '', '2026-08-01', null);
        insert into core_restriction (id, person_id, level, reason, note, from_ms, imposed_by, ended_at_ms)
        values (1, 4, 'blocked', '6.1', 'earlier', 1735689600000, 0, 1736000000000),
               (2, 4, 'blocked', '6.2', 'here', 1767225600000, 0, 1767300000000),
               (3, 4, 'blocked', '6.3', 'later', 1785542400000, 0, null),
               (4, 4, 'blocked', '6.4', 'two hours after midnight', 1777669200000, 0, 1777672800000);
        insert into core_agreement (id, organisation_id, code, kind, created_at_ms)
        values (71, 1, 'privacy', 'binding', 0), (72, 20, 'theirs', 'binding', 0), (73, 1, 'news', 'binding', 0);
        insert into core_agreement_version (agreement_id, number, title_kk, title_ru, title_en, text_kk, text_ru,
            text_en, checksum_kk, checksum_ru, checksum_en, published_at_ms, in_force_from)
        values (71, 1, '', '', '', '', '', '', '', '', '', 0, '2025-01-01'),
               (72, 1, '', '', '', '', '', '', '', '', '', 0, '2025-01-01'),
               (73, 1, '', '', '', '', '', '', '', '', '', 0, '2025-01-01');
        insert into core_agreement_acceptance (agreement_id, number, person_id, party_id, way, locale, address,
            accepted_at_ms, recorded_by)
        values (71, 1, 4, 0, 'sign_in', 'ru', '10.1.2.3', 1767225600000, 4),
               (72, 1, 4, 0, 'sign_in', 'ru', '10.1.2.3', 1767225600000, 4),
               (73, 1, 4, 0, 'sign_in', 'ru', '10.1.2.3', 1777669200000, 4),
               (71, 1, 5, 10, 'sign_in', 'kk', '10.4.5.6', 1785542400000, 5);
        insert into core_support_message (id, organisation_id, person_id, membership_id, email, addressee, kind, words,
            page, role, locale, browser, request_id, state, answer, created_at_ms, changed_at_ms)
        values (1, 10, 1, 100, '', 'school', 'question', 'мектепке', '', '', 'kk', '', '', 'open', '', 0, 0),
               (2, 10, 1, 100, '', 'operator', 'question', 'операторға', '', '', 'kk', '', '', 'open', '', 0, 0);
    )");
    const Files files = written();
    EXPECT_THAT(files.at("core/support_messages.csv"),
                AllOf(HasSubstr("мектепке"), Not(HasSubstr("операторға"))));
    const auto people = rows_of(files.at("core/people.csv"));
    const std::string made = ";1970-01-01T00:00:00.000Z";
    EXPECT_THAT(people, Contains("4;Кеткен;Мұғалім;;;;;;;;;;" + made)) << "who belongs elsewhere";
    EXPECT_THAT(people, Contains("5;Осында;Мұғалім;;;;+77016660000;;Дала 5;;;;" + made));
    EXPECT_THAT(people, Contains("6;Анасы;Мұғалім;;;;+77017770000;;;;;;" + made)) << "a parent";
    EXPECT_THAT(rows_of(files.at("core/restrictions.csv")),
                ElementsAre(testing::StartsWith("2;4;blocked;6.2;here")));
    EXPECT_THAT(rows_of(files.at("core/agreement_acceptances.csv")),
                ElementsAre("71;1;4;0;sign_in;ru;;2026-01-01T00:00:00.000Z;;4",
                            "71;1;5;10;sign_in;kk;10.4.5.6;2026-08-01T00:00:00.000Z;;5"));
}

// K3.4.3, whatever a module keeps: the database says what there is, the manifest what it is called.
TEST_P(SchoolArchiveTest, HoldsWhateverModulesKeep) {
    plugins::Entry acme;
    acme.id = "acme";
    acme.manifest.id = "acme";
    acme.manifest.tables = {{"acme_loan", "Loans", {{"title", "Book"}, {"lent_at_ms", "Lent"}}}};
    modules = plugins::Catalogue::of({acme});
    const bool sqlite = GetParam() == data::Dialect::sqlite;
    const std::string bytes = sqlite ? "blob" : "bytea";
    const std::string value = sqlite ? "x'00ff'" : "'\\x00ff'";
    database->run(
        "create table acme_loan (organisation_id bigint not null, id bigint not null, title text, "
        "lent_at_ms bigint, secret text, primary key (organisation_id, id));"
        "create table acme_empty (organisation_id bigint primary key, words text);"
        "create table acme_everywhere (id bigint primary key);"
        "create table gone_thing (organisation_id bigint not null, day date not null, part text "
        "not null, weight double precision, picture " +
        bytes +
        ", primary key (organisation_id, day, part));"
        "insert into acme_loan values (10, 7, 'Абай жолы', 1788220800123, 'x'), (20, 8, 'B', 0, "
        "'y');"
        "insert into gone_thing values (10, '2026-09-01', 'b', 1.5, " +
        value + "), (10, '2026-09-01', 'a', null, null), (20, '2026-09-01', 'c', null, null)");
    const Files files = written();
    EXPECT_EQ(files.at("acme/loan.csv"),
              "\xEF\xBB\xBFtitle;lent_at\r\nАбай жолы;2026-09-01T00:00:00.123Z\r\n")
        << "what it describes, and no more";
    EXPECT_EQ(files.at("other/gone_thing.csv"),
              "\xEF\xBB\xBF"
              "day;part;weight;picture\r\n2026-09-01;a;;\r\n2026-09-01;b;1.5;AP8=\r\n")
        << "all of it where nobody describes it";
    EXPECT_FALSE(files.contains("acme/empty.csv"));
    EXPECT_FALSE(files.contains("acme/everywhere.csv")) << "of no school";
    const std::string& package = files.at("datapackage.json");
    EXPECT_THAT(package, HasSubstr(R"("name":"lent_at","title":"Lent","type":"datetime")"));
    EXPECT_THAT(package, HasSubstr(R"("path":"other/gone_thing.csv")"));
    EXPECT_THAT(package, HasSubstr(R"("format":"binary")"));
    EXPECT_THAT(package, HasSubstr(R"("primaryKey":["day","part"])"));
    EXPECT_THAT(package, HasSubstr(R"("delimiter":";")"));
    database->run(
        "drop table acme_loan; drop table acme_empty; drop table acme_everywhere; drop table "
        "gone_thing");
}

TEST_P(SchoolArchiveTest, ReadsLongTablesPageByPage) {
    database->run(
        "create table acme_word (organisation_id bigint not null, day date not null, "
        "word text not null, primary key (organisation_id, day, word))");
    std::string rows;
    for (int i = 0; i < 2'345; ++i)
        rows += (i == 0 ? "" : ",") + std::string("(10, '2026-09-0") + std::to_string(1 + i % 3) +
                "', 'w" + std::to_string(i) + "')";
    database->run("insert into acme_word values " + rows);
    const auto found = rows_of(written().at("other/acme_word.csv"));
    EXPECT_EQ(found.size(), 2'345u);
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), 2'345u) << "none twice";
    database->run("drop table acme_word");
}

// Writers are not held up, and what they write meanwhile is not in it.
TEST_P(SchoolArchiveTest, IsOfOneMoment) {
    bool changed = false;
    const Files files = written([&](int64_t done, int64_t) {
        if (done == 0 && !changed) {
            changed = true;
            database->run("insert into core_membership_role values (10, 100, 'late')");
            database->run("update core_person set given_name = 'Late' where id = 1");
        }
        return true;
    });
    EXPECT_TRUE(changed);
    EXPECT_THAT(rows_of(files.at("core/membership_roles.csv")), testing::IsEmpty());
    EXPECT_THAT(files.at("core/people.csv"), Not(HasSubstr("Late")));
    EXPECT_EQ(database->number("select count(*) from core_membership_role"), 1);
}

TEST_P(SchoolArchiveTest, TakesFilesAlongUnderTheirNames) {
    upload(31, "a/b: тізім.txt", std::string(700'000, 'x'));
    upload(32, "gone.txt", "content that is lost");
    database->run("update core_file set sha256 = '" + std::string(64, '0') + "' where id = 32");
    const Files files = written();
    EXPECT_EQ(files.at("files/31-a_b_ тізім.txt").size(), 700'000u);
    EXPECT_FALSE(files.contains("files/32-gone.txt")) << "what is lost keeps the rest from nobody";
    EXPECT_THAT(rows_of(files.at("core/files.csv")), Contains(HasSubstr("gone.txt")));
}

TEST_P(SchoolArchiveTest, LeavesNothingWhenItIsBrokenOff) {
    EXPECT_THROW(written([](int64_t done, int64_t) { return done < 5; }), BrokenOff);
    EXPECT_FALSE(std::filesystem::exists(folder / "school.zip"));
}

}  // namespace
}  // namespace kerege::leaving
