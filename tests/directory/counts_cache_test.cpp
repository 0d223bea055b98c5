#include "host/src/directory/counts_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace kerege::directory {
namespace {

using std::chrono::milliseconds;

class CountsCacheTest : public testing::Test {
protected:
    std::vector<Counts> count(milliseconds takes) {
        ++counted;
        std::this_thread::sleep_for(takes);
        Counts row;
        row.learners = counted;
        return std::vector(rows, row);
    }
    int64_t learners(milliseconds takes, const CountsCache::Key& key = {1, "2026-09-02"}) {
        return cache.get(key, [&] { return count(takes); })->rows.at(0).learners;
    }

    SystemClock clock;
    CountsCache cache{clock};
    std::atomic<int> counted{0};
    size_t rows = 100;
};

TEST_F(CountsCacheTest, KeepsWhatTookLongAndCountsTheRestAgain) {
    EXPECT_EQ(learners(milliseconds(50)), 1);
    EXPECT_EQ(learners(milliseconds(50)), 1) << "kept for five seconds";
    EXPECT_EQ(learners(milliseconds(0), {1, "2026-09-03"}), 2) << "another day";
    std::this_thread::sleep_for(milliseconds(300));
    EXPECT_EQ(learners(milliseconds(0), {1, "2026-09-03"}), 3) << "it costs next to nothing";
}

TEST_F(CountsCacheTest, FewRowsAreCountedAnewHoweverLongItTook) {
    rows = 20;
    EXPECT_EQ(learners(milliseconds(50)), 1);
    EXPECT_EQ(learners(milliseconds(50)), 2);
    rows = 21;
    EXPECT_EQ(learners(milliseconds(50)), 3);
    EXPECT_EQ(learners(milliseconds(50)), 3);
}

TEST_F(CountsCacheTest, CountsOnceForAllWhoAskAtTheSameTime) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] { EXPECT_EQ(learners(milliseconds(100)), 1); });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(counted, 1);
}

TEST_F(CountsCacheTest, AFailureIsNotKept) {
    const CountsCache::Key key{1, "2026-09-02"};
    EXPECT_THROW(
        cache.get(key, []() -> std::vector<Counts> { throw std::runtime_error("no database"); }),
        std::runtime_error);
    EXPECT_EQ(learners(milliseconds(0)), 1);
}

}  // namespace
}  // namespace kerege::directory
