#include "tests/storage/fixture.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>

namespace kerege::data {

std::string test_server() {
    const char* server = std::getenv("KEREGE_TEST_POSTGRES");
    return server ? server : "";
}

void on_test_server(const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb(test_server().c_str()), PQfinish);
    ASSERT_EQ(PQstatus(connection.get()), CONNECTION_OK) << PQerrorMessage(connection.get());
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.c_str()), PQclear);
    const auto status = PQresultStatus(result.get());
    ASSERT_TRUE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        << PQerrorMessage(connection.get());
}

void StorageTest::SetUp() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kerege-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    if (!sqlite()) {
        if (test_server().empty()) GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        static int count = 0;
        name_ = fmt::format("kerege_test_{}_{}", getpid(), ++count);
        on_test_server("create database " + name_);
    }
    database = open(settings());
}

void StorageTest::TearDown() {
    database.reset();
    if (!name_.empty()) on_test_server("drop database if exists " + name_ + " with (force)");
    std::filesystem::remove_all(folder);
}

DatabaseSettings StorageTest::settings() const {
    DatabaseSettings settings;
    settings.dialect = GetParam();
    settings.target = sqlite() ? (folder / "test.db").string() : test_server() + " dbname=" + name_;
    settings.connections_max = 4;
    return settings;
}

std::unique_ptr<Database> StorageTest::open(DatabaseSettings with) {
    return std::make_unique<Database>(std::move(with));
}

const Statement& StorageTest::sql(std::string text) {
    texts_.push_back(std::move(text));
    statements_.push_back({"test", texts_.back(), {}});
    return statements_.back();
}

void StorageTest::run(const Statement& statement, std::initializer_list<Argument> args) {
    Transaction transaction = database->write();
    transaction.execute(statement, args);
    transaction.commit();
}

void StorageTest::script(const std::string& text) {
    Transaction transaction = database->write();
    database->run_script(transaction, text);
    transaction.commit();
}

int64_t StorageTest::number(const Statement& statement, std::initializer_list<Argument> args) {
    int64_t number = -1;
    database->read().first(statement, args, [&](const Row& row) { number = row.int64(0); });
    return number;
}

std::string StorageTest::text(const Statement& statement, std::initializer_list<Argument> args) {
    std::string text = "(no row)";
    database->read().first(statement, args, [&](const Row& row) { text = row.text(0); });
    return text;
}

}  // namespace kerege::data
