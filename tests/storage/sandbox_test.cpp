#include "tests/storage/sandbox_fixture.hpp"

namespace kerege::data {
namespace {

class SandboxBothTest : public SandboxTest {};

TEST_P(SandboxBothTest, APluginWorksOnItsOwnTables) {
    for (const char* text :
         {"select id, value from journal_mark where value >= $1 order by id limit $2",
          "insert into journal_mark (id, value) values ($1, $2)",
          "insert into journal_mark (id, value) values ($1, $2) on conflict (id) do update set "
          "value = excluded.value",
          "update journal_mark set value = value + 1 where id in (select id from journal_mark)",
          "delete from journal_mark where id = $1",
          "with best as (select id, max(value) as value from journal_mark group by id) "
          "select count(*) from best",
          "select coalesce(sum(value), 0), min(value), round(avg(value), 2) from journal_mark",
          "select count(*) from journal_mark",
          "select upper(label), length(trim(label)) from journal_mark",
          "select row_number() over (order by id) from journal_mark",
          "select id from api_journal_mark_v1"}) {
        EXPECT_EQ(refusal(text), "") << text;
    }
}

TEST_P(SandboxBothTest, APluginReadsWhatItWasGranted) {
    for (const char* text :
         {"select given_name from api_core_person_v1",
          "select p.id, p.given_name from api_core_person_v1 p where p.id = $1",
          "select m.value, p.given_name from journal_mark m join api_core_person_v1 as p "
          "on p.id = m.id",
          "select count(*) from api_core_person_v1",
          "select m.id from journal_mark m where exists (select 1 from api_core_person_v1 p "
          "where p.id = m.id)"}) {
        EXPECT_EQ(refusal(text), "") << text;
    }
}

TEST_P(SandboxBothTest, WhatItReadsComesThrough) {
    Transaction transaction = database->read();
    transaction.act_as(&journal);
    std::string name;
    transaction.first(sql("select given_name from api_core_person_v1 where id = $1"), {1},
                      [&](const Row& row) { name = row.text(0); });
    EXPECT_EQ(name, "Айгүл");
}

TEST_P(SandboxBothTest, ThereIsNoWayRoundIt) {
    for (const char* text :
         {"select phone from core_person",
          "select phone from CORE_PERSON",
          "select phone from \"core_person\"",
          "select count(*) from core_person",
          "select 1 from core_person",
          "select phone from api_core_person_v1",
          "select * from api_core_person_v1",
          "select p.* from api_core_person_v1 p",
          "select given_name from api_core_person_v1 where phone = 'x'",
          "select given_name from api_core_person_v1 order by phone",
          "select count(phone) from api_core_person_v1",
          "select given_name from api_core_person_v1 group by given_name having max(phone) > 'a'",
          "select secret from api_core_staff_v1",
          "select count(*) from api_core_staff_v1",
          "select 1 from api_core_staff_v1",
          "select id from journal_mark where exists (select 1 from api_core_staff_v1)",
          "select id from journal_mark, api_core_staff_v1",
          "select id from journal_mark union select id from core_person",
          "select (select phone from core_person limit 1) from journal_mark",
          "with x as (select phone from core_person) select phone from x",
          "with api_core_person_v1 as (select phone as given_name from core_person) "
          "select given_name from api_core_person_v1",
          "with api_core_person_v1 (id, given_name) as (select id, phone from core_person) "
          "select given_name from api_core_person_v1",
          "with \"api_core_person_v1\" as materialized (select phone as given_name from "
          "core_person) select given_name from api_core_person_v1",
          "insert into journal_mark (id, label) select id, phone from core_person",
          "update journal_mark set label = (select phone from core_person limit 1)",
          "insert into core_person (id, phone) values (1, 'x')",
          "update core_person set phone = 'x'",
          "delete from core_person",
          "insert into journal_mark (id) values (1) returning (select phone from core_person)",
          "delete from api_core_person_v1",
          "select id from school_class",
          "select id from journals",
          "create table journal_new (id int)",
          "drop table journal_mark",
          "alter table journal_mark add column x int",
          "create view api_journal_x_v1 as select 1",
          "create index journal_i on journal_mark (value)",
          "begin",
          "commit",
          "rollback",
          "savepoint x",
          "vacuum",
          "analyze",
          "select 1; delete from core_person",
          "select 1 /* ; /* */ from core_person */"}) {
        EXPECT_NE(refusal(text), "") << text;
        EXPECT_NE(refusal_when_run(text), "") << text;
    }
    EXPECT_EQ(text(sql("select phone from core_person")), "+7 701");
}

TEST_P(SandboxBothTest, TheSameStatementIsJudgedForEachOne) {
    const auto& phone = sql("select phone from api_core_person_v1");
    const Principal generous{"journal", {"api_core_person_v1.id", "api_core_person_v1.phone"}};
    EXPECT_EQ(text(phone), "+7 701");
    EXPECT_NO_THROW(database->check(phone, generous));
    EXPECT_THROW(database->check(phone, journal), NotAllowed);
    EXPECT_EQ(text(phone), "+7 701");
}

TEST_P(SandboxBothTest, ARefusalSaysWhatToDo) {
    const auto says = [&](const std::string& text, std::string_view words) {
        EXPECT_NE(refusal(text).find(words), std::string::npos) << refusal(text);
    };
    says("select id from api_core_staff_v1",
         "journal may not touch api_core_staff_v1: add it to reads in plugin.yaml, core.staff: "
         "[its columns]");
    says("select id from core_staff", "it is the host's own; what may be read are its views");
    if (!sqlite()) return;
    says("select phone from api_core_person_v1",
         "journal may not touch api_core_person_v1.phone (read): add it to reads in plugin.yaml, "
         "core.person: [phone]");
    says("select seq from sqlite_sequence", "ids come from the host, call.new_id()");
}

TEST_P(SandboxBothTest, AScriptIsNotForPlugins) {
    Transaction transaction = database->write();
    transaction.act_as(&journal);
    EXPECT_THROW(database->run_script(transaction, "select 1"), std::logic_error);
}

KEREGE_ON_BOTH(SandboxBothTest);

}  // namespace
}  // namespace kerege::data
