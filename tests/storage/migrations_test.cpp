#include "host/src/data/migrator.hpp"

#include <fstream>
#include <thread>

#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class MigrationsTest : public StorageTest {
protected:
    void file(const std::string& name, const std::string& content) {
        std::filesystem::create_directories(folder / "migrations");
        std::ofstream(folder / "migrations" / name) << content;
    }

    Result<std::vector<Migration>> read(const std::string& owner = "core") {
        return read_migrations(owner, folder / "migrations", GetParam());
    }

    Result<std::vector<std::string>> apply(const std::string& owner = "core",
                                           bool contract = false) {
        const auto migrations = read(owner);
        if (!migrations) return migrations.fault();
        return migrate(*database, *migrations, contract, 1'700'000'000'000);
    }

    // Applies one migration of the plugin "journal" and returns why it was refused.
    std::string refusal(const std::string& text) {
        const Migration migration{"journal", next_++, "test.expand.sql", "expand", text};
        const auto result = migrate(*database, {migration}, false, 1);
        return result ? "" : result.fault().log_text;
    }

    bool exists(const std::string& table) {
        try {
            number(sql("select count(*) from " + table));
            return true;
        } catch (const std::logic_error&) {
            return false;
        }
    }

    int next_ = 1;
};

// As while another host migrates, for longer than a transaction waits for a lock.
TEST_P(MigrationsTest, WaitForTheMigrationOfAnotherHost) {
    file("0001_one.expand.sql", "create table a (id int);");
    auto impatient = settings();
    impatient.wait_max = std::chrono::milliseconds(50);
    const auto second = open(impatient);
    auto migrating = database->write();
    const auto& lock = sqlite() ? sql("select 1") : sql("select pg_advisory_xact_lock(4862319845)");
    migrating.execute(lock, {});
    const auto given_up = migrate(*second, *read(), false, 1, std::chrono::milliseconds(100));
    ASSERT_FALSE(given_up);
    EXPECT_EQ(given_up.fault().kind, FaultKind::unavailable);

    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        migrating.commit();
    });
    const auto applied = migrate(*second, *read(), false, 1);
    other.join();
    ASSERT_TRUE(applied) << applied.fault().log_text;
    EXPECT_THAT(*applied, ElementsAre("0001_one.expand.sql"));
}

TEST_P(MigrationsTest, AppliesWhatIsMissingInOrder) {
    file("0001_one.expand.sql", "create table a (id int); insert into a values (1);");
    file("0002_two.expand.sql", "-- a second; column\nalter table a add column b int;");
    EXPECT_THAT(*apply(), ElementsAre("0001_one.expand.sql", "0002_two.expand.sql"));
    EXPECT_THAT(*apply(), IsEmpty());
    file("0003_three.expand.sql", "update a set b = 7;");
    EXPECT_THAT(*apply(), ElementsAre("0003_three.expand.sql"));
    EXPECT_EQ(number(sql("select b from a")), 7);
    EXPECT_EQ(number(sql("select count(*) from core_migration where owner = 'core' and "
                         "applied_at_ms = 1700000000000")),
              3);
}

TEST_P(MigrationsTest, TheHostsOwnMigrationsApply) {
    const auto core = read_migrations("core", KEREGE_SOURCE_DIR "/host/migrations", GetParam());
    ASSERT_TRUE(core);
    const auto applied = migrate(*database, *core, true, 1);
    ASSERT_TRUE(applied) << applied.fault().log_text;
    EXPECT_EQ(applied->size(), core->size());
    EXPECT_EQ(number(sql("select count(*) from api_core_person_v1")), 0);
}

TEST_P(MigrationsTest, AFileThatChangedIsRefused) {
    file("0001_one.expand.sql", "create table a (id int);");
    ASSERT_TRUE(apply());
    file("0001_one.expand.sql", "create table a (id bigint);");
    const auto result = apply();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.fault().kind, FaultKind::conflict);
    EXPECT_THAT(result.fault().log_text, HasSubstr("0001_one.expand.sql"));
}

TEST_P(MigrationsTest, OneThatFailsHalfwayLeavesNothingBehind) {
    file("0001_one.expand.sql", "create table a (id int);");
    file("0002_two.expand.sql",
         "create table b (id int); insert into a values (1); insert into nowhere values (1);");
    const auto result = apply();
    ASSERT_FALSE(result);
    EXPECT_THAT(result.fault().log_text, HasSubstr("0002_two.expand.sql"));
    EXPECT_THAT(result.fault().log_text, HasSubstr("nowhere"));
    EXPECT_TRUE(exists("a"));
    EXPECT_FALSE(exists("b"));
    EXPECT_EQ(number(sql("select count(*) from a")), 0);
    EXPECT_EQ(number(sql("select count(*) from core_migration")), 1);
}

TEST_P(MigrationsTest, ContractWaitsUntilItIsAskedFor) {
    file("0001_one.expand.sql", "create table a (id int, old int);");
    file("0002_drop.contract.sql", "alter table a drop column old;");
    file("0003_more.expand.sql", "alter table a add column new int;");
    EXPECT_THAT(*apply(), ElementsAre("0001_one.expand.sql", "0003_more.expand.sql"));
    EXPECT_NO_THROW(number(sql("select count(old) from a")));
    EXPECT_THAT(*apply("core", true), ElementsAre("0002_drop.contract.sql"));
    EXPECT_THROW(number(sql("select count(old) from a")), std::logic_error);
}

TEST_P(MigrationsTest, EachDatabaseTakesItsOwnFile) {
    file("0001_one.expand.sql", "create table a (id int); insert into a values (1);");
    file("0001_one.expand.pg.sql", "create table a (id int); insert into a values (2);");
    ASSERT_TRUE(apply());
    EXPECT_EQ(number(sql("select id from a")), sqlite() ? 1 : 2);
}

TEST_P(MigrationsTest, AFolderThatIsNotInOrderIsRefused) {
    EXPECT_THAT(*read(), IsEmpty());
    file("0001_one.expand.sql", "select 1");
    file("0003_three.expand.sql", "select 1");
    EXPECT_THAT(read().fault().log_text, HasSubstr("0003_three"));
    file("0002_two.expand.sql", "select 1");
    ASSERT_TRUE(read());
    file("0002_again.expand.sql", "select 1");
    EXPECT_THAT(read().fault().log_text, HasSubstr("0002_"));
    std::filesystem::remove(folder / "migrations/0002_again.expand.sql");
    file("0002_other.expand.pg.sql", "select 1");
    EXPECT_THAT(read().fault().log_text, HasSubstr("0002_other"));
    std::filesystem::remove(folder / "migrations/0002_other.expand.pg.sql");
    file("0004_four.sql", "select 1");
    EXPECT_THAT(read().fault().log_text, HasSubstr("0004_four.sql"));
}

TEST_P(MigrationsTest, TwoHostsThatStartAtOnceApplyEachOnce) {
    std::string content = "create table a (id int);";
    for (int i = 0; i < 200; ++i) content += "insert into a values (1);";
    file("0001_one.expand.sql", content);
    const auto migrations = *read();
    const auto other = open(settings());
    std::vector<size_t> applied(2);
    std::vector<std::thread> hosts;
    for (size_t i = 0; i < 2; ++i) {
        hosts.emplace_back([&, i] {
            const auto result = migrate(i == 0 ? *database : *other, migrations, false, 1);
            ASSERT_TRUE(result) << result.fault().log_text;
            applied[i] = result->size();
        });
    }
    for (std::thread& host : hosts) host.join();
    EXPECT_EQ(applied[0] + applied[1], 1u);
    EXPECT_EQ(number(sql("select count(*) from a")), 200);
}

TEST_P(MigrationsTest, APluginMakesItsOwnTablesIndexesAndViews) {
    EXPECT_EQ(refusal("create table journal_mark (organisation_id bigint not null, id bigint, "
                      "value int default 0 check (value in (0, 1, 2)), day date, "
                      "label varchar(10), primary key (organisation_id, id));\n"
                      "-- what the mark is for; in words\n"
                      "create unique index journal_mark_label on journal_mark (label);\n"
                      "create table journal_note (id bigint primary key, organisation_id bigint, "
                      "mark_id bigint, foreign key (organisation_id, mark_id) references "
                      "journal_mark (organisation_id, id));\n"
                      "insert into journal_mark (organisation_id, id) values (1, 1);"),
              "");
    EXPECT_EQ(refusal("create view api_journal_mark_v1 as select organisation_id, id, value from "
                      "journal_mark where value > 0;\n"
                      "alter table journal_mark add column note text;\n"
                      "alter table journal_mark rename column label to word;\n"
                      "update journal_mark set note = coalesce(word, 'x');"),
              "");
    EXPECT_EQ(refusal("drop view api_journal_mark_v1; drop index journal_mark_label;"
                      "alter table journal_mark drop column note; drop table journal_note;"),
              "");
    EXPECT_EQ(text(sql("select cast(count(*) as text) from journal_mark")), "1");
}

TEST_P(MigrationsTest, APluginTouchesNothingElse) {
    script(
        "create table core_person (id bigint primary key, name text, secret text);"
        "create view api_core_person_v1 as select id, name from core_person;"
        "create table journalist (id int); create table other_thing (id int);");
    ASSERT_EQ(refusal("create table journal_mark (id bigint primary key)"), "");
    const std::vector<std::string> attempts = {
        "create table core_mark (id int)",
        "create table mark (id int)",
        "create table journalmark (id int)",
        "create table api_journal_mark_v1 (id int)",
        "create view api_core_mark_v1 as select id from journal_mark",
        "create view api_school_mark_v1 as select id from journal_mark",
        "create index mark_index on journal_mark (id)",
        "create index journal_person_name on core_person (name)",
        "drop table core_person",
        "drop table journalist",
        "drop view api_core_person_v1",
        "alter table core_person add column x int",
        "alter table other_thing rename to journal_thing",
        "alter table journal_mark rename to core_mark",
        "insert into core_person values (1, 'x', 'y')",
        "update core_person set name = 'x'",
        "delete from other_thing",
        "insert into journal_mark select id from core_person",
        "create table journal_copy as select * from core_person",
        "create view api_journal_leak_v1 as select secret from core_person",
        "create view api_journal_leak_v1 as select name from api_core_person_v1",
        "create table journal_child (id bigint references core_person (id))",
        "create trigger journal_t after insert on journal_mark begin select 1; end",
        "create temporary table journal_temp (id int)",
        "commit",
        "create table journal_x (id int); rollback; drop table core_person",
        "delete from core_migration",
    };
    for (const std::string& attempt : attempts) {
        EXPECT_NE(refusal(attempt), "") << attempt;
    }
    EXPECT_EQ(number(sql("select count(*) from core_person")), 0);
    EXPECT_EQ(number(sql("select count(*) from core_migration")), 1);
    EXPECT_FALSE(exists("journal_copy"));
    EXPECT_FALSE(exists("journal_x"));
}

TEST_P(MigrationsTest, AnOwnerCanNotTakeTheHostsName) {
    for (const std::string owner : {"core.x", "api", "pg", "sqlite", "Journal", "a-b", ""}) {
        const Migration migration{owner, 1, "test.expand.sql", "expand", "select 1"};
        EXPECT_FALSE(migrate(*database, {migration}, false, 1)) << owner;
    }
}

KEREGE_ON_BOTH(MigrationsTest);

}  // namespace
}  // namespace kerege::data
