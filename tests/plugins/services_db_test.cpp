// Transactions and statements with arguments that are wrong.
#include <string>
#include <thread>

#include "tests/plugins/services_world.hpp"

namespace kerege::plugins {
namespace {

TEST_F(Services, ATransactionIsOneAtATimeAndEndsOnce) {
    kerege_transaction* second = nullptr;
    EXPECT_EQ(db.begin(call.get(), 7, &second, nullptr), KEREGE_INVALID);
    EXPECT_EQ(db.begin(call.get(), KEREGE_DB_READ, nullptr, nullptr), KEREGE_INVALID);
    kerege_transaction* first = begin(KEREGE_DB_READ);
    EXPECT_EQ(db.begin(call.get(), KEREGE_DB_READ, &second, nullptr), KEREGE_INVALID);
    EXPECT_EQ(second, nullptr);
    EXPECT_EQ(db.commit(first, nullptr), KEREGE_OK);
    EXPECT_EQ(db.commit(first, nullptr), KEREGE_INVALID);
    EXPECT_EQ(db.rollback(first), KEREGE_INVALID);
    int64_t changed = -1;
    EXPECT_EQ(db.execute(first, 0, nullptr, 0, &changed, nullptr), KEREGE_INVALID);
    EXPECT_EQ(changed, 0);
}

TEST_F(Services, AStatementsArgumentsAreChecked) {
    kerege_transaction* transaction = begin(KEREGE_DB_WRITE);
    kerege_value args[65] = {};
    args[0].type = args[1].type = KEREGE_DB_INT64;
    args[0].as.int64 = 10;
    args[1].as.int64 = 1;
    args[2].type = KEREGE_DB_TEXT;
    const auto execute = [&](int32_t statement, uint32_t count) {
        return db.execute(transaction, statement, args, count, nullptr, error.sink());
    };
    args[2].as.text = str("x");
    EXPECT_EQ(execute(-1, 3), KEREGE_INVALID);
    EXPECT_EQ(execute(1000, 3), KEREGE_INVALID);
    EXPECT_EQ(execute(0, 65), KEREGE_INVALID);
    EXPECT_EQ(db.execute(transaction, 0, nullptr, 3, nullptr, nullptr), KEREGE_INVALID);
    for (const kerege_str bad : {kNowhere, kNotUtf8, kWithNul}) {
        args[2].as.text = bad;
        EXPECT_EQ(execute(0, 3), KEREGE_INVALID);
    }
    const std::string large(1024 * 1024 + 1, 'x');
    args[2].as.text = str(large);
    EXPECT_EQ(execute(0, 3), KEREGE_INVALID);
    args[2].as.text = str("x");
    args[2].type = 9;
    EXPECT_EQ(execute(0, 3), KEREGE_INVALID);
    args[2].type = KEREGE_DB_TEXT;
    EXPECT_EQ(execute(0, 3), KEREGE_OK) << error.text();

    // The same key again: refused by the database, after which there is only the way back.
    EXPECT_EQ(execute(0, 3), KEREGE_CONFLICT);
    args[1].as.int64 = 2;
    EXPECT_EQ(execute(0, 3), KEREGE_INVALID);
    EXPECT_EQ(db.commit(transaction, nullptr), KEREGE_INVALID);
    EXPECT_EQ(note_count(), "0");
}

TEST_F(Services, AReadingTransactionDoesNotWrite) {
    kerege_transaction* transaction = begin(KEREGE_DB_READ);
    EXPECT_EQ(db.execute(transaction, 0, nullptr, 0, nullptr, error.sink()), KEREGE_INVALID);
    EXPECT_EQ(
        kEventsService.publish(call.get(), str("probe.a.b"), str("thing:1"), str("{}"), nullptr),
        KEREGE_INVALID);
    EXPECT_EQ(kAccessService.audit(call.get(), str("a.b"), str("x:1"), str(""), nullptr),
              KEREGE_INVALID);
}

TEST_F(Services, StatementsAreOnlyThePluginsOwnBusiness) {
    kerege_registration registration{plugin, std::this_thread::get_id()};
    int32_t number = 0;
    const auto add = [&](const char* sql) {
        TextSink reason;
        return db.add_statement(&registration, str("s"), str(sql), {}, &number, reason.sink());
    };
    EXPECT_EQ(add("select text from probe_note"), KEREGE_OK);
    EXPECT_EQ(add("select family_name from api_core_person_v1"), KEREGE_OK);
    EXPECT_EQ(add("select birth_date from api_core_person_v1"), KEREGE_FORBIDDEN) << "not declared";
    EXPECT_EQ(add("select login from core_account"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("select payload from listener_heard"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("commit"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("pragma writable_schema = 1"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("attach database 'x' as y"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("drop table probe_note"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("selec text from probe_note"), KEREGE_FORBIDDEN);
    EXPECT_EQ(add("select nothing_of_the_kind from probe_note"), KEREGE_INVALID);
    EXPECT_EQ(add(std::string(17 * 1024, ' ').c_str()), KEREGE_INVALID);
    EXPECT_EQ(db.add_statement(nullptr, str("s"), str("select 1"), {}, &number, nullptr),
              KEREGE_INVALID);
}

}  // namespace
}  // namespace kerege::plugins
