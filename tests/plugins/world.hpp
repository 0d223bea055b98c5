// A host without a server: everything plugins are lent, on a database of its own, with two
// organisations. Requests are made by calling the handlers of routes.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "host/src/plugins/events.hpp"
#include "host/src/plugins/plugins.hpp"

namespace kerege::plugins {

class TestClock final : public Clock {
public:
    int64_t now_ms() const override { return at_ms; }
    int64_t at_ms = 1788220800000;  // 2026-09-01 05:00 in Almaty
};

// What a request came to.
struct Answer {
    int status = 0;  // 404: no route; for a fault: of its kind
    std::string body;
    std::string fault_text;
    std::string fault_message;
    std::string content_type;
    std::string location;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string header(std::string_view name) const;
    bool is_public = false;  // the route
    int statements = 0;      // the handler ran
};

// Where plugins are tried: on both databases, in the host and in a worker.
struct Surroundings {
    data::Dialect dialect;
    Isolation isolation;

    bool available() const {
        return dialect == data::Dialect::sqlite || std::getenv("KEREGE_TEST_POSTGRES") != nullptr;
    }
};
inline constexpr Surroundings kEverywhere[] = {
    {data::Dialect::sqlite, Isolation::host},
    {data::Dialect::postgresql, Isolation::host},
    {data::Dialect::sqlite, Isolation::worker},
    {data::Dialect::postgresql, Isolation::worker},
};
inline std::string name_of(const testing::TestParamInfo<Surroundings>& tested) {
    const bool sqlite = tested.param.dialect == data::Dialect::sqlite;
    const bool host = tested.param.isolation == Isolation::host;
    return std::string(sqlite ? "sqlite" : "postgresql") + (host ? "_in_the_host" : "_in_a_worker");
}

class World {
public:
    static constexpr OrganisationId kSchool{10};
    static constexpr OrganisationId kOther{11};

    // dialect: PostgreSQL needs KEREGE_TEST_POSTGRES. isolation: where plugins run.
    explicit World(data::Dialect dialect = data::Dialect::sqlite,
                   Isolation isolation = Isolation::host,
                   const files::FileSettings& limits_of_files = {});
    ~World();

    // Loads the plugins of a folder of tests/hostile-plugins ("hostile" or "good").
    void load(const std::string& group);

    const Entry& entry(const std::string& id) const;
    Answer get(const std::string& path, OrganisationId organisation = kSchool);
    Answer post(const std::string& path, std::vector<http::Field> form = {},
                OrganisationId organisation = kSchool);
    // A form with files.
    Answer upload(const std::string& path, std::vector<http::UploadedFile> uploads,
                  std::vector<http::Field> form = {}, OrganisationId organisation = kSchool);
    Answer post_body(const std::string& path, std::string body);
    // The first column of the first row, as text.
    std::string sql(const std::string& statement);
    void change(const std::string& statement);
    std::string log_text() const;
    // Waits for a line: what a thread without a call says in a worker comes on its own way.
    bool logs(std::string_view text) const;

    std::filesystem::path folder;
    TestClock clock;
    LocalTime local_time;
    std::unique_ptr<data::Database> database;
    access::Permissions permissions;
    WorkerSettings workers;         // before load()
    std::string roles = "teacher";  // of the person who asks
    // Sent along with every request.
    std::vector<std::pair<std::string, std::string>> headers;
    files::Files& files();
    std::unique_ptr<Plugins> plugins;

private:
    struct Parts;
    Answer ask(http::Method method, const std::string& path, std::vector<http::Field> form,
               std::string body, OrganisationId organisation,
               std::vector<http::UploadedFile> uploads = {});

    Isolation isolation_;
    std::string database_name_;
    std::FILE* log_file_ = nullptr;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kerege::plugins
