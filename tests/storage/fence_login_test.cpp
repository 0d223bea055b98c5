// Ways round the fence, tried on the database alone: each statement is run as the plugin without
// its text having been looked at. On PostgreSQL the plugin has a login of its own.
#include <chrono>
#include <thread>

#include "host/src/data/logins.hpp"
#include "tests/storage/fence_fixture.hpp"

namespace kerege::data {
namespace {

class FenceLoginTest : public FenceTest {
protected:
    void SetUp() override {
        FenceTest::SetUp();
        if (IsSkipped()) return;
        script("insert into journal_mark values (1, 5, 'own')");
        ASSERT_EQ(give_login(*database, journal, "journal"), "");
    }

    void TearDown() override {
        const std::string role =
            sqlite() || IsSkipped() ? "" : text(sql("select role from core_plugin_login"));
        FenceTest::TearDown();
        if (!role.empty()) on_test_server("drop role \"" + role + "\"");
    }

    // In a session of the plugin's, and kept.
    std::string run(const std::string& text) {
        try {
            Transaction transaction = database->write(&journal);
            std::string found;
            transaction.each(sql(text), {}, [&](const Row& row) {
                const kerege_value& value = row.values()[0];
                found += value.type == KEREGE_DB_INT64  ? std::to_string(value.as.int64)
                         : value.type == KEREGE_DB_TEXT ? std::string(row.text(0))
                                                        : "?";
            });
            transaction.commit();
            return found;
        } catch (const std::exception& refused) {
            return std::string("refused: ") + refused.what();
        }
    }

    void expect_refused(std::initializer_list<const char*> texts) {
        for (const char* const text : texts) {
            EXPECT_EQ(run(text).substr(0, 8), "refused:") << text;
        }
    }
};

TEST_P(FenceLoginTest, ThePluginWorksAsBefore) {
    EXPECT_EQ(run("select label from journal_mark"), "own");
    EXPECT_EQ(run("insert into journal_mark values (2, 4, 'new')"), "");
    EXPECT_EQ(run("update journal_mark set value = 3 where id = 2"), "");
    EXPECT_EQ(run("select value from api_journal_mark_v1 where id = 2"), "3");
    EXPECT_EQ(run("delete from journal_mark where id = 2"), "");
    EXPECT_EQ(run("select given_name from api_core_person_v1"), "17");
    EXPECT_EQ(run("select count(*) from api_core_person_v1"), "1");
    EXPECT_EQ(number(sql("select count(*) from api_core_person_v1")), 2);
    EXPECT_NO_THROW(database->check(sql("select given_name from api_core_person_v1 "
                                        "where membership_id = $1 limit $2"),
                                    journal));
}

TEST_P(FenceLoginTest, OtherTablesAreOthers) {
    expect_refused(
        {"select phone from core_person", "select count(*) from core_person",
         "select 1 from core_person", "select password_hash from core_account",
         "select id from school_class", "delete from school_class",
         "update school_class set id = 8", "insert into school_class values (8)",
         "insert into core_module_reach values ('journal', 11)", "delete from core_module_reach",
         "update core_organisation set code = 'x'", "delete from core_audit",
         "insert into core_event values (1, 10, 'core.x', '{}', 0)",
         "select checksum from core_migration",
         "insert into journal_mark select id, 1, phone from core_person",
         "update journal_mark set label = (select phone from core_person limit 1)",
         "delete from api_core_person_v1", "update api_core_organisation_v1 set name_kk = 'x'"});
    EXPECT_EQ(number(sql("select count(*) from school_class where id = 7")), 1);
}

TEST_P(FenceLoginTest, ColumnsThatWereNotGrantedAreNotThere) {
    expect_refused({"select phone from api_core_person_v1", "select * from api_core_person_v1",
                    "select p.* from api_core_person_v1 p",
                    "select given_name from api_core_person_v1 where phone like '+7%'",
                    "select given_name from api_core_person_v1 order by phone",
                    "select count(phone) from api_core_person_v1",
                    "select max(p.phone) over () from api_core_person_v1 p",
                    "select 1 from api_core_person_v1 p join journal_mark m on m.label = p.phone",
                    "insert into journal_mark (id, label) select 9, phone from api_core_person_v1",
                    "insert into journal_mark (id) values (9) returning (select max(phone) from "
                    "api_core_person_v1)"});
    if (sqlite()) return;
    expect_refused({"select p from api_core_person_v1 p",
                    "select cast(p as text) from api_core_person_v1 p",
                    "select row_to_json(p) from api_core_person_v1 p",
                    "select to_jsonb(p) ->> 'phone' from api_core_person_v1 p",
                    "select (p).phone from api_core_person_v1 p",
                    "select p.membership_id from api_core_person_v1 p natural join "
                    "(select '+7 701' as phone) q",
                    "select p.phone from (table api_core_person_v1) p",
                    "select count(*) from api_core_person_v1 p where p is not null"});
}

TEST_P(FenceLoginTest, ItCanBeNobodyElse) {
    if (sqlite()) GTEST_SKIP() << "SQLite has no roles";
    expect_refused({"set role postgres", "set session authorization postgres",
                    "set local role postgres", "select set_config('role', 'postgres', false)",
                    "select set_config('session_authorization', 'postgres', false)",
                    "alter role current_user superuser", "alter role current_user createrole",
                    "create role other", "grant select on core_person to current_user",
                    "grant pg_read_all_data to current_user",
                    "reassign owned by postgres to current_user",
                    "select password from core_plugin_login", "select rolpassword from pg_authid",
                    "copy core_plugin_login to stdout"});
    // What is allowed to everybody helps nobody.
    for (const char* text : {"reset role", "reset session authorization", "reset all",
                             "set search_path = pg_catalog, public",
                             "select set_config('kerege.module', 'other', false)",
                             "set kerege.module = ''", "set row_security = off"}) {
        (void)run(text);
        EXPECT_EQ(run("select given_name from public.api_core_person_v1"), "17") << text;
        expect_refused({"select phone from public.core_person"});
    }
}

TEST_P(FenceLoginTest, NothingIsMadeOrChangedInTheCatalogue) {
    expect_refused({"create table journal_new (id int)", "create table core_new (id int)",
                    "create view journal_all as select * from core_person",
                    "create view api_journal_x_v1 as select * from core_person",
                    "create index journal_i on journal_mark (value)", "drop table journal_mark",
                    "alter table journal_mark add column x int",
                    "alter table journal_mark rename to core_mark", "drop view api_core_person_v1",
                    "drop table core_person", "create temp table core_person (id int)",
                    "create temporary view core_person as select 1 as id"});
    if (sqlite()) {
        expect_refused({"attach ':memory:' as other", "pragma writable_schema = on",
                        "update sqlite_master set sql = ''", "select sql from sqlite_master",
                        "create temp trigger t after insert on journal_mark begin select 1; end"});
        return;
    }
    expect_refused({"create or replace view api_core_person_v1 as select 1",
                    "create function journal_f() returns int language sql as 'select 1'",
                    "create function pg_temp.f() returns int language sql as 'select 1'",
                    "create trigger t before insert on journal_mark for each row execute function "
                    "core_audit_guard()",
                    "create rule r as on insert to journal_mark do also select 1",
                    "create policy p on journal_mark", "create schema other",
                    "create extension dblink", "update pg_class set relacl = null",
                    "delete from pg_attribute", "truncate journal_mark", "truncate core_audit",
                    "alter table core_person disable trigger all",
                    "alter view api_core_person_v1 owner to current_user",
                    "comment on table core_person is 'x'", "lock table core_person",
                    "create table journal_child () inherits (core_person)",
                    "select 1 as x into journal_new", "alter system set log_statement = 'all'"});
}

TEST_P(FenceLoginTest, FilesAndOtherSessionsAreOutOfReach) {
    if (sqlite()) {
        expect_refused({"select load_extension('/tmp/x.so')", "select readfile('/etc/passwd')",
                        "vacuum into '/tmp/fence_copy.db'", "attach '/etc/passwd' as other"});
        return;
    }
    expect_refused(
        {"select pg_read_file('/etc/passwd')", "select pg_read_binary_file('/etc/passwd')",
         "select pg_ls_dir('/')", "select pg_stat_file('/etc/passwd')",
         "select lo_import('/etc/passwd')", "select lo_export(1, '/tmp/x')",
         "copy journal_mark from '/etc/passwd'", "copy journal_mark to '/tmp/x'",
         "copy journal_mark from program 'id'", "copy journal_mark to program 'cat'",
         "load 'dblink'", "select pg_reload_conf()",
         "select pg_terminate_backend(pid) from pg_stat_activity where usename = "
         "'postgres'",
         "select query_to_xml('select * from core_person', true, false, '')",
         "select table_to_xml('core_person', true, false, '')", "select * from pg_statistic"});
    EXPECT_EQ(run("select count(*) from pg_stats where tablename = 'core_person'"), "0");
    EXPECT_EQ(run("select count(*) from pg_stat_activity where usename = 'postgres' "
                  "and query not like '<insufficient%' and pid <> pg_backend_pid()"),
              "0");
}

TEST_P(FenceLoginTest, OneStatementAtATimeAndNothingElseInIt) {
    expect_refused({"select 1; select phone from core_person", "select 1; delete from core_audit"});
    if (sqlite()) return;
    expect_refused({"do $$ begin perform phone from core_person; end $$",
                    "do $$ begin execute 'set role postgres'; end $$",
                    "do $$ begin delete from core_module_reach; end $$",
                    "declare c cursor for select phone from core_person",
                    "explain analyze select phone from core_person"});
    // Listening hears nothing, for the host tells nothing that way.
    (void)run("listen anything");
    (void)run("notify anything");
    EXPECT_EQ(run("select label from journal_mark"), "own");
    for (const char* text :
         {"listen anything", "notify anything", "do $$ begin null; end $$", "reset role",
          "set role none", "set search_path = x", "copy journal_mark to stdout",
          "lock table journal_mark", "select set_config('role', 'postgres', false)",
          "select pg_advisory_lock(1)", "select pg_sleep(1)"}) {
        EXPECT_THROW(database->check(sql(text), journal), NotAllowed) << text;
    }
}

TEST_P(FenceLoginTest, ImpostorsOfNamesChangeNothing) {
    for (const char* text :
         {"with recursive core_module_reach (module, organisation_id) as (select 'journal', 11 "
          "union select module, organisation_id from core_module_reach) "
          "select given_name from api_core_person_v1",
          "with core_person as (select 2 as id, 'secret' as given_name) "
          "select given_name from api_core_person_v1",
          "with kerege_module as (select 'other') select given_name from api_core_person_v1"}) {
        const std::string found = run(text);
        EXPECT_TRUE(found == "17" || found.substr(0, 8) == "refused:") << text << ": " << found;
    }
}

TEST_P(FenceLoginTest, TheHostsFunctionsAreForTheHost) {
    if (sqlite()) GTEST_SKIP() << "there the host writes on the same connection";
    expect_refused({"select core_plugin_event('guessed', 1, 10, 'journal.x', '{}', 0)",
                    "select core_plugin_event('', 1, 10, 'journal.x', '{}', 0)",
                    "select core_plugin_event(null, 1, 10, 'journal.x', '{}', 0)",
                    "select core_plugin_event_delivery('guessed', 1, 'school', 0)",
                    "select core_plugin_audit('guessed', 1, 0, 10, 1, 'x', '', '', '')",
                    "select * from core_plugin_settings('guessed', 10)",
                    "select core_plugin_publish('guessed', 1, 10, 'journal.x', '', '{}', 0)",
                    "select core_plugin_job_add('guessed', 1, 10, 'x', '', '{}', 5, 0, 0)",
                    "select core_plugin_job_find('guessed', 10, 'x', 'y', 0)",
                    "select * from core_plugin_job_facts('guessed', 1, 10)",
                    "select core_plugin_job_cancel('guessed', 1, 10, 0)",
                    "select core_plugin_caller('guessed')", "select core_audit_guard()"});
    Transaction transaction = database->write(&journal);
    transaction.act_as(nullptr);
    const std::string key(transaction.login_key());
    EXPECT_EQ(key.size(), 64u);
    const auto publish = [&](const char* topic) {
        transaction.first(sql("select cast(core_plugin_event($1, $2, $3, $4, $5, $6) as text)"),
                          {key, 1, 10, topic, "{}", 0}, [](const Row&) {});
    };
    publish("journal.marked");
    EXPECT_THROW(publish("school.closed"), NotAllowed);
}

TEST_P(FenceLoginTest, WhatIsTakenBackIsGoneAndTheRestStays) {
    const Principal fewer{"journal", {"api_core_person_v1.membership_id"}};
    ASSERT_EQ(give_login(*database, fewer, "journal"), "");
    if (sqlite()) return;
    EXPECT_EQ(run("select membership_id from api_core_person_v1"), "100");
    expect_refused(
        {"select given_name from api_core_person_v1", "select label from api_core_placement_v1"});
    EXPECT_EQ(run("select label from journal_mark"), "own");
    EXPECT_EQ(number(sql("select count(*) from core_plugin_login")), 1);
}

TEST_P(FenceLoginTest, SwitchingItOffAndOnCountsAtOnce) {
    const char* const names = "select given_name from api_core_person_v1";
    script("delete from core_module_reach where module = 'journal'");
    EXPECT_EQ(run(names), "");
    script("insert into core_module_reach values ('journal', 11)");
    EXPECT_EQ(run(names), "secret");
}

// A host that may not make roles goes on with the reading of the text.
TEST_P(FenceLoginTest, WithoutTheRightToMakeRolesItIsSaid) {
    if (sqlite()) GTEST_SKIP() << "SQLite has no roles";
    EXPECT_EQ(missing_for_logins(*database), "");
    const std::string user = "kerege_test_plain";
    on_test_server("drop role if exists " + user);
    on_test_server("create role " + user + " login");
    script("grant select on all tables in schema public to " + user);
    DatabaseSettings plain = settings();
    plain.user = user;
    const auto other = open(plain);
    EXPECT_NE(missing_for_logins(*other).find("createrole"), std::string::npos);
    const Principal chess{"chess", {}};
    EXPECT_NE(give_login(*other, chess, "chess").find("createrole"), std::string::npos);
    EXPECT_TRUE(other->read(&chess).serves(chess));
    script("drop owned by " + user);
    on_test_server("drop role " + user);
}

// The room is shared: an idle session of one login makes way for another's.
TEST_P(FenceLoginTest, LoginsShareTheConnections) {
    if (sqlite()) GTEST_SKIP() << "SQLite has no roles";
    for (int round = 0; round < 3; ++round) {
        std::vector<Transaction> open;
        for (int i = 0; i < 4; ++i) open.push_back(database->read(round % 2 ? &journal : nullptr));
        Transaction beside = database->read(&journal, 1);
        EXPECT_THROW(database->read(&journal, 2), Unavailable);
    }
    // The server takes a moment to notice the end of one.
    const auto sessions = [&] {
        return number(
            sql("select count(*) from pg_stat_activity where datname = current_database()"));
    };
    for (int i = 0; i < 200 && sessions() > 5; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_LE(sessions(), 5);
}

KEREGE_ON_BOTH(FenceLoginTest);

}  // namespace
}  // namespace kerege::data
