#include "tests/access/world.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "host/src/access/roles.hpp"
#include "host/src/data/migrator.hpp"

namespace kerege::access {
namespace {

constexpr const char* kPostgresVariable = "KEREGE_TEST_POSTGRES";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error("can't read " + path.string());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

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
    return "kerege_access_" + std::to_string(getpid()) + "_" + std::to_string(++number);
}

// One database for the whole program, emptied for each test: making one takes seconds.
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

}  // namespace

const char* missing_for(data::Dialect dialect) {
    const bool missing =
        dialect == data::Dialect::postgresql && std::getenv(kPostgresVariable) == nullptr;
    return missing ? kPostgresVariable : nullptr;
}

TestDatabase::TestDatabase(data::Dialect dialect) {
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

    const std::filesystem::path source = KEREGE_SOURCE_DIR;
    auto migrations = data::read_migrations("core", source / "host/migrations", dialect);
    if (!migrations) throw std::runtime_error(migrations.fault().log_text);
    const auto applied = data::migrate(*database_, *migrations, false, 0);
    if (!applied) throw std::runtime_error(applied.fault().log_text);
    run(read_file(source / "tests/access/world.sql"));
}

TestDatabase::~TestDatabase() {
    database_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

int64_t TestDatabase::number(const std::string& sql) {
    int64_t number = -1;
    // A statement is known by its address, so each of these has to last.
    static std::vector<std::unique_ptr<std::pair<std::string, data::Statement>>> kept;
    kept.push_back(
        std::make_unique<std::pair<std::string, data::Statement>>(sql, data::Statement{}));
    auto& [text, statement] = *kept.back();
    statement = {"test", text, {}};
    auto transaction = database_->read();
    transaction.first(statement, {}, [&](const data::Row& row) { number = row.int64(0); });
    return number;
}

void TestDatabase::run(const std::string& sql) {
    auto transaction = database_->write();
    database_->run_script(transaction, sql);
    transaction.commit();
}

AccountSettings quick() {
    AccountSettings settings;
    settings.password_cost = {64, 1, 1};
    return settings;
}

Scope scope_of(PersonId person, OrganisationId organisation, MembershipId membership,
               int32_t profile) {
    Scope scope;
    scope.person = person;
    scope.organisation = organisation;
    scope.membership = membership;
    scope.profile = profile;
    return scope;
}

void WorldTest::SetUp() {
    if (const char* missing = missing_for(GetParam())) GTEST_SKIP() << missing << " is not set";
    for (auto& permission : core_permissions()) ASSERT_TRUE(permissions.add(permission));
    database = std::make_unique<TestDatabase>(GetParam());
    sessions = std::make_unique<Sessions>(**database, permissions, clock, SessionSettings{});
    accounts =
        std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time, quick());
}

void WorldTest::TearDown() {
    accounts.reset();
    sessions.reset();
    database.reset();
}

void WorldTest::make_accounts() {
    auto transaction = (**database).write();
    for (int64_t number = 1; number <= 6; ++number) {
        const PersonId person{number};
        ASSERT_TRUE(create_account(transaction, clock, {person, login_of(person), "kk"}));
    }
    transaction.commit();
    for (int64_t number = 1; number <= 6; ++number) {
        const PersonId person{number};
        database->run("update core_account set password_temporary = 0, password_set_at_ms = " +
                      std::to_string(clock.now_ms()) + ", password_hash = '" +
                      hash_password(password_of(person), quick().password_cost) +
                      "' where person_id = " + person.text());
    }
}

Session WorldTest::session_of(PersonId person, OrganisationId organisation,
                              MembershipId membership) {
    const auto session = sessions->find(sessions->begin(person, organisation, membership));
    if (!session) throw std::logic_error("a session just begun is not there");
    return *session;
}

}  // namespace kerege::access
