#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

class ValuesTest : public StorageTest {
protected:
    void SetUp() override {
        StorageTest::SetUp();
        if (IsSkipped()) return;
        run(
            sql("create table item (id bigint primary key, label text, born date, amount "
                "double precision, big bigint, small int)"));
    }
};

TEST_P(ValuesTest, WhatWentInComesOut) {
    const auto& insert = sql("insert into item values ($1, $2, $3, $4, $5, $6)");
    run(insert, {1, "Айгүл Ұлықбекқызы ₸", "2026-09-01", nullptr, INT64_MAX, -7});
    database->read().first(sql("select id, label, born, amount, big, small from item"), {},
                           [](const Row& row) {
                               EXPECT_EQ(row.int64(0), 1);
                               EXPECT_EQ(row.text(1), "Айгүл Ұлықбекқызы ₸");
                               EXPECT_EQ(row.text(2), "2026-09-01");
                               EXPECT_TRUE(row.is_null(3));
                               EXPECT_EQ(row.int64(4), INT64_MAX);
                               EXPECT_EQ(row.int64(5), -7);
                               EXPECT_EQ(row.int64_or(3, 5), 5);
                               EXPECT_EQ(row.text_or(3, "none"), "none");
                               EXPECT_THROW(row.text(0), std::logic_error);
                               EXPECT_THROW(row.int64(1), std::logic_error);
                               EXPECT_THROW(row.int64(3), std::logic_error);
                           });
}

TEST_P(ValuesTest, EveryTypeHasItsNull) {
    run(sql("insert into item values ($1, $2, $3, $4, $5, $6)"),
        {INT64_MIN, nullptr, nullptr, nullptr, nullptr, nullptr});
    database->read().first(sql("select id, label, born, amount, big, small from item"), {},
                           [](const Row& row) {
                               EXPECT_EQ(row.int64(0), INT64_MIN);
                               for (size_t i = 1; i < 6; ++i) EXPECT_TRUE(row.is_null(i)) << i;
                           });
}

TEST_P(ValuesTest, EmptyTextIsNotNull) {
    run(sql("insert into item (id, label) values ($1, $2)"), {1, std::string_view()});
    database->read().first(sql("select label from item"), {}, [](const Row& row) {
        EXPECT_FALSE(row.is_null(0));
        EXPECT_EQ(row.text(0), "");
    });
}

TEST_P(ValuesTest, RealNumbersAndBlobsComeBackExactly) {
    Argument amount(nullptr);
    amount.value.type = KEREGE_DB_REAL;
    amount.value.as.real = 0.1;
    run(sql("insert into item (id, amount) values ($1, $2)"), {1, amount});
    run(sql(sqlite() ? "create table file (content blob)" : "create table file (content bytea)"));
    const std::string bytes("\0\x01\xff'\\", 5);
    Argument content(nullptr);
    content.value.type = KEREGE_DB_BLOB;
    content.value.as.text = {bytes.data(), bytes.size()};
    run(sql("insert into file values ($1)"), {content});
    database->read().first(sql("select amount, content from item, file"), {}, [&](const Row& row) {
        ASSERT_EQ(row.values()[0].type, KEREGE_DB_REAL);
        EXPECT_EQ(row.values()[0].as.real, 0.1);
        ASSERT_EQ(row.values()[1].type, KEREGE_DB_BLOB);
        const kerege_str got = row.values()[1].as.text;
        EXPECT_EQ(std::string(got.data, got.size), bytes);
    });
}

TEST_P(ValuesTest, TextWithNulOrBrokenUtf8IsRefused) {
    const auto& insert = sql("insert into item (id, label) values ($1, $2)");
    for (const std::string_view bad :
         {std::string_view("a\0b", 3), std::string_view("\xd0"), std::string_view("\xed\xa0\x80"),
          std::string_view("\xff")}) {
        Transaction transaction = database->write();
        EXPECT_THROW(transaction.execute(insert, {1, bad}), std::invalid_argument);
    }
    EXPECT_EQ(number(sql("select count(*) from item")), 0);
}

TEST_P(ValuesTest, SumsOfIntegersAreIntegers) {
    for (int i = 1; i <= 3; ++i) {
        run(sql("insert into item (id, big) values ($1, $2)"), {i, int64_t{1} << 60});
    }
    EXPECT_EQ(number(sql("select sum(big) from item")), (int64_t{1} << 60) * 3);
    EXPECT_EQ(number(sql("select case when count(*) = 3 then 1 else 0 end from item")), 1);
}

TEST_P(ValuesTest, BatchesOfManyRowsKeepTheirOrderAndText) {
    const int rows = 256 * 3 + 17;
    {
        const auto& insert = sql("insert into item (id, label) values ($1, $2)");
        Transaction transaction = database->write();
        for (int i = 0; i < rows; ++i) {
            // Some texts are longer than a block of the batch's memory.
            transaction.execute(
                insert, {i, std::string(i % 300 == 299 ? 40000 : i % 7, 'x') + std::to_string(i)});
        }
        transaction.commit();
    }
    Transaction transaction = database->read();
    const auto cursor = transaction.query(sql("select id, label from item order by id"), {});
    std::vector<uint32_t> sizes;
    int next = 0;
    for (kerege_rows batch = cursor->fetch();; batch = cursor->fetch()) {
        sizes.push_back(batch.rows);
        EXPECT_EQ(batch.columns, 2u);
        if (batch.rows == 0) break;
        for (uint32_t i = 0; i < batch.rows; ++i, ++next) {
            const Row row({batch.values + i * 2, 2});
            ASSERT_EQ(row.int64(0), next);
            ASSERT_EQ(row.text(1), std::string(next % 300 == 299 ? 40000 : next % 7, 'x') +
                                       std::to_string(next));
        }
    }
    EXPECT_EQ(next, rows);
    EXPECT_THAT(sizes, testing::ElementsAre(256, 256, 256, 17, 0));
    EXPECT_EQ(cursor->fetch().rows, 0u);
}

TEST_P(ValuesTest, ParametersGoByNumberInWhateverOrderTheyStand) {
    EXPECT_EQ(
        text(sql("select cast($2 as text) || cast($1 as text) || cast($2 as text)"), {"b", "a"}),
        "aba");
}

TEST_P(ValuesTest, AWrongNumberOfArgumentsIsABug) {
    const auto& insert = sql("insert into item (id, label) values ($1, $2)");
    EXPECT_THROW(run(insert, {1}), std::logic_error);
    EXPECT_THROW(run(insert, {1, "a", "b"}), std::logic_error);
    run(insert, {1, "a"});
}

TEST_P(ValuesTest, TheArgumentsOfAQueryMayGoBeforeItsRowsAreRead) {
    for (int i = 0; i < 3; ++i) run(sql("insert into item (id, label) values ($1, 'x')"), {i});
    Transaction transaction = database->read();
    std::unique_ptr<Cursor> cursor;
    {
        const std::string wanted = "x, a text long enough not to live inside the string itself";
        const std::vector<Argument> args = {wanted};
        cursor = transaction.query(sql("select cast($1 as text), id from item"), args);
    }
    const kerege_rows rows = cursor->fetch();
    ASSERT_EQ(rows.rows, 3u);
    EXPECT_EQ(Row({rows.values, 2}).text(0),
              "x, a text long enough not to live inside the string itself");
}

TEST_P(ValuesTest, RowsChangedAreCounted) {
    for (int i = 0; i < 5; ++i) run(sql("insert into item (id, small) values ($1, $2)"), {i, i});
    Transaction transaction = database->write();
    EXPECT_EQ(transaction.execute(sql("update item set small = 9 where id < $1"), {3}), 3);
    EXPECT_EQ(transaction.execute(sql("select id from item"), {}), 0);
    EXPECT_EQ(transaction.execute(sql("delete from item where id = 77"), {}), 0);
    EXPECT_EQ(transaction.execute(sql("create table other (id int)"), {}), 0);
    EXPECT_EQ(transaction.execute(sql("delete from item"), {}), 5);
    EXPECT_EQ(transaction.statements(), 5);
}

KEREGE_ON_BOTH(ValuesTest);

}  // namespace
}  // namespace kerege::data
