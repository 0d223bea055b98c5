// A fresh database with the host's tables, a clock that is set, and what upon them every test of
// the host's folders needs; on either database.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"

namespace kerege::test {

inline constexpr int64_t kMinuteMs = 60'000;
inline constexpr int64_t kHourMs = 60 * kMinuteMs;
inline constexpr int64_t kDayMs = 24 * kHourMs;

class SetClock final : public Clock {
public:
    int64_t now_ms() const override { return now_ms_.load(); }
    void advance(int64_t by_ms) { now_ms_ += by_ms; }

private:
    std::atomic<int64_t> now_ms_{1'788'318'000'000};  // 2026-09-02 08:00 in Almaty
};

// One at a time: on PostgreSQL all of a program share one, emptied for each, for making one takes
// seconds. KEREGE_TEST_POSTGRES names the server.
class HostDatabase {
public:
    explicit HostDatabase(data::Dialect dialect);
    ~HostDatabase();
    data::Database& operator*() { return *database_; }
    // The first column of the first row, as a number (-1: null, or no row) or as text.
    int64_t number(const std::string& sql);
    std::string text(const std::string& sql);
    void run(const std::string& sql);

private:
    std::filesystem::path folder_;
    std::unique_ptr<data::Database> database_;
};

// A file below the sources, whole. Throws std::runtime_error.
std::string source_file(const std::string& path);

// SetUp() skips what needs PostgreSQL where there is none: those who override it begin with this
// one and return if IsSkipped().
class HostDatabaseTest : public testing::TestWithParam<data::Dialect> {
protected:
    void SetUp() override;

    SetClock clock;
    LocalTime local_time{"Asia/Almaty"};
    IdMaker ids{clock, 1};
    audit::Audit audit{ids, clock};
    std::unique_ptr<HostDatabase> database;
};

std::string dialect_name(const testing::TestParamInfo<data::Dialect>& info);

#define KEREGE_ON_BOTH_DATABASES(suite)                                                         \
    INSTANTIATE_TEST_SUITE_P(Databases, suite,                                                  \
                             testing::Values(data::Dialect::sqlite, data::Dialect::postgresql), \
                             kerege::test::dialect_name)

}  // namespace kerege::test
