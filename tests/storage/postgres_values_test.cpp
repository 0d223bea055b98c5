#include <unistd.h>

#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

// Types and values SQLite does not have.
class PostgresValuesTest : public StorageTest {};

TEST_P(PostgresValuesTest, NumericsAreIntegersWhenTheyAreWholeAndTextOtherwise) {
    EXPECT_EQ(number(sql("select 1230000::numeric")), 1230000);
    EXPECT_EQ(number(sql("select (-9223372036854775808)::numeric")), INT64_MIN);
    EXPECT_EQ(number(sql("select 9223372036854775807::numeric")), INT64_MAX);
    EXPECT_EQ(number(sql("select 0::numeric")), 0);
    EXPECT_EQ(number(sql("select 7.000::numeric")), 7);
    EXPECT_EQ(text(sql("select 9223372036854775808::numeric")), "9223372036854775808");
    EXPECT_EQ(text(sql("select 4.50::numeric(5,2)")), "4.50");
    EXPECT_EQ(text(sql("select -0.0001::numeric")), "-0.0001");
    EXPECT_EQ(text(sql("select 0.000012340::numeric")), "0.000012340");
    EXPECT_EQ(text(sql("select 100000000.5::numeric")), "100000000.5");
    EXPECT_EQ(text(sql("select 10002000.0304::numeric")), "10002000.0304");
    EXPECT_EQ(text(sql("select 'NaN'::numeric")), "NaN");
}

TEST_P(PostgresValuesTest, DaysFarAwayAreWrittenOut) {
    EXPECT_EQ(text(sql("select date '2000-01-01'")), "2000-01-01");
    EXPECT_EQ(text(sql("select date '1931-03-08'")), "1931-03-08");
    EXPECT_EQ(text(sql("select date '2024-02-29'")), "2024-02-29");
    EXPECT_EQ(text(sql("select date '0044-03-15'")), "0044-03-15");
    EXPECT_EQ(text(sql("select date 'infinity'")), "infinity");
}

TEST_P(PostgresValuesTest, OtherTypes) {
    EXPECT_EQ(number(sql("select true")), 1);
    EXPECT_EQ(number(sql("select (-3)::smallint")), -3);
    EXPECT_EQ(text(sql("select 'x'")), "x");
    EXPECT_EQ(text(sql("select 'abc'::varchar(5)")), "abc");
    EXPECT_EQ(text(sql("select relname from pg_class where relname = 'pg_class'")), "pg_class");
    EXPECT_THROW(number(sql("select now()")), std::logic_error);
}

TEST_P(PostgresValuesTest, PasswordsMayHoldAnything) {
    const std::string role = "kerege_test_login_" + std::to_string(getpid());
    on_test_server("create role " + role + " login password 'a b''c\\d=1'");
    DatabaseSettings with = settings();
    with.target += " user=" + role;
    with.password = "a b'c\\d=1";
    EXPECT_TRUE(open(with)->alive());
    database.reset();
    on_test_server("drop role " + role);
}

INSTANTIATE_TEST_SUITE_P(Storage, PostgresValuesTest, testing::Values(Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::data
