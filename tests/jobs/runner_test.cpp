// Whose turn it is, what becomes of a job that fails, and how the threads end.
#include "host/src/jobs/runner.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <cstdio>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/jobs/queue_fixture.hpp"

namespace kerege::jobs {
namespace {

using std::chrono::milliseconds;
using test::kHourMs;
using test::kMinuteMs;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RunnerTest : public QueueFixture {
protected:
    void SetUp() override {
        QueueFixture::SetUp();
        if (IsSkipped()) return;
        runner = std::make_unique<Runner>(*queue, clock, local_time, log);
    }
    void TearDown() override {
        if (!runner) return;
        EXPECT_THAT(runner->stop(milliseconds(10'000)), IsEmpty());
    }
    Kind& kind(const char* module, const char* name) {
        Kind made;
        made.module = module;
        made.name = name;
        made.run = [this](Running& running) -> Result<> {
            const std::lock_guard lock(mutex);
            ran.push_back(running.job.module + std::to_string(running.job.organisation.value));
            return success();
        };
        kinds.push_back(made);
        return kinds.back();
    }
    void add_kinds() {
        for (const Kind& one : kinds) runner->add(one);
    }
    bool soon(const std::function<bool()>& what) const {
        for (int i = 0; i < 1000; ++i) {
            if (what()) return true;
            std::this_thread::sleep_for(milliseconds(10));
        }
        return false;
    }

    Log log{LogLevel::error, LogFormat::text, std::tmpfile()};
    std::unique_ptr<Runner> runner;
    std::list<Kind> kinds;
    std::mutex mutex;
    std::vector<std::string> ran;
};

TEST_P(RunnerTest, OneSchoolsManyJobsHoldBackNobodyElse) {
    kind("letters", "weekly");
    kind("other", "weekly");
    add_kinds();
    for (int i = 0; i < 20; ++i) add("letters", kSchool, "weekly");
    add("letters", kOther, "weekly");
    add("other", OrganisationId{12}, "weekly");
    EXPECT_EQ(runner->run_due(), 22);
    ran.resize(4);
    EXPECT_THAT(ran, testing::IsSupersetOf({"letters10", "letters11", "other12"}));
}

TEST_P(RunnerTest, AJobThatFailsIsTriedAgainAfterGrowingPausesAndThenKept) {
    int attempts = 0;
    Kind& failing = kind("letters", "weekly");
    failing.attempts_max = 3;
    failing.run = [&](Running& running) -> Result<> {
        EXPECT_EQ(running.job.attempt, ++attempts);
        return unavailable("no paper");
    };
    add_kinds();
    auto transaction = (**database).write();
    const JobId id = queue->add(transaction, {"letters", kSchool, "weekly", {}, "{}", 3});
    transaction.commit();
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(look(id)->state, "waiting");
    clock.advance(pause_ms(1) - 1);
    EXPECT_EQ(runner->run_due(), 0);
    clock.advance(1);
    EXPECT_EQ(runner->run_due(), 1);
    clock.advance(pause_ms(1));
    EXPECT_EQ(runner->run_due(), 0) << "the second pause is longer";
    clock.advance(pause_ms(2));
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(look(id)->state, "failed");
    EXPECT_EQ(queue->list("failed", {}, 1).at(0).error, "no paper");
    clock.advance(24 * kHourMs);
    EXPECT_EQ(runner->run_due(), 0);
    EXPECT_EQ(retry(id), std::nullopt);
    attempts = 0;
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_LE(pause_ms(100), kHourMs);
}

TEST_P(RunnerTest, WhatIsInvalidIsNeverTriedAgainAndWhatIsThrownIs) {
    kind("letters", "invalid").run = [](Running&) -> Result<> { return invalid("no such class"); };
    kind("letters", "throws").run = [](Running&) -> Result<> {
        throw std::runtime_error("a bug\xff");
    };
    add_kinds();
    const JobId first = add("letters", kSchool, "invalid"),
                second = add("letters", kSchool, "throws");
    EXPECT_EQ(runner->run_due(), 2);
    EXPECT_EQ(look(first)->state, "failed");
    EXPECT_EQ(look(second)->state, "waiting");
    EXPECT_THAT(queue->list("waiting", {}, 1).at(0).error, HasSubstr("a bug"));
}

TEST_P(RunnerTest, AModuleThatIsOffKeepsItsJobs) {
    bool on = false;
    kind("letters", "weekly").on = [&](OrganisationId organisation) {
        return on || organisation == kOther;
    };
    add_kinds();
    for (int i = 0; i < 3; ++i) add("letters", kSchool, "weekly");
    add("letters", kOther, "weekly");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_THAT(ran, ElementsAre("letters11"));
    on = true;
    clock.advance(kMinuteMs);
    EXPECT_EQ(runner->run_due(), 3);
}

TEST_P(RunnerTest, AKindNobodyKnowsWaitsAndHoldsUpNobody) {
    kind("letters", "weekly");
    add_kinds();
    for (int i = 0; i < 3; ++i) add("letters", kSchool, "gone");
    add("letters", kSchool, "weekly");
    EXPECT_EQ(runner->run_due(), 1);
    EXPECT_EQ(count("waiting"), 3);
}

TEST_P(RunnerTest, ASchedulesMissedInstantsAreMadeUpForOnce) {
    kind("letters", "daily").schedule = Schedule::every_day(8 * 60);
    add_kinds();
    reach("letters", {10, 11});
    EXPECT_EQ(runner->plan(), 0);
    clock.advance(24 * kHourMs);
    EXPECT_EQ(runner->plan(), 2);
    EXPECT_EQ(runner->plan(), 0);
    EXPECT_EQ(runner->run_due(), 2);
    clock.advance(9 * 24 * kHourMs);
    EXPECT_EQ(runner->plan(), 2) << "nine days, one job each";
    EXPECT_EQ(runner->run_due(), 2);
}

TEST_P(RunnerTest, AModuleThatHangsDoesNotTakeAllThreads) {
    std::atomic<bool> hold{true};
    kind("hangs", "for.ever").run = [&](Running&) -> Result<> {
        while (hold) std::this_thread::sleep_for(milliseconds(5));
        return success();
    };
    kind("letters", "weekly");
    add_kinds();
    for (int i = 0; i < 8; ++i) add("hangs", kSchool, "for.ever");
    add("letters", kSchool, "weekly");
    runner->set({.threads_max = 3, .per_module_max = 2});
    runner->start();
    EXPECT_TRUE(soon([&] { return count("done") == 1; }));
    EXPECT_TRUE(soon([&] { return count("running") == 2; }));
    hold = false;
    EXPECT_THAT(runner->stop(milliseconds(10'000)), IsEmpty());
}

TEST_P(RunnerTest, AJobPastItsDeadlineIsReplacedAndItsModuleGetsNoMore) {
    std::atomic<bool> hold{true};
    Kind& hanging = kind("hangs", "for.ever");
    hanging.deadline = milliseconds(-5'000);  // the grace is over at once
    hanging.run = [&](Running&) -> Result<> {
        while (hold) std::this_thread::sleep_for(milliseconds(5));
        return success();
    };
    kind("letters", "weekly");
    add_kinds();
    add("hangs", kSchool, "for.ever");
    add("hangs", kOther, "for.ever");
    runner->set({.threads_max = 1, .per_module_max = 1});
    runner->start();
    ASSERT_TRUE(soon([&] { return count("running") == 1; }));
    add("letters", kSchool, "weekly");
    runner->keep();
    EXPECT_THAT(runner->stuck(), ElementsAre("hangs"));
    EXPECT_TRUE(soon([&] { return count("done") == 1; })) << "by another thread";
    EXPECT_EQ(count("waiting"), 1) << "the module's second one";
    hold = false;
    EXPECT_TRUE(soon([&] { return count("done") == 3; }));
    EXPECT_THAT(runner->stuck(), IsEmpty());
}

TEST_P(RunnerTest, OneThatIsCancelledWhileItRunsEndsSo) {
    std::atomic<bool> began{false};
    kind("letters", "weekly").run = [&](Running& running) -> Result<> {
        began = true;
        while (running.progress(1, 2) == Ask::go_on) std::this_thread::sleep_for(milliseconds(5));
        return unavailable("stopped");
    };
    add_kinds();
    const JobId id = add("letters", kSchool, "weekly");
    runner->start();
    ASSERT_TRUE(soon([&] { return began.load(); }));
    EXPECT_TRUE(cancel(kSchool, id));
    runner->keep();
    EXPECT_TRUE(soon([&] { return look(id)->state == "cancelled"; }));
    EXPECT_EQ(look(id)->total, 2);
}

TEST_P(RunnerTest, AHostThatEndsLetsJobsYieldWithoutCountingTheAttempt) {
    std::atomic<bool> began{false};
    kind("letters", "weekly").run = [&](Running& running) -> Result<> {
        began = true;
        while (running.progress(1, 2) == Ask::go_on) std::this_thread::sleep_for(milliseconds(5));
        return unavailable("the host is ending");
    };
    add_kinds();
    const JobId id = add("letters", kSchool, "weekly");
    runner->start();
    ASSERT_TRUE(soon([&] { return began.load(); }));
    EXPECT_THAT(runner->stop(milliseconds(10'000)), IsEmpty());
    EXPECT_EQ(look(id)->state, "waiting");
    EXPECT_EQ(look(id)->attempts, 0);
}

TEST_P(RunnerTest, OneThatDoesNotEndIsNotWaitedForForEver) {
    std::atomic<bool> hold{true}, began{false};
    kind("letters", "weekly").run = [&](Running&) -> Result<> {
        began = true;
        while (hold) std::this_thread::sleep_for(milliseconds(5));
        return success();
    };
    add_kinds();
    add("letters", kSchool, "weekly");
    runner->start();
    ASSERT_TRUE(soon([&] { return began.load(); }));
    EXPECT_THAT(runner->stop(milliseconds(100)), ElementsAre("letters"));
    hold = false;
    EXPECT_THAT(runner->stop(milliseconds(10'000)), IsEmpty());
    EXPECT_EQ(count("done"), 1);
}

KEREGE_ON_BOTH_DATABASES(RunnerTest);

}  // namespace
}  // namespace kerege::jobs
