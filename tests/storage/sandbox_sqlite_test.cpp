#include "tests/storage/sandbox_fixture.hpp"

namespace kerege::data {
namespace {

class SandboxSqliteTest : public SandboxTest {};

TEST_P(SandboxSqliteTest, SqlitesOwnDoorsAreShut) {
    for (const char* text : {
             "attach '/etc/passwd' as x",
             "attach ':memory:' as journal_x",
             "detach main",
             "pragma table_info(core_person)",
             "pragma writable_schema = on",
             "pragma query_only = on",
             "select name from pragma_table_info('core_person')",
             "select count(*) from pragma_table_list",
             "select * from pragma_wal_checkpoint",
             "select sql from sqlite_master",
             "select count(*) from sqlite_master",
             "select sql from sqlite_schema",
             "select sql from main.sqlite_master",
             "select sql from sqlite_temp_master",
             "select load_extension('/tmp/x.so')",
             "select readfile('/etc/passwd')",
             "select writefile('/tmp/x', 'y')",
             "select randomblob(1000000000)",
             "select zeroblob(1000000000)",
             "select sqlite_version()",
             "select fts3_tokenizer('simple')",
             "select data from dbstat",
             "select data from sqlite_dbpage",
             "create temp table t (id int)",
             "create temp view v as select phone from core_person",
             "create temp trigger t after insert on journal_mark begin select 1; end",
             "create virtual table journal_fts using fts5(x)",
             "reindex",
             "vacuum into '/tmp/copy.db'",
             "explain select phone from core_person",
             "select phone from [core_person]",
             "select phone from `core_person`",
             "select phone from 'core_person'",
             "select phone from main.core_person",
             "with 'api_core_person_v1' as (select phone as given_name from core_person) "
             "select given_name from api_core_person_v1",
             "with [api_core_person_v1] as (select phone as given_name from core_person) "
             "select given_name from api_core_person_v1",
             "with API_core_person_v1 as (select phone as given_name from core_person) "
             "select given_name from api_core_person_v1",
             "with x as (select 1), api_core_person_v1 as not materialized (select phone as "
             "given_name from core_person) select given_name from api_core_person_v1",
             "select [1'] from api_core_person_v1 where ' with api_core_person_v1 as (' = ''",
             "replace into core_person (id, phone) values (1, 'x')",
         }) {
        EXPECT_NE(refusal(text), "") << text;
        EXPECT_NE(refusal_when_run(text), "") << text;
    }
    EXPECT_FALSE(std::filesystem::exists("/tmp/copy.db"));
}

TEST_P(SandboxSqliteTest, AGrantedViewOnViewsIsReadThrough) {
    const Principal both{"journal", {"api_core_both_v1.given_name", "api_core_both_v1.id"}};
    EXPECT_EQ(refusal("select given_name from api_core_both_v1", both), "");
    EXPECT_EQ(refusal("select count(*) from api_core_both_v1", both), "");
    EXPECT_NE(refusal("select secret from api_core_both_v1", both), "");
    EXPECT_NE(refusal("select id from api_core_staff_v1", both), "");
}

TEST_P(SandboxSqliteTest, JsonFunctionsAreAllowed) {
    EXPECT_EQ(refusal("select json_extract(label, '$.a'), label ->> '$.b' from journal_mark"), "");
    EXPECT_NE(refusal("select e.value from journal_mark m, json_each(m.label) e"), "");
}

TEST_P(SandboxSqliteTest, ItHoldsWhenTheSchemaChangesBeneathAKeptStatement) {
    const auto& mine = sql("select id from journal_mark where value = $1");
    const auto run_it = [&] {
        Transaction transaction = database->read();
        transaction.act_as(&journal);
        transaction.each(mine, {1}, [](const Row&) {});
    };
    run_it();
    script("alter table journal_mark add column more text");
    EXPECT_NO_THROW(run_it());
    script(
        "alter table journal_mark rename to journal_old;"
        "create view journal_mark as select id, 1 as value from core_staff");
    EXPECT_THROW(run_it(), NotAllowed);
}

INSTANTIATE_TEST_SUITE_P(Storage, SandboxSqliteTest, testing::Values(Dialect::sqlite),
                         dialect_name);

}  // namespace
}  // namespace kerege::data
