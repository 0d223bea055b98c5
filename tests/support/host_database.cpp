#include "tests/support/host_database.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "host/src/data/migrator.hpp"

namespace kerege::test {
namespace {

constexpr const char* kPostgresVariable = "KEREGE_TEST_POSTGRES";

void run_on_server(const std::string& target, const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(target.c_str()),
                                                                  PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
        throw std::runtime_error(PQerrorMessage(connection.get()));
    }
}

std::string unique_name() {
    static std::atomic<int> number{0};
    return "kerege_host_" + std::to_string(getpid()) + "_" + std::to_string(++number);
}

class PostgresDatabase {
public:
    PostgresDatabase() : name_(unique_name()) {
        run_on_server(server(), "create database " + name_ + " template template0");
    }
    ~PostgresDatabase() {
        try {
            run_on_server(server(), "drop database " + name_ + " (force)");
        } catch (const std::exception& fault) {
            std::fprintf(stderr, "%s stays behind: %s", name_.c_str(), fault.what());
        }
    }
    std::string target() const { return server() + " dbname=" + name_; }
    void empty() const {
        run_on_server(target(),
                      "set client_min_messages = warning; "
                      "drop schema public cascade; create schema public");
    }

private:
    static std::string server() { return std::getenv(kPostgresVariable); }
    std::string name_;
};

const PostgresDatabase& postgres_database() {
    static const PostgresDatabase database;
    return database;
}

// A statement is known by its address, so each of these has to last.
const data::Statement& kept(const std::string& sql) {
    static std::vector<std::unique_ptr<std::pair<std::string, data::Statement>>> all;
    all.push_back(
        std::make_unique<std::pair<std::string, data::Statement>>(sql, data::Statement{}));
    auto& [text, statement] = *all.back();
    statement = {"test", text, {}};
    return statement;
}

}  // namespace

HostDatabase::HostDatabase(data::Dialect dialect) {
    data::DatabaseSettings settings;
    settings.dialect = dialect;
    if (dialect == data::Dialect::sqlite) {
        folder_ = std::filesystem::temp_directory_path() / unique_name();
        std::filesystem::create_directories(folder_);
        settings.target = (folder_ / "kerege.sqlite").string();
    } else {
        postgres_database().empty();
        settings.target = postgres_database().target();
    }
    database_ = std::make_unique<data::Database>(settings);
    const auto migrations = data::read_migrations(
        "core", std::filesystem::path(KEREGE_SOURCE_DIR) / "host/migrations", dialect);
    if (!migrations) throw std::runtime_error(migrations.fault().log_text);
    const auto applied = data::migrate(*database_, *migrations, false, 0);
    if (!applied) throw std::runtime_error(applied.fault().log_text);
}

HostDatabase::~HostDatabase() {
    database_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

int64_t HostDatabase::number(const std::string& sql) {
    int64_t number = -1;
    auto transaction = database_->read();
    transaction.first(kept(sql), {}, [&](const data::Row& row) { number = row.int64_or(0, -1); });
    return number;
}

std::string HostDatabase::text(const std::string& sql) {
    std::string text;
    auto transaction = database_->read();
    transaction.first(kept(sql), {}, [&](const data::Row& row) { text = row.text_or(0, "null"); });
    return text;
}

void HostDatabase::run(const std::string& sql) {
    auto transaction = database_->write();
    database_->run_script(transaction, sql);
    transaction.commit();
}

std::string source_file(const std::string& path) {
    std::ifstream in(std::string(KEREGE_SOURCE_DIR) + "/" + path, std::ios::binary);
    if (!in) throw std::runtime_error("can't read " + path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

void HostDatabaseTest::SetUp() {
    if (GetParam() == data::Dialect::postgresql && !std::getenv(kPostgresVariable)) {
        GTEST_SKIP() << kPostgresVariable << " is not set";
    }
    database = std::make_unique<HostDatabase>(GetParam());
}

std::string dialect_name(const testing::TestParamInfo<data::Dialect>& info) {
    return info.param == data::Dialect::sqlite ? "sqlite" : "postgresql";
}

}  // namespace kerege::test
