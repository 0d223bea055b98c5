#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

class TransactionsTest : public StorageTest {
protected:
    void SetUp() override {
        StorageTest::SetUp();
        if (IsSkipped()) return;
        script(
            "create table parent (id bigint primary key, name text not null unique);"
            "create table child (id bigint primary key, parent_id bigint not null references "
            "parent (id), age int check (age >= 0));");
    }

    int64_t parents() { return number(sql("select count(*) from parent")); }
    const Statement& insert = sql("insert into parent (id, name) values ($1, $2)");
};

TEST_P(TransactionsTest, WhatIsCommittedStays) {
    run(insert, {1, "a"});
    EXPECT_EQ(parents(), 1);
    const auto again = open(settings());
    int64_t seen = 0;
    again->read().first(sql("select count(*) from parent"), {},
                        [&](const Row& row) { seen = row.int64(0); });
    EXPECT_EQ(seen, 1);
}

TEST_P(TransactionsTest, WhatIsNotCommittedIsRolledBack) {
    {
        Transaction transaction = database->write();
        transaction.execute(insert, {1, "a"});
    }
    EXPECT_EQ(parents(), 0);
    {
        Transaction transaction = database->write();
        transaction.execute(insert, {1, "a"});
        transaction.rollback();
        transaction.rollback();
        EXPECT_THROW(transaction.execute(insert, {2, "b"}), std::logic_error);
        EXPECT_THROW(transaction.commit(), std::logic_error);
    }
    EXPECT_EQ(parents(), 0);
    run(insert, {1, "a"});
}

TEST_P(TransactionsTest, AMovedTransactionIsRolledBackOnce) {
    {
        Transaction first = database->write();
        first.execute(insert, {1, "a"});
        const Transaction second = std::move(first);
    }
    EXPECT_EQ(parents(), 0);
    run(insert, {1, "a"});
}

TEST_P(TransactionsTest, WhatAKeyRefusesIsAConstraintViolationAndNothingElse) {
    run(insert, {1, "a"});
    const auto& child = sql("insert into child (id, parent_id, age) values ($1, $2, $3)");
    EXPECT_THROW(run(insert, {1, "b"}), ConstraintViolation);
    EXPECT_THROW(run(insert, {2, "a"}), ConstraintViolation);
    EXPECT_THROW(run(insert, {2, nullptr}), std::logic_error);
    EXPECT_THROW(run(child, {1, 99, 1}), ConstraintViolation);
    EXPECT_THROW(run(child, {1, 1, -1}), std::logic_error);
    run(child, {1, 1, 1});
    EXPECT_THROW(run(sql("delete from parent where id = 1")), ConstraintViolation);
    EXPECT_EQ(parents(), 1);
}

TEST_P(TransactionsTest, WhatAQueryChangesIsChangedWhetherItsRowsAreFetchedOrNot) {
    const auto& returning = sql("insert into parent (id, name) values ($1, $2) returning id");
    Transaction transaction = database->write();
    transaction.query(returning, std::initializer_list<Argument>{1, "a"});
    const auto cursor = transaction.query(returning, std::initializer_list<Argument>{2, "b"});
    EXPECT_THROW(transaction.query(returning, std::initializer_list<Argument>{2, "c"}),
                 std::exception);
    transaction.rollback();

    Transaction again = database->write();
    const auto kept = again.query(returning, std::initializer_list<Argument>{3, "c"});
    const kerege_rows rows = kept->fetch();
    ASSERT_EQ(rows.rows, 1u);
    EXPECT_EQ(rows.values[0].as.int64, 3);
    EXPECT_EQ(kept->fetch().rows, 0u);
    again.query(returning, std::initializer_list<Argument>{4, "d"});
    again.commit();
    EXPECT_EQ(parents(), 2);
}

TEST_P(TransactionsTest, RowsOfAChangeThatNobodyFetchesDoNotStandInTheWayOfAMark) {
    Transaction transaction = database->write();
    for (int id = 1; id <= 600; ++id) transaction.execute(insert, {id, std::to_string(id)});
    const auto& all = sql("update parent set name = name || 'x' returning id");
    const auto cursor = transaction.query(all, {});
    EXPECT_EQ(cursor->fetch().rows, 256u);
    transaction.mark();
    transaction.execute(insert, {601, "601"});
    transaction.release_mark();
    EXPECT_EQ(cursor->fetch().rows, 256u);
    EXPECT_FALSE(cursor->ended());
    EXPECT_EQ(cursor->fetch().rows, 88u);
    EXPECT_TRUE(cursor->ended());
    EXPECT_EQ(cursor->fetch().rows, 0u);
    transaction.commit();
    EXPECT_EQ(parents(), 601);
}

TEST_P(TransactionsTest, SinceAMarkForReadingNothingIsChangedUntilItIsGoneBackTo) {
    const auto& returning = sql("insert into parent (id, name) values ($1, $2) returning id");
    Transaction transaction = database->write();
    transaction.execute(insert, {1, "a"});
    transaction.mark_reading();
    EXPECT_THROW(transaction.query(returning, std::initializer_list<Argument>{2, "b"}), ReadsOnly);
    transaction.roll_back_to_mark();
    transaction.mark_reading();
    transaction.mark();
    EXPECT_THROW(transaction.execute(insert, {3, "c"}), ReadsOnly);
    transaction.roll_back_to_mark();
    EXPECT_THROW(transaction.execute(insert, {3, "c"}), ReadsOnly);
    transaction.roll_back_to_mark();
    transaction.execute(insert, {4, "d"});
    transaction.commit();
    EXPECT_EQ(parents(), 2);
}

TEST_P(TransactionsTest, AChangeInATransactionThatReadsIsRefusedAtOnce) {
    const auto& returning = sql("insert into parent (id, name) values ($1, $2) returning id");
    {
        Transaction transaction = database->read();
        EXPECT_THROW(transaction.query(returning, std::initializer_list<Argument>{1, "a"}),
                     ReadsOnly);
    }
    Transaction transaction = database->read();
    EXPECT_THROW(transaction.execute(insert, {1, "a"}), ReadsOnly);
}

TEST_P(TransactionsTest, ABatchEndsWhereItsBytesAreEnough) {
    const auto& rows =
        sql("with recursive line (n) as (select 1 union all select n + 1 from line where n < 20) "
            "select cast($1 as text) || cast(n as text) from line order by n");
    const std::string large(700'000, 'x');
    Transaction transaction = database->read();
    const auto cursor = transaction.query(rows, std::initializer_list<Argument>{large});
    uint32_t seen = 0, batches = 0;
    for (kerege_rows batch = cursor->fetch(); batch.rows > 0; batch = cursor->fetch(), ++batches) {
        EXPECT_LE(batch.rows, 7u);
        for (uint32_t i = 0; i < batch.rows; ++i) {
            const std::string_view text(batch.values[i].as.text.data, batch.values[i].as.text.size);
            EXPECT_EQ(text.substr(large.size()), std::to_string(++seen));
        }
    }
    EXPECT_EQ(seen, 20u);
    EXPECT_GE(batches, 3u);
    EXPECT_TRUE(cursor->ended());
}

TEST_P(TransactionsTest, ARowThatIsTooLargeIsRefused) {
    const std::string large(1'000'000, 'x');
    std::string text = "select 1, cast($1 as text)";
    for (int i = 0; i < 8; ++i) text += " || cast($1 as text)";
    Transaction transaction = database->read();
    const auto cursor = transaction.query(sql(text), std::initializer_list<Argument>{large});
    EXPECT_THROW(cursor->fetch(), TooLarge);
}

TEST_P(TransactionsTest, AfterAFailureOnlyTheRollbackIsLeft) {
    run(insert, {1, "a"});
    {
        Transaction transaction = database->write();
        transaction.execute(insert, {2, "b"});
        EXPECT_THROW(transaction.execute(insert, {1, "x"}), ConstraintViolation);
        EXPECT_THROW(transaction.execute(insert, {3, "c"}), std::logic_error);
        EXPECT_THROW(transaction.commit(), std::logic_error);
    }
    EXPECT_EQ(parents(), 1);
}

TEST_P(TransactionsTest, AMarkIsComeBackToAlsoAfterAFailure) {
    {
        Transaction transaction = database->write();
        transaction.execute(insert, {1, "a"});
        transaction.mark();
        transaction.execute(insert, {2, "b"});
        transaction.mark();
        transaction.execute(insert, {3, "c"});
        transaction.roll_back_to_mark();
        transaction.execute(insert, {4, "d"});
        EXPECT_THROW(transaction.execute(insert, {1, "x"}), ConstraintViolation);
        transaction.roll_back_to_mark();
        transaction.execute(insert, {5, "e"});
        transaction.commit();
    }
    std::vector<int64_t> left;
    database->read().each(sql("select id from parent order by id"), {},
                          [&](const Row& row) { left.push_back(row.int64(0)); });
    EXPECT_THAT(left, testing::ElementsAre(1, 5));
}

TEST_P(TransactionsTest, AReadTransactionDoesNotWrite) {
    Transaction transaction = database->read();
    EXPECT_THROW(transaction.execute(insert, {1, "a"}), std::logic_error);
    transaction.rollback();
    EXPECT_EQ(parents(), 0);
}

TEST_P(TransactionsTest, AReadTransactionSeesOneSnapshot) {
    run(insert, {1, "a"});
    const auto& count = sql("select count(*) from parent");
    Transaction transaction = database->read();
    int64_t seen = 0;
    const auto look = [&](const Row& row) { seen = row.int64(0); };
    transaction.first(count, {}, look);
    EXPECT_EQ(seen, 1);
    run(insert, {2, "b"});
    transaction.first(count, {}, look);
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(parents(), 2);
}

TEST_P(TransactionsTest, OneStatementCanBeOpenTwice) {
    for (int i = 1; i <= 3; ++i) run(insert, {i, std::to_string(i)});
    const auto& all = sql("select id from parent where id >= $1 order by id");
    Transaction transaction = database->read();
    std::vector<int64_t> pairs;
    transaction.each(all, {2}, [&](const Row& outer) {
        const int64_t from = outer.int64(0);
        transaction.each(all, {from},
                         [&](const Row& inner) { pairs.push_back(from * 10 + inner.int64(0)); });
    });
    EXPECT_THAT(pairs, testing::ElementsAre(22, 23, 33));
}

TEST_P(TransactionsTest, ACursorThatOutlivesItsTransactionDoesNoHarm) {
    for (int i = 0; i < 600; ++i) run(insert, {i, std::to_string(i)});
    std::unique_ptr<Cursor> cursor;
    {
        Transaction transaction = database->read();
        cursor = transaction.query(sql("select id from parent"), {});
        EXPECT_EQ(cursor->fetch().rows, 256u);
    }
    if (sqlite()) {
        EXPECT_THROW(cursor->fetch(), std::logic_error);
    }
    run(insert, {1000, "later"});
    cursor.reset();
    EXPECT_EQ(parents(), 601);
}

TEST_P(TransactionsTest, FirstSaysWhetherThereIsARow) {
    Transaction transaction = database->read();
    const auto& all = sql("select id from parent");
    EXPECT_FALSE(transaction.first(all, {}, [](const Row&) { FAIL(); }));
    transaction.each(all, {}, [](const Row&) { FAIL(); });
}

TEST_P(TransactionsTest, BrokenSqlIsABug) {
    EXPECT_THROW(run(sql("selekt 1")), std::logic_error);
    EXPECT_THROW(run(sql("select 1 from nowhere")), std::logic_error);
    EXPECT_THROW(run(sql("select 1; select 2")), std::logic_error);
    EXPECT_THROW(database->check(sql("select 1 from nowhere"), {}), std::logic_error);
    database->check(sql("select name from parent where id = $1"), {});
}

TEST_P(TransactionsTest, MoreStatementsThanAConnectionKeepsAreFine) {
    for (int i = 0; i < 1100; ++i) {
        ASSERT_EQ(number(sql("select " + std::to_string(i))), i);
    }
}

TEST_P(TransactionsTest, AnswersWhenItIsAlive) {
    EXPECT_TRUE(database->alive());
    DatabaseSettings nowhere = settings();
    nowhere.target = sqlite() ? "/nowhere/at/all.db" : "host=127.0.0.1 port=1 user=x dbname=x";
    const auto dead = open(nowhere);
    EXPECT_FALSE(dead->alive());
    EXPECT_THROW(dead->read(), Unavailable);
    EXPECT_THROW(dead->write(), Unavailable);
}

KEREGE_ON_BOTH(TransactionsTest);

}  // namespace
}  // namespace kerege::data
