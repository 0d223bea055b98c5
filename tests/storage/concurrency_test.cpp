#include <atomic>
#include <thread>

#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

using namespace std::chrono_literals;

class ConcurrencyTest : public StorageTest {
protected:
    void SetUp() override {
        StorageTest::SetUp();
        if (!IsSkipped()) run(sql("create table mark (id bigint primary key, value int)"));
    }
};

TEST_P(ConcurrencyTest, ManyWritersLoseNothing) {
    constexpr int writers = 16;
    constexpr int each = 50;
    const auto& insert = sql("insert into mark values ($1, $2)");
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&, writer] {
            for (int i = 0; i < each; ++i) {
                try {
                    Transaction transaction = database->write();
                    transaction.execute(insert, {writer * each + i, i});
                    transaction.commit();
                } catch (const std::exception& failure) {
                    ++failures;
                    ADD_FAILURE() << failure.what();
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(number(sql("select count(*) from mark")), writers * each);
}

TEST_P(ConcurrencyTest, ReadersAreServedWhileSomebodyWrites) {
    run(sql("insert into mark values (1, 1)"));
    Transaction writing = database->write();
    writing.execute(sql("update mark set value = 2"), {});
    std::thread([&] { EXPECT_EQ(number(sql("select value from mark")), 1); }).join();
    writing.commit();
    EXPECT_EQ(number(sql("select value from mark")), 2);
}

TEST_P(ConcurrencyTest, AnExhaustedPoolIsWaitedForAndThenUnavailable) {
    DatabaseSettings small = settings();
    small.connections_max = 2;
    small.wait_max = 150ms;
    const auto two = open(small);
    const auto& one = sql("select 1");
    Transaction first = two->read();
    auto second = std::make_unique<Transaction>(two->read());
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_THROW(two->read(), Unavailable);
    EXPECT_FALSE(two->alive());
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 300ms);

    std::thread letting_go([&] {
        std::this_thread::sleep_for(30ms);
        second.reset();
    });
    EXPECT_TRUE(two->read().first(one, {}, [](const Row&) {}));
    letting_go.join();
    EXPECT_TRUE(two->alive());
}

TEST_P(ConcurrencyTest, ATransactionThatEndedGivesItsConnectionBack) {
    DatabaseSettings small = settings();
    small.connections_max = 1;
    small.wait_max = 100ms;
    const auto single = open(small);
    Transaction first = single->write();
    first.commit();
    Transaction second = single->write();
    second.rollback();
    EXPECT_TRUE(single->alive());
}

TEST_P(ConcurrencyTest, TheSecondWriterWaitsOnSqliteOnly) {
    DatabaseSettings impatient = settings();
    impatient.wait_max = 100ms;
    const auto other = open(impatient);  // another process would look the same
    Transaction writing = database->write();
    if (sqlite()) {
        EXPECT_THROW(other->write(), Unavailable);
    } else {
        EXPECT_NO_THROW(other->write());
    }
    writing.rollback();
    EXPECT_NO_THROW(other->write());
}

class RowLockTest : public ConcurrencyTest {};

TEST_P(RowLockTest, ARowSomebodyElseHoldsIsUnavailableInTime) {
    run(sql("insert into mark values (1, 1)"));
    DatabaseSettings impatient = settings();
    impatient.wait_max = 100ms;
    const auto other = open(impatient);
    const auto& update = sql("update mark set value = 2 where id = 1");
    Transaction holding = database->write();
    holding.execute(update, {});
    Transaction waiting = other->write();
    EXPECT_THROW(waiting.execute(update, {}), Unavailable);
}

KEREGE_ON_BOTH(ConcurrencyTest);
INSTANTIATE_TEST_SUITE_P(Storage, RowLockTest, testing::Values(Dialect::postgresql), dialect_name);

}  // namespace
}  // namespace kerege::data
