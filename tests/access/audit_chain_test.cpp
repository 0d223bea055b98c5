// U3.4: what is done under an account counts as done by the person. So the log of it can be shown
// to be as it was written.
#include "host/src/audit/chain.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class AuditChainTest : public WorldTest {
protected:
    int64_t append(std::string_view action, std::string_view detail = R"({"to":5})") {
        auto transaction = (**database).write();
        audit.append(transaction, {kSchoolA, kTeacher, "journal", action, "mark:7", detail, "R1"});
        transaction.commit();
        return database->number("select max(id) from core_audit");
    }
    // Five entries, all of them sealed but the last.
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        for (int i = 0; i < 5; ++i) {
            if (i == 4) seal();
            entries.push_back(append("step." + std::to_string(i)));
            clock.advance(1'000);
        }
    }
    int64_t seal() { return audit::seal_some(**database, clock); }
    audit::Verdict verify(const audit::Noted& noted = {}) {
        return audit::verify(**database, noted);
    }
    // As whoever owns the database can.
    void tamper(const std::string& statement) {
        const bool sqlite = GetParam() == data::Dialect::sqlite;
        database->run(sqlite ? "drop trigger if exists core_audit_no_update;"
                               "drop trigger if exists core_audit_no_delete;"
                               "drop trigger if exists core_audit_seal_no_update;"
                               "drop trigger if exists core_audit_seal_no_delete"
                             : "alter table core_audit disable trigger core_audit_guard;"
                               "alter table core_audit_seal disable trigger core_audit_seal_guard");
        database->run(statement);
        if (!sqlite)
            database->run(
                "alter table core_audit enable trigger core_audit_guard;"
                "alter table core_audit_seal enable trigger core_audit_seal_guard");
    }
    void expect_broken(int64_t number, int64_t entry, const char* words) {
        const auto verdict = verify();
        ASSERT_FALSE(verdict.broken.empty());
        const audit::Broken& first = verdict.broken.front();
        EXPECT_EQ(first.number, number);
        EXPECT_EQ(first.entry, entry);
        EXPECT_THAT(first.what, HasSubstr(words));
    }
    std::string id(size_t index) const { return std::to_string(entries[index]); }

    std::vector<int64_t> entries;
};

TEST_P(AuditChainTest, HoldsAndNamesItsTail) {
    auto verdict = verify();
    EXPECT_THAT(verdict.broken, IsEmpty());
    EXPECT_EQ(verdict.head.number, 4);
    EXPECT_EQ(verdict.tail.entries, 1);
    EXPECT_EQ(verdict.tail.oldest_at_ms, clock.now_ms() - 1'000);
    EXPECT_EQ(seal(), 1);
    EXPECT_EQ(seal(), 0);
    verdict = verify();
    EXPECT_THAT(verdict.broken, IsEmpty());
    EXPECT_EQ(verdict.head.number, 5);
    EXPECT_EQ(verdict.tail.entries, 0);
    EXPECT_EQ(verdict.head.text(), audit::head(**database).text());
}

TEST_P(AuditChainTest, WritersDoNotWaitForTheChain) {
    // An entry of a transaction that commits late is sealed when it is there, after younger ones.
    if (GetParam() == data::Dialect::sqlite) GTEST_SKIP() << "one writer at a time anyway";
    auto late = (**database).write();
    audit.append(late, {kSchoolA, kTeacher, {}, "late", {}, {}, {}});
    append("early");
    EXPECT_EQ(seal(), 2);
    late.commit();
    EXPECT_EQ(seal(), 1);
    EXPECT_THAT(verify().broken, IsEmpty());
    EXPECT_EQ(database->text("select a.action from core_audit a join core_audit_seal s "
                             "on s.audit_id = a.id order by s.number desc limit 1"),
              "late");
}

TEST_P(AuditChainTest, FindsAnEditedEntry) {
    tamper("update core_audit set detail = '{\"to\":9}' where id = " + id(1));
    expect_broken(2, entries[1], "changed");
    EXPECT_EQ(verify().head.number, 1);
}

TEST_P(AuditChainTest, FindsEveryFieldEdited) {
    for (const char* change :
         {"at_ms = at_ms + 1", "organisation_id = organisation_id + 1", "person_id = 3",
          "module = ''", "action = 'step.x'", "subject = 'mark:8'", "detail = ''",
          "request_id = 'R2'", "module = 'journals', action = 'tep.2'"}) {
        tamper(std::string("create table kept as select * from core_audit where id = ") + id(2));
        tamper(std::string("update core_audit set ") + change + " where id = " + id(2));
        expect_broken(3, entries[2], "changed");
        tamper(
            "update core_audit set at_ms = k.at_ms, organisation_id = k.organisation_id, "
            "person_id = k.person_id, module = k.module, action = k.action, "
            "subject = k.subject, detail = k.detail, request_id = k.request_id "
            "from kept k where k.id = core_audit.id; drop table kept");
        ASSERT_THAT(verify().broken, IsEmpty()) << change;
    }
}

TEST_P(AuditChainTest, FindsADeletedEntry) {
    tamper("delete from core_audit where id = " + id(1));
    expect_broken(2, entries[1], "deleted");
    tamper("delete from core_audit_seal where number = 2");
    expect_broken(3, entries[2], "gone");
}

TEST_P(AuditChainTest, FindsTheNewestDeleted) {
    tamper("delete from core_audit where id = " + id(3) +
           "; delete from core_audit_seal where number = 4");
    expect_broken(4, 0, "4 entries long");
}

TEST_P(AuditChainTest, FindsAnUnsealedEntryDeleted) {
    tamper("delete from core_audit where id = " + id(4));
    expect_broken(0, entries[4], "deleted");
    EXPECT_EQ(seal(), 0);
}

TEST_P(AuditChainTest, FindsEntriesReordered) {
    tamper(
        "update core_audit_seal set audit_id = 1 where number = 2;"
        "update core_audit_seal set audit_id = " +
        id(1) +
        " where number = 3;"
        "update core_audit_seal set audit_id = " +
        id(2) + " where number = 2");
    expect_broken(2, entries[2], "put elsewhere");
}

TEST_P(AuditChainTest, FindsAnEntryPutIn) {
    const auto insert = [&](int64_t at_ms, int64_t entry) {
        tamper(
            "insert into core_audit (id, at_ms, organisation_id, person_id, module, action, "
            "subject, detail, request_id) values (" +
            std::to_string(entry) + ", " + std::to_string(at_ms) + ", 10, 2, '', 'x', '', '', '')");
    };
    const int64_t then = database->number("select at_ms from core_audit where id = " + id(1));
    clock.advance(3 * kHourMs);
    seal();
    insert(then, entries[1] + 1);
    EXPECT_EQ(seal(), 1);
    expect_broken(6, entries[1] + 1, "put in");
}

TEST_P(AuditChainTest, FindsAnEntryPutInBesideTheQueue) {
    tamper(
        "insert into core_audit select id + 1, at_ms, organisation_id, person_id, module, "
        "action, subject, detail, request_id from core_audit where id = " +
        id(1) +
        "; delete from core_audit_unsealed where audit_id = " + std::to_string(entries[1] + 1));
    expect_broken(0, entries[1] + 1, "put in");
    tamper(
        "update core_audit_seal set number = number + 100 where number > 2;"
        "insert into core_audit_seal values (3, " +
        std::to_string(entries[1] + 1) +
        ", 0, 'x'); update core_audit_seal set number = number - 99 where number > 100");
    expect_broken(3, entries[1] + 1, "put in");
}

TEST_P(AuditChainTest, FindsAChainSealedAnewByTheHeadKept) {
    const audit::Head kept = audit::head(**database);
    EXPECT_THAT(verify({{}, kept}).broken, IsEmpty());
    tamper("update core_audit set detail = '{\"to\":9}' where id = " + id(1) +
           "; delete from core_audit_seal; delete from core_audit_unsealed;"
           "update core_audit_head set number = 0, hash = '';"
           "insert into core_audit_unsealed select id from core_audit");
    seal();
    EXPECT_THAT(verify().broken, IsEmpty()) << "nothing else tells";
    const auto verdict = verify({{}, kept});
    ASSERT_EQ(verdict.broken.size(), 1U);
    EXPECT_EQ(verdict.broken.front().number, 4);
    EXPECT_THAT(verdict.broken.front().what, HasSubstr("sealed anew"));
    audit::Head longer = kept;
    longer.number = 40;
    EXPECT_THAT(verify({{}, longer}).broken.at(0).what, HasSubstr("the head kept is number 40"));
}

TEST_P(AuditChainTest, TellsEveryBreakOnce) {
    tamper("update core_audit set detail = '{\"to\":9}' where id = " + id(0) +
           "; delete from core_audit where id = " + id(2));
    auto verdict = verify();
    ASSERT_EQ(verdict.broken.size(), 2U);
    EXPECT_EQ(verdict.broken[0].entry, entries[0]);
    EXPECT_EQ(verdict.broken[1].entry, entries[2]);
    EXPECT_EQ(verdict.head.number, 0) << "as far as it holds";
    tamper("delete from core_audit_unsealed");
    for (int i = 0; i < 30; ++i) append("more");
    seal();
    tamper("update core_audit set detail = 'y'");
    verdict = verify();
    EXPECT_EQ(verdict.broken.size(), audit::kBrokenTold);
    // 34 sealed, and the fifth, which is neither sealed nor waits.
    EXPECT_EQ(verdict.broken_more, 35 - static_cast<int64_t>(audit::kBrokenTold));
}

TEST_P(AuditChainTest, IsWalkedFromAHeadKept) {
    const audit::Head early = audit::head(**database);
    append("later");
    seal();
    tamper("update core_audit set detail = 'x' where id = " + id(0));
    EXPECT_THAT(verify({early, {}}).broken, IsEmpty()) << "what lies before is not looked at";
    EXPECT_EQ(verify({early, {}}).head.number, 6);
    audit::Head other = early;
    other.hash = std::string(64, 'a');
    auto verdict = verify({other, {}});
    ASSERT_EQ(verdict.broken.size(), 1U);
    EXPECT_EQ(verdict.broken[0].number, 5);
    other = early;
    other.number = 60;
    verdict = verify({other, {}});
    ASSERT_EQ(verdict.broken.size(), 1U);
    EXPECT_THAT(verdict.broken[0].what, HasSubstr("after which to walk"));
}

TEST_P(AuditChainTest, SaysWhenNobodySeals) {
    EXPECT_FALSE(verify().tail.stale(clock.now_ms()));
    EXPECT_TRUE(verify().tail.stale(clock.now_ms() + 2 * audit::kTailMs));
    seal();
    EXPECT_FALSE(verify().tail.stale(clock.now_ms() + 2 * audit::kTailMs));
}

TEST_P(AuditChainTest, IsOneForTwoHosts) {
    constexpr int kEach = 700;
    std::vector<std::thread> hosts;
    for (uint32_t node = 2; node < 4; ++node) {
        hosts.emplace_back([&, node] {
            IdMaker own(clock, node);
            const audit::Audit log(own, clock);
            for (int i = 0; i < kEach; ++i) {
                auto transaction = (**database).write();
                log.append(transaction, {kSchoolA, kTeacher, {}, "x", {}, {}, {}});
                transaction.commit();
                if (i % 20 == 0) audit::seal_some(**database, clock);
            }
        });
    }
    for (auto& host : hosts) host.join();
    while (seal() > 0) {
    }
    const auto verdict = verify();
    EXPECT_THAT(verdict.broken, IsEmpty());
    EXPECT_EQ(verdict.head.number, 2 * kEach + 5);
    EXPECT_EQ(verdict.tail.entries, 0);
}

TEST_P(AuditChainTest, KeepsItsSeals) {
    for (const char* sql :
         {"update core_audit_seal set hash = 'x'", "delete from core_audit_seal"}) {
        EXPECT_ANY_THROW(database->run(sql)) << sql;
    }
}

TEST_P(AuditChainTest, TakesInWhatWasWrittenBeforeIt) {
    // As a database from before the chain is brought up to date: all of it waits, and is sealed.
    tamper(
        "delete from core_audit_seal; delete from core_audit_unsealed;"
        "update core_audit_head set number = 0, hash = ''");
    expect_broken(0, entries[0], "neither sealed");
    const auto verdict = verify();
    ASSERT_EQ(verdict.broken.size(), entries.size()) << "each of them is told";
    for (size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(verdict.broken[i].entry, entries[i]);
    const std::string migration = test::source_file("host/migrations/0009_audit_chain.expand.sql");
    const size_t begin = migration.find("insert into core_audit_unsealed");
    ASSERT_NE(begin, std::string::npos);
    database->run(migration.substr(begin, migration.find(';', begin) - begin));
    clock.advance(kDayMs);
    EXPECT_EQ(seal(), 5);
    EXPECT_THAT(verify().broken, IsEmpty());
}

TEST(AuditHeadTest, IsReadAsItIsWritten) {
    const std::string hash(64, 'a');
    const auto head = audit::Head::parse("17:" + hash);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->number, 17);
    EXPECT_EQ(head->text(), "17:" + hash);
    for (const std::string& text :
         {std::string(), std::string("17"), std::string("17:"), "0:" + hash, "-1:" + hash,
          "17:" + hash + "b", "17:" + std::string(64, 'A'), "x:" + hash}) {
        EXPECT_FALSE(audit::Head::parse(text)) << text;
    }
}

KEREGE_ON_BOTH_DATABASES(AuditChainTest);

}  // namespace
}  // namespace kerege::access
