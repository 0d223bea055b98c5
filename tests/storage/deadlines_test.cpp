// A plugin's statement that would never end is ended, and its connection goes on being of use. On
// PostgreSQL in the host's session and in one of the plugin's login.
#include <chrono>

#include "host/src/data/logins.hpp"
#include "tests/storage/fence_fixture.hpp"

namespace kerege::data {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::HasSubstr;

constexpr const char* kEndless =
    "with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n) "
    "select count(*) from n";

class DeadlineTest : public FenceTest {
protected:
    void SetUp() override {
        FenceTest::SetUp();
        if (IsSkipped()) return;
        script("insert into journal_mark values (1, 5, 'own')");
        DatabaseSettings quick = settings();
        quick.connections_max = 1;
        quick.statement_max = milliseconds(200);
        database = open(quick);
    }
    void TearDown() override {
        const std::string role =
            sqlite() || IsSkipped()
                ? ""
                : text(sql("select coalesce(max(role), '') from core_plugin_login"));
        FenceTest::TearDown();
        if (!role.empty()) on_test_server("drop role \"" + role + "\"");
    }

    // How long it took to say that it took too long; -1: something else came of it.
    milliseconds ended_after(const std::string& statement, bool writes,
                             milliseconds until = milliseconds(60'000)) {
        const auto began = steady_clock::now();
        try {
            Transaction transaction = writes ? database->write(&journal) : database->read(&journal);
            transaction.act_as(&journal);
            transaction.finish_by(began + until);
            if (writes) {
                transaction.execute(sql(statement), {});
            } else {
                transaction.first(sql(statement), {}, [](const Row&) {});
            }
        } catch (const TookTooLong&) {
            return std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
        } catch (const std::exception& other) {
            ADD_FAILURE() << other.what();
        }
        return milliseconds(-1);
    }

    void expect_ended_and_usable() {
        const auto took = ended_after(kEndless, false);
        EXPECT_GE(took, milliseconds(190));
        EXPECT_LT(took, milliseconds(5000));
        EXPECT_GE(
            ended_after(std::string("update journal_mark set value = (") + kEndless + ")", true),
            milliseconds(190));
        EXPECT_GE(ended_after(kEndless, false, milliseconds(60)), milliseconds(55));
        EXPECT_GE(ended_after("select 1", false, milliseconds(-1)), milliseconds(0))
            << "the call is over";
        EXPECT_EQ(run_as(journal, "select value from journal_mark"), "5");
        EXPECT_EQ(number(sql("select value from journal_mark")), 5);
    }
};

TEST_P(DeadlineTest, AStatementWithoutEndIsEnded) { expect_ended_and_usable(); }

TEST_P(DeadlineTest, AlsoInASessionOfThePluginsLogin) {
    ASSERT_EQ(give_login(*database, journal, "journal"), "");
    expect_ended_and_usable();
}

TEST_P(DeadlineTest, TheHostsOwnMayTakeLonger) {
    DatabaseSettings none = settings();
    none.statement_max = milliseconds(1);
    database = open(none);
    const std::string counted =
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) "
        "select count(*) from n";
    EXPECT_GE(ended_after(counted, false), milliseconds(1));
    EXPECT_EQ(number(sql(counted)), 300000);
    Transaction transaction = database->read();
    transaction.act_as(&journal);
    EXPECT_TRUE(transaction.first(sql("select 1"), {}, [](const Row&) {}));
    transaction.act_as(nullptr);
    EXPECT_TRUE(transaction.first(sql(counted), {}, [](const Row&) {}));
}

// Each batch of a cursor has its own time, and all of them that of the call.
TEST_P(DeadlineTest, ACursorEndsWithTheCall) {
    if (!sqlite()) GTEST_SKIP() << "PostgreSQL gives all rows at once";
    Transaction transaction = database->read();
    transaction.act_as(&journal);
    transaction.finish_by(steady_clock::now() + milliseconds(100));
    const auto cursor = transaction.query(
        sql("with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"), {});
    EXPECT_EQ(cursor->fetch().rows, 256u);
    EXPECT_THROW(
        {
            while (cursor->fetch().rows > 0) {
            }
        },
        TookTooLong);
}

TEST_P(DeadlineTest, NobodyTalksTheServerOutOfIt) {
    for (const char* text :
         {"select set_config('statement_timeout', '0', false)",
          "select pg_catalog.set_config('statement_timeout', '0', true)",
          "set statement_timeout = 0", "select 1; set statement_timeout = 0",
          "with x as (select set_config('statement_timeout', '0', false)) select * from x"}) {
        EXPECT_THROW(database->check(sql(text), journal), std::exception) << text;
    }
    if (sqlite()) return;
    ASSERT_EQ(give_login(*database, journal, "journal"), "");
    Transaction transaction = database->read(&journal);
    const auto told = [&](const char* name) {
        std::string value;
        transaction.first(sql(std::string("select current_setting('") + name + "')"), {},
                          [&](const Row& row) { value = row.text(0); });
        return value;
    };
    EXPECT_EQ(told("statement_timeout"), "200ms");
    EXPECT_EQ(told("idle_in_transaction_session_timeout"), "1min");
    EXPECT_EQ(told("temp_file_limit"), "1GB") << "the tests' role may set it";
}

TEST_P(DeadlineTest, NoValueIsBuiltBeyondAllMeasure) {
    if (!sqlite()) GTEST_SKIP() << "the server has limits of its own";
    const std::string large = "select length(replace(printf('%.1000000c', 'x'), 'x', 'xxx'))";
    EXPECT_THAT(run_as(journal, large), HasSubstr("too big"));
    EXPECT_EQ(number(sql(large)), 3'000'000) << "of the host's own";
    std::string deep = "select 1";
    for (int i = 0; i < 300; ++i) deep += "+(1";
    deep += std::string(300, ')');
    EXPECT_THROW(database->check(sql(deep), journal), std::logic_error);
}

TEST_P(DeadlineTest, AResultWithoutEndIsRefusedAndItsConnectionGoesOn) {
    if (sqlite()) GTEST_SKIP() << "rows are stepped as they are asked for";
    DatabaseSettings patient = settings();
    patient.connections_max = 1;
    database = open(patient);
    EXPECT_THAT(run_as(journal, "select repeat('x', 500000) from generate_series(1, 10000)"),
                HasSubstr("a result of more than 32 MiB"));
    EXPECT_THAT(run_as(journal, "select n from generate_series(1, 6000000) n"),
                HasSubstr("a result of more than 32 MiB"));
    EXPECT_EQ(run_as(journal, "select repeat('x', 500000) from generate_series(1, 20)").size(),
              10'000'019u);
    EXPECT_EQ(number(sql("select value from journal_mark")), 5);
}

KEREGE_ON_BOTH(DeadlineTest);

}  // namespace
}  // namespace kerege::data
