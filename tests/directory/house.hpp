// A database of its own with the host's tables, a clock that is set, and the directory upon them;
// on either database.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/people.hpp"
#include "host/src/directory/roster/rosters.hpp"

namespace kerege::directory {

inline constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;

class SetClock final : public Clock {
public:
    int64_t now_ms() const override { return now_ms_.load(); }
    void advance(int64_t by_ms) { now_ms_ += by_ms; }

private:
    std::atomic<int64_t> now_ms_{1'788'318'000'000};  // 2026-09-02 08:00 in Almaty
};

class TestDatabase {
public:
    explicit TestDatabase(data::Dialect dialect);
    ~TestDatabase();
    data::Database& operator*() { return *database_; }
    // The first column of the first row, as a number or as text.
    int64_t number(const std::string& sql);
    std::string text(const std::string& sql);
    void run(const std::string& sql);

private:
    std::filesystem::path folder_;
    std::string postgres_name_;
    std::unique_ptr<data::Database> database_;
};

struct Event {
    int64_t organisation = 0;
    std::string topic;
    std::string payload;
};

class RecordedEvents final : public EventSink {
public:
    void publish(data::Transaction&, OrganisationId organisation, std::string_view topic,
                 std::string_view payload) override {
        events.push_back({organisation.value, std::string(topic), std::string(payload)});
    }
    std::vector<Event> events;
};

std::string sample(const std::string& name);  // of tests/data

// A ministry, a region and two schools.
class HouseTest : public testing::TestWithParam<data::Dialect> {
protected:
    void SetUp() override;

    OrganisationId add(OrganisationId parent, const std::string& kind, const std::string& code);
    // Stages and applies a file; the test fails where either does.
    roster::Applied take_over(OrganisationId school, roster::Kind kind, const std::string& bytes,
                              bool accept_faulty = false);

    SetClock clock;
    IdMaker ids{clock, 1};
    LocalTime local_time{"Asia/Almaty"};
    audit::Audit audit{ids, clock};
    RecordedEvents events;
    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<Organisations> organisations;
    std::unique_ptr<People> people;
    std::unique_ptr<roster::Rosters> rosters;
    OrganisationId ministry, region, school, other_school;
    PersonId by{7};
};

std::string dialect_name(const testing::TestParamInfo<data::Dialect>& info);

#define KEREGE_ON_BOTH_DATABASES(suite)                                                         \
    INSTANTIATE_TEST_SUITE_P(Databases, suite,                                                  \
                             testing::Values(data::Dialect::sqlite, data::Dialect::postgresql), \
                             dialect_name)

}  // namespace kerege::directory
