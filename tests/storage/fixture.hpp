// A database of the test's own, on SQLite (a file in a temporary folder) or on PostgreSQL (a
// database on the server KEREGE_TEST_POSTGRES names, dropped afterwards).
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <memory>
#include <string>

#include "host/src/data/database.hpp"

namespace kerege::data {

class StorageTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override;
    void TearDown() override;

    bool sqlite() const { return GetParam() == Dialect::sqlite; }
    // Settings of the test's database.
    DatabaseSettings settings() const;
    // Opens one on the test's database; `database` is one that is open already.
    std::unique_ptr<Database> open(DatabaseSettings with);

    // A statement that lives as long as the test.
    const Statement& sql(std::string text);
    void run(const Statement& statement, std::initializer_list<Argument> args = {});
    void script(const std::string& text);
    int64_t number(const Statement& statement, std::initializer_list<Argument> args = {});
    std::string text(const Statement& statement, std::initializer_list<Argument> args = {});

    std::filesystem::path folder;
    std::unique_ptr<Database> database;

private:
    std::deque<std::string> texts_;
    std::deque<Statement> statements_;
    std::string name_;
};

// Runs one statement on the test server, outside of every test database.
void on_test_server(const std::string& sql);
// KEREGE_TEST_POSTGRES, or empty.
std::string test_server();

inline std::string dialect_name(const testing::TestParamInfo<Dialect>& info) {
    return info.param == Dialect::sqlite ? "sqlite" : "postgresql";
}

#define KEREGE_ON_BOTH(suite)                \
    INSTANTIATE_TEST_SUITE_P(Storage, suite, \
                             testing::Values(Dialect::sqlite, Dialect::postgresql), dialect_name)

}  // namespace kerege::data
