// A small world to test access in: two schools, six people, a clock that is set, on either
// database.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "host/src/access/accounts.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"

namespace kerege::access {

inline constexpr int64_t kMinuteMs = 60'000;
inline constexpr int64_t kHourMs = 60 * kMinuteMs;
inline constexpr int64_t kDayMs = 24 * kHourMs;

inline constexpr OrganisationId kRegion{1}, kSchoolA{10}, kSchoolB{20};
inline constexpr PersonId kAdministrator{1}, kTeacher{2}, kLearner{3}, kTwoSchools{4}, kOfficial{5},
    kBetweenSchools{6};

class SetClock final : public Clock {
public:
    int64_t now_ms() const override { return now_ms_.load(); }
    void advance(int64_t by_ms) { now_ms_ += by_ms; }

private:
    std::atomic<int64_t> now_ms_{1'788'318'000'000};  // 2026-09-02 08:00 in Almaty
};

// A fresh database with the host's tables and world.sql. One at a time.
class TestDatabase {
public:
    explicit TestDatabase(data::Dialect dialect);
    ~TestDatabase();
    data::Database& operator*() { return *database_; }
    // A number out of the database: "select count(*) from …".
    int64_t number(const std::string& sql);
    void run(const std::string& sql);

private:
    std::filesystem::path folder_;
    std::unique_ptr<data::Database> database_;
};

// The name of the variable that is missing, or nullptr: then tests on PostgreSQL can run.
const char* missing_for(data::Dialect dialect);
// Hashes that cost next to nothing.
AccountSettings quick();
Scope scope_of(PersonId person, OrganisationId organisation, MembershipId membership,
               int32_t profile = KEREGE_PROFILE_EMPLOYEE);

class WorldTest : public testing::TestWithParam<data::Dialect> {
protected:
    void SetUp() override;
    void TearDown() override;
    // Makes accounts for all, "person1" … "person6", with passwords "Correct horse 1" ….
    void make_accounts();
    static std::string login_of(PersonId person) { return "person" + person.text(); }
    static std::string password_of(PersonId person) { return "Correct horse " + person.text(); }
    Session session_of(PersonId person, OrganisationId organisation, MembershipId membership);

    SetClock clock;
    LocalTime local_time;
    IdMaker ids{clock, 1};
    Permissions permissions;
    audit::Audit audit{ids, clock};
    std::unique_ptr<TestDatabase> database;
    std::unique_ptr<Sessions> sessions;
    std::unique_ptr<Accounts> accounts;
};

inline std::string dialect_name(const testing::TestParamInfo<data::Dialect>& info) {
    return info.param == data::Dialect::sqlite ? "sqlite" : "postgresql";
}

}  // namespace kerege::access
