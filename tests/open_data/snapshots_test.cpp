// What is published of a region, as visitors get it; on either database.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>

#include "host/src/open_data/snapshots.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::open_data {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr OrganisationId kBig{30}, kSmall{31}, kMiddle{32};

class OpenDataTest : public test::HostDatabaseTest {
protected:
    void SetUp() override {
        test::HostDatabaseTest::SetUp();
        if (IsSkipped()) return;
        folder = std::filesystem::path(testing::TempDir()) /
                 ("kerege-open-data-" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder);
        database->run(R"(
            insert into core_organisation (id, parent_id, kind, code, bin, name_kk, name_ru, name_en, created_at_ms)
            values (1, null, 'ministry', 'kz', null, 'Министрлік', 'Министерство', 'Ministry', 0),
                   (2, 1, 'region', 'akm', null, 'Ақмола', 'Акмола', 'Akmola', 0),
                   (30, 2, 'school', 'big', '160340016781', '=1+1', 'Большая', 'Big', 0),
                   (31, 2, 'school', 'small', null, 'Шағын', 'Малая', 'Small', 0),
                   (32, 2, 'school', 'middle', null, 'Орта', 'Средняя', 'Middle', 0),
                   (33, 2, 'school', 'coming', null, 'Келеді', 'Готовится', 'Coming', 0);
            insert into core_organisation_closure (ancestor_id, organisation_id, depth)
            values (1, 1, 0), (2, 2, 0), (30, 30, 0), (31, 31, 0), (32, 32, 0), (33, 33, 0), (1, 2, 1), (1, 30, 2),
                   (1, 31, 2), (1, 32, 2), (1, 33, 2), (2, 30, 1), (2, 31, 1), (2, 32, 1), (2, 33, 1);
            insert into core_organisation_status (organisation_id, id, status, first_day, reason, entered_by,
                entered_at_ms) values (33, 1, 'preparation', '2026-01-01', '', 0, 0);
        )");
        organisations = std::make_unique<directory::Organisations>(**database, audit, ids, clock);
        standings =
            std::make_unique<directory::Standings>(**database, audit, ids, clock, local_time);
        add(kBig, "learner", 120);
        add(kBig, "employee", 24);
        add(kSmall, "learner", 7);
        add(kSmall, "employee", 3);
        add(kMiddle, "learner", 31);
        add(OrganisationId{33}, "learner", 50);
    }
    void TearDown() override {
        if (!folder.empty()) std::filesystem::remove_all(folder);
    }

    // So many more of a school: learners of both sexes, born from 2010 on, in classes.
    void add(OrganisationId school, const std::string& profile, int count) {
        for (int i = 0; i < count; ++i) {
            const std::string id = std::to_string(++last);
            const std::string born =
                std::to_string(2010 + i % 6) + "-03-0" + std::to_string(1 + i % 9);
            database->run(
                "insert into core_person (id, family_name, given_name, patronymic, birth_date, "
                "sex, "
                "phone, email, residence, created_at_ms) values (" +
                id + ", 'Тегі" + id + "', 'Аты', '', '" + born + "', '" +
                (i % 2 ? "male" : "female") +
                "', '', '', '', 0); insert into core_account (person_id, login, "
                "password_temporary, locale, created_at_ms) values (" +
                id + ", 'login" + id +
                "', 0, 'kk', 0); insert into core_membership (organisation_id, id, person_id, "
                "profile, position, valid_from) values (" +
                school.text() + ", " + id + ", " + id + ", '" + profile + "', '', '2026-08-01')");
            if (profile == "learner")
                database->run(
                    "insert into core_placement (organisation_id, membership_id, kind, label) "
                    "values (" +
                    school.text() + ", " + id + ", 'class', '" + std::to_string(i / 6) + "А')");
        }
    }
    // So many of the school's learners left yesterday.
    void leave(OrganisationId school, int count) {
        database->run(
            "update core_membership set valid_until = '2026-09-01' where id in (select id from "
            "core_membership where profile = 'learner' and valid_until is null and organisation_id "
            "= " +
            school.text() + " order by id limit " + std::to_string(count) + ")");
    }

    Snapshots snapshots(Settings settings = {"kz", 10, Every::quarter}) {
        return Snapshots({**database, *organisations, *standings, audit, translator, ids, clock,
                          local_time, log},
                         folder, std::move(settings));
    }
    std::string file(Snapshots& of, std::string_view name) {
        std::ifstream in(folder / (std::to_string(of.current()->id) + "." + std::string(name)),
                         std::ios::binary);
        std::ostringstream bytes;
        bytes << in.rdbuf();
        return bytes.str();
    }
    static std::vector<std::vector<std::string>> rows(const std::string& csv) {
        std::vector<std::vector<std::string>> all;
        std::istringstream lines(csv);
        for (std::string line; std::getline(lines, line);) {
            line.pop_back();
            std::vector<std::string> cells;
            std::istringstream parts(line);
            for (std::string cell; std::getline(parts, cell, ';');) cells.push_back(cell);
            all.push_back(cells);
        }
        all.erase(all.begin());
        return all;
    }
    // "big own learners": what stands there.
    std::map<std::string, std::string> numbers(Snapshots& of) {
        std::map<std::string, std::string> found;
        for (const auto& row : rows(file(of, "counts.csv")))
            found[row[0] + ' ' + row[1] + ' ' + row[2] + row[3]] = row[4];
        return found;
    }
    static Result<Snapshot> make(Snapshots& of) {
        return of.make({}, [] { return true; });
    }

    std::filesystem::path folder;
    int last = 100;
    Log log{LogLevel::error, LogFormat::text};
    view::Translator translator;
    std::unique_ptr<directory::Organisations> organisations;
    std::unique_ptr<directory::Standings> standings;
};
KEREGE_ON_BOTH_DATABASES(OpenDataTest);

// U4.14: whoever downloads everything has nobody's data, and no number that is about a few.
TEST_P(OpenDataTest, U4_14HoldsNothingAboutAPerson) {
    auto published = snapshots();
    ASSERT_TRUE(make(published));
    for (const std::string_view name : kFiles) {
        const std::string content = file(published, name);
        EXPECT_GT(content.size(), 100U) << name;
        for (const char* personal : {"Тегі", "Аты", "login", "-03-0"})
            EXPECT_THAT(content, Not(HasSubstr(personal))) << name;
    }
    int shown = 0;
    for (const auto& row : rows(file(published, "counts.csv"))) {
        if (row[4].empty()) {
            EXPECT_NE(row[5], "0") << row[0] << row[2];
            continue;
        }
        ++shown;
        EXPECT_GE(std::stoi(row[4]), 10) << row[0] << row[2];
        EXPECT_EQ(std::stoi(row[4]) % 5, 0) << row[0] << row[2];
        EXPECT_NE(row[0], "small") << row[2];
    }
    EXPECT_GT(shown, 15);
    const auto found = numbers(published);
    EXPECT_EQ(found.at("big own learners"), "120");
    EXPECT_EQ(found.at("big own learners_female"), "60");
    EXPECT_EQ(found.at("big own employees"), "25");
    EXPECT_EQ(found.at("big own classes"), "20");
    EXPECT_EQ(found.at("big own learners_born2012"), "20");
    EXPECT_EQ(found.at("small own learners"), "");
    EXPECT_EQ(found.at("middle own learners_born2012"), "");
    EXPECT_FALSE(found.contains("akm own learners")) << "nobody learns in an office";
    const auto listed = rows(file(published, "organisations.csv"));
    EXPECT_EQ(listed.size(), 5U) << "who prepares to join is not listed";
    EXPECT_THAT(listed,
                Contains(std::vector<std::string>{"big", "akm", "school", "active", "160340016781",
                                                  "'=1+1", "Большая", "Big", ""}));
}

// U4.14: taken from its sum, what is shown leaves nothing of what is withheld.
TEST_P(OpenDataTest, U4_14SumsLeaveNothingOver) {
    auto published = snapshots();
    ASSERT_TRUE(make(published));
    const auto found = numbers(published);
    const auto value = [&](const std::string& key) {
        const auto at = found.find(key);
        return at == found.end() || at->second.empty() ? 0 : std::stoi(at->second);
    };
    int sums = 0;
    const auto snapshot = published.current();
    for (const Field& field : snapshot->fields) {
        const std::string measure =
            field.year > 0 ? "learners_born" + std::to_string(field.year) : field.key;
        int parts = value("akm own " + measure);
        for (const char* school : {"big", "small", "middle"})
            parts += value(school + (" own " + measure));
        EXPECT_EQ(value("akm all " + measure), parts) << measure;
        EXPECT_EQ(value("kz all " + measure), parts + value("kz own " + measure)) << measure;
        sums += parts > 0 ? 1 : 0;
    }
    EXPECT_GT(sums, 8);
    EXPECT_EQ(value("akm all learners"), 150) << "without the seven of the small school";
}

// U4.14: two downloads do not give away who came or left between them.
TEST_P(OpenDataTest, U4_14ASinglePersonChangesNothing) {
    auto published = snapshots();
    ASSERT_TRUE(make(published));
    const std::string before = file(published, "counts.csv");
    for (const OrganisationId school : {kBig, kSmall, kMiddle}) {
        leave(school, 1);
        ASSERT_TRUE(make(published));
        EXPECT_EQ(file(published, "counts.csv"), before) << school.value;
        add(school, "learner", 2);
        ASSERT_TRUE(make(published));
        EXPECT_EQ(file(published, "counts.csv"), before) << school.value;
    }
    leave(kMiddle, 6);
    ASSERT_TRUE(make(published));
    EXPECT_EQ(numbers(published).at("middle own learners"), "25");
    add(kMiddle, "learner", 5);
    leave(kMiddle, 22);
    ASSERT_TRUE(make(published));
    EXPECT_EQ(numbers(published).at("middle own learners"), "") << "nine are withheld at once";
}

TEST_P(OpenDataTest, IsMadeOnceForItsTimeAndKept) {
    auto off = snapshots({});
    EXPECT_FALSE(off.due());
    EXPECT_FALSE(make(off));
    auto nowhere = snapshots({"no-such", 10, Every::day});
    EXPECT_EQ(make(nowhere).fault().kind, FaultKind::not_found);
    auto published = snapshots();
    EXPECT_TRUE(published.due());
    EXPECT_FALSE(published.current());
    ASSERT_TRUE(make(published));
    EXPECT_FALSE(published.due());
    EXPECT_EQ(published.current()->organisations, 5);
    auto daily = snapshots({"kz", 10, Every::day}), weekly = snapshots({"kz", 10, Every::week}),
         monthly = snapshots({"kz", 10, Every::month});
    EXPECT_FALSE(daily.due() || weekly.due() || monthly.due());
    clock.advance(test::kDayMs);  // Thursday, the 3rd
    EXPECT_TRUE(daily.due());
    EXPECT_FALSE(weekly.due());
    clock.advance(4 * test::kDayMs);  // Monday
    EXPECT_TRUE(weekly.due());
    EXPECT_FALSE(monthly.due());
    clock.advance(24 * test::kDayMs);  // October
    EXPECT_TRUE(monthly.due());
    EXPECT_TRUE(published.due());
    auto stricter = snapshots({"kz", 20, Every::quarter});
    EXPECT_FALSE(stricter.current()) << "what was made for a lower threshold is not shown";
    EXPECT_FALSE(snapshots({"akm", 10, Every::quarter}).current());
}

TEST_P(OpenDataTest, IsReadAPageAtATime) {
    auto published = snapshots();
    ASSERT_TRUE(make(published));
    ASSERT_TRUE(make(published));
    const auto snapshot = published.current();
    const auto region = published.find(*snapshot, "akm");
    ASSERT_TRUE(region);
    EXPECT_EQ(region->beneath, 3);
    EXPECT_EQ(region->parent_code, "kz");
    EXPECT_EQ(region->all[0], (Cell{150, 1}));
    EXPECT_EQ(published.beneath(*snapshot, *region, 0, 2).size(), 2U);
    EXPECT_EQ(published.beneath(*snapshot, *region, 2, 2).size(), 1U);
    EXPECT_FALSE(published.find(*snapshot, "coming"));
    EXPECT_TRUE(published.open(*snapshot, "counts.csv"));
    EXPECT_EQ(published.open(*snapshot, "../kerege.db").fault().kind, FaultKind::not_found);
    EXPECT_EQ(database->number("select count(*) from core_open_organisation"), 5);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 4)
        << "what was before is gone";
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'open_data.made'"),
              2);
}

}  // namespace
}  // namespace kerege::open_data
