#include "tests/directory/house.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "host/src/data/migrator.hpp"

namespace kerege::directory {
namespace {

constexpr const char* kPostgresVariable = "KEREGE_TEST_POSTGRES";

void run_on_server(const std::string& sql) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
        PQconnectdb(std::getenv(kPostgresVariable)), PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), sql.c_str()), PQclear);
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
        throw std::runtime_error(PQerrorMessage(connection.get()));
    }
}

std::string unique_name() {
    static std::atomic<int> number{0};
    return "kerege_directory_" + std::to_string(getpid()) + "_" + std::to_string(++number);
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

TestDatabase::TestDatabase(data::Dialect dialect) {
    data::DatabaseSettings settings;
    settings.dialect = dialect;
    const std::string name = unique_name();
    if (dialect == data::Dialect::sqlite) {
        folder_ = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(folder_);
        settings.target = (folder_ / "kerege.sqlite").string();
    } else {
        run_on_server("create database " + name + " template template0");
        postgres_name_ = name;
        settings.target = std::string(std::getenv(kPostgresVariable)) + " dbname=" + name;
    }
    database_ = std::make_unique<data::Database>(settings);
    const auto migrations = data::read_migrations(
        "core", std::filesystem::path(KEREGE_SOURCE_DIR) / "host/migrations", dialect);
    if (!migrations) throw std::runtime_error(migrations.fault().log_text);
    const auto applied = data::migrate(*database_, *migrations, false, 0);
    if (!applied) throw std::runtime_error(applied.fault().log_text);
}

TestDatabase::~TestDatabase() {
    database_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    if (!postgres_name_.empty()) run_on_server("drop database " + postgres_name_ + " (force)");
}

int64_t TestDatabase::number(const std::string& sql) {
    int64_t number = -1;
    auto transaction = database_->read();
    transaction.first(kept(sql), {}, [&](const data::Row& row) { number = row.int64_or(0, -1); });
    return number;
}

std::string TestDatabase::text(const std::string& sql) {
    std::string text;
    auto transaction = database_->read();
    transaction.first(kept(sql), {}, [&](const data::Row& row) { text = row.text_or(0, "null"); });
    return text;
}

void TestDatabase::run(const std::string& sql) {
    auto transaction = database_->write();
    database_->run_script(transaction, sql);
    transaction.commit();
}

std::string sample(const std::string& name) {
    std::ifstream in(std::string(KEREGE_SOURCE_DIR) + "/tests/data/" + name, std::ios::binary);
    if (!in) throw std::runtime_error("can't read " + name);
    std::stringstream out;
    out << in.rdbuf();
    return out.str();
}

void HouseTest::SetUp() {
    if (GetParam() == data::Dialect::postgresql && !std::getenv(kPostgresVariable)) {
        GTEST_SKIP() << kPostgresVariable << " is not set";
    }
    database = std::make_unique<TestDatabase>(GetParam());
    organisations = std::make_unique<Organisations>(**database, audit, ids, clock);
    people = std::make_unique<People>(**database, audit, clock, local_time);
    rosters = std::make_unique<roster::Rosters>(**database, audit, events, ids, clock, local_time);
    ministry = add({}, "ministry", "kz");
    region = add(ministry, "region", "kz-akm");
    school = add(region, "school", "school-5");
    other_school = add(region, "school", "school-6");
}

OrganisationId HouseTest::add(OrganisationId parent, const std::string& kind,
                              const std::string& code) {
    const auto id = organisations->create({parent, kind, code, "", code + " атауы", "", ""}, {});
    EXPECT_TRUE(id) << (id ? "" : id.fault().log_text);
    return id ? *id : OrganisationId{};
}

roster::Applied HouseTest::take_over(OrganisationId organisation, roster::Kind kind,
                                     const std::string& bytes, bool accept_faulty) {
    const auto upload = rosters->stage(organisation, by, kind, "list.csv", bytes);
    EXPECT_TRUE(upload) << (upload ? "" : upload.fault().user_message);
    if (!upload) return {};
    const auto applied = rosters->apply(organisation, *upload, by, accept_faulty);
    EXPECT_TRUE(applied) << (applied ? "" : applied.fault().log_text);
    return applied ? *applied : roster::Applied{};
}

std::string dialect_name(const testing::TestParamInfo<data::Dialect>& info) {
    return info.param == data::Dialect::sqlite ? "Sqlite" : "Postgres";
}

}  // namespace kerege::directory
