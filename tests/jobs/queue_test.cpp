// The queue in the database: who gets a job, how long, and what becomes of it.
#include "host/src/jobs/queue.hpp"

#include <gmock/gmock.h>

#include <set>
#include <thread>

#include "tests/jobs/queue_fixture.hpp"

namespace kerege::jobs {
namespace {

using std::chrono::milliseconds;
using test::kDayMs;
using test::kHourMs;
using test::kMinuteMs;

class QueueTest : public QueueFixture {};

TEST_P(QueueTest, AJobExistsIfItsTransactionCommits) {
    {
        auto transaction = (**database).write();
        queue->add(transaction, {"letters", kSchool, "weekly"});
    }
    EXPECT_EQ(count("waiting"), 0);
    add("letters", kSchool, "weekly");
    EXPECT_EQ(count("waiting"), 1);
}

TEST_P(QueueTest, OneOfTheSameKeyIsReturnedInsteadOfASecond) {
    const JobId first = add("letters", kSchool, "weekly", "week 36");
    EXPECT_EQ(add("letters", kSchool, "weekly", "week 36"), first) << "it waits";
    EXPECT_NE(add("letters", kSchool, "weekly", "week 37"), first);
    EXPECT_NE(add("letters", kOther, "weekly", "week 36"), first);
    EXPECT_NE(add("letters", kSchool, "monthly", "week 36"), first);
    EXPECT_NE(add("other", kSchool, "weekly", "week 36"), first);
    EXPECT_NE(add("letters", kSchool, "weekly"), add("letters", kSchool, "weekly")) << "no key";
    Running running(*queue->take(first, kLease));
    EXPECT_EQ(add("letters", kSchool, "weekly", "week 36"), first) << "it runs";
    ASSERT_TRUE(queue->finish(running, "done", {}));
    clock.advance(kDayMs - kMinuteMs);
    EXPECT_EQ(add("letters", kSchool, "weekly", "week 36"), first) << "it was done today";
    clock.advance(2 * kMinuteMs);
    const JobId second = add("letters", kSchool, "weekly", "week 36");
    EXPECT_NE(second, first);
    Running failing(*queue->take(second, kLease));
    ASSERT_TRUE(queue->finish(failing, "failed", {{}, "no"}));
    EXPECT_NE(add("letters", kSchool, "weekly", "week 36"), second) << "it failed";
}

TEST_P(QueueTest, ManyWhoAddTheSameKeyAtOnceAddOne) {
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { add("letters", kSchool, "weekly", "week 36"); });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(count("waiting"), 1);
}

TEST_P(QueueTest, NoJobIsTakenTwiceWhileItsLeaseHolds) {
    constexpr int kJobs = 40;
    for (int i = 0; i < kJobs; ++i) add("letters", kSchool, "weekly");
    std::mutex mutex;
    std::multiset<int64_t> taken;
    std::vector<std::thread> hosts;
    for (int i = 0; i < 4; ++i) {
        hosts.emplace_back([&] {
            for (int idle = 0; idle < 3;) {
                const auto due = queue->due("letters", OrganisationId{-1}, 10);
                if (due.empty()) ++idle;
                for (const Due& one : due) {
                    if (!queue->take(one.id, kLease)) continue;
                    const std::lock_guard lock(mutex);
                    taken.insert(one.id.value);
                }
            }
        });
    }
    for (auto& host : hosts) host.join();
    EXPECT_EQ(taken.size(), static_cast<size_t>(kJobs));
    EXPECT_EQ(std::set<int64_t>(taken.begin(), taken.end()).size(), taken.size());
}

TEST_P(QueueTest, AJobWhoseHostDiedIsTakenOverAfterTheLease) {
    const JobId id = add("letters", kSchool, "weekly");
    Running first(*queue->take(id, kLease));
    clock.advance(kLease.count() - 1);
    EXPECT_EQ(queue->lapse(), 0);
    EXPECT_FALSE(queue->take(id, kLease));
    queue->renew({&first}, kLease);
    clock.advance(kLease.count() - 1);
    EXPECT_EQ(queue->lapse(), 0) << "it was renewed";
    clock.advance(2);
    EXPECT_EQ(queue->lapse(), 1);
    Running second(*queue->take(id, kLease));
    EXPECT_EQ(second.job.attempt, 2);
    EXPECT_FALSE(queue->finish(first, "done", {})) << "the first one has lost it";
    queue->renew({&first}, kLease);
    EXPECT_EQ(first.asked(), Ask::cancel) << "and is told to end";
    EXPECT_TRUE(queue->finish(second, "done", {}));
}

TEST_P(QueueTest, AJobThatKillsItsHostsIsNotTriedForEver) {
    const JobId id = add("letters", kSchool, "weekly");
    for (int attempt = 1; attempt <= kAttemptsMax; ++attempt) {
        ASSERT_TRUE(queue->take(id, kLease)) << attempt;
        clock.advance(kLease.count() + 1);
        EXPECT_EQ(queue->lapse(), 1);
    }
    EXPECT_FALSE(queue->take(id, kLease));
    ASSERT_EQ(queue->list("failed", {}, 10).size(), 1u);
    EXPECT_EQ(queue->list("failed", {}, 10)[0].reason, "host_lost");
}

TEST_P(QueueTest, ProgressIsWrittenWithTheLease) {
    const JobId id = add("letters", kSchool, "weekly");
    Running running(*queue->take(id, kLease));
    EXPECT_EQ(running.progress(3, 20), Ask::go_on);
    queue->renew({&running}, kLease);
    const auto facts = look(id);
    EXPECT_EQ(facts->state, "running");
    EXPECT_EQ(facts->done, 3);
    EXPECT_EQ(facts->total, 20);
    EXPECT_EQ(facts->attempts, 1);
    auto transaction = (**database).read();
    EXPECT_FALSE(queue->facts(transaction, "letters", kOther, id)) << "another school's";
    EXPECT_FALSE(queue->facts(transaction, "other", kSchool, id)) << "another module's";
}

TEST_P(QueueTest, OneThatWaitsIsCancelledAndOneThatRunsIsAskedToEnd) {
    const JobId waiting = add("letters", kSchool, "weekly");
    EXPECT_FALSE(cancel(kOther, waiting)) << "another school's";
    EXPECT_TRUE(cancel(kSchool, waiting));
    EXPECT_EQ(look(waiting)->state, "cancelled");
    EXPECT_FALSE(cancel(kSchool, waiting)) << "it has ended";
    EXPECT_FALSE(queue->take(waiting, kLease));

    const JobId id = add("letters", kSchool, "weekly");
    Running running(*queue->take(id, kLease));
    EXPECT_TRUE(cancel(kSchool, id));
    EXPECT_EQ(look(id)->state, "running");
    queue->renew({&running}, kLease);
    EXPECT_EQ(running.progress(1, 2), Ask::cancel);
    EXPECT_TRUE(queue->again(running, clock.now_ms(), {{}, "stopped"}, false));
    EXPECT_EQ(look(id)->state, "cancelled") << "it is not tried again";
}

TEST_P(QueueTest, TheOrganisationsTakeTurns) {
    for (int i = 0; i < 30; ++i) add("letters", kSchool, "weekly");
    const JobId other = add("letters", kOther, "weekly");
    const JobId third = add("letters", OrganisationId{12}, "weekly");
    const auto round = queue->due("letters", OrganisationId{-1}, 50);
    ASSERT_EQ(round.size(), 3u);
    EXPECT_EQ(round[1].id, other);
    EXPECT_EQ(round[2].id, third);
    const auto rest = queue->due("letters", kSchool, 50);
    ASSERT_EQ(rest.size(), 2u);
    EXPECT_EQ(rest[0].id, other);
    EXPECT_EQ(queue->due("letters", OrganisationId{-1}, 2).size(), 2u);
}

TEST_P(QueueTest, AJobIsNotDueBeforeItsTime) {
    auto transaction = (**database).write();
    queue->add(transaction, {"letters", kSchool, "weekly", {}, "{}", 5, clock.now_ms() + kHourMs});
    transaction.commit();
    EXPECT_TRUE(queue->due("letters", OrganisationId{-1}, 5).empty());
    add("letters", kSchool, "weekly");
    EXPECT_EQ(queue->due("letters", OrganisationId{-1}, 5).size(), 1u)
        << "a later one may go first";
    clock.advance(kHourMs);
    EXPECT_EQ(queue->due("letters", OrganisationId{-1}, 5).size(), 1u);
}

TEST_P(QueueTest, AScheduleMakesOneJobForEachSchoolWhereTheModuleIsOn) {
    Kind kind;
    kind.module = "letters";
    kind.name = "weekly";
    reach("letters", {1, 10, 12});  // 1 is no school, 11 has it off
    EXPECT_EQ(queue->plan(kind, 1000), 0) << "a new schedule begins with its next instant";
    EXPECT_EQ(queue->plan(kind, 2000), 2);
    EXPECT_EQ(queue->plan(kind, 2000), 0) << "whoever comes second";
    EXPECT_EQ(queue->due("letters", OrganisationId{-1}, 9).size(), 2u);
    Running running(*queue->take(queue->due("letters", OrganisationId{-1}, 1).at(0).id, kLease));
    ASSERT_TRUE(queue->finish(running, "done", {}));
    // The host was down for a month of instants: one job, and none where the last one has not
    // ended.
    EXPECT_EQ(queue->plan(kind, 60'000), 1);
}

TEST_P(QueueTest, AScheduleOfTheHostMakesOneJob) {
    Kind kind;
    kind.name = "sessions.expired";
    EXPECT_EQ(queue->plan(kind, 1000), 0);
    EXPECT_EQ(queue->plan(kind, 2000), 1);
    EXPECT_EQ(queue->plan(kind, 3000), 0) << "the last one waits still";
    EXPECT_EQ(queue->due("", OrganisationId{-1}, 9).size(), 1u);
}

TEST_P(QueueTest, TheOperatorRetriesAndCancels) {
    const JobId id = add("letters", kSchool, "weekly");
    Running running(*queue->take(id, kLease));
    EXPECT_EQ(retry(id), FaultKind::conflict) << "it runs";
    ASSERT_TRUE(queue->finish(running, "failed", {{}, "no paper"}));
    ASSERT_EQ(queue->list("failed", {}, 10).size(), 1u);
    EXPECT_EQ(queue->list("failed", {}, 10)[0].error, "no paper");
    EXPECT_EQ(queue->list("failed", {}, 10)[0].organisation_code, "s10");
    EXPECT_EQ(queue->counts({}).failed, 1);
    EXPECT_EQ(retry(id), std::nullopt);
    EXPECT_EQ(look(id)->state, "waiting");
    EXPECT_EQ(look(id)->attempts, 0);
    EXPECT_EQ(stop(id), std::nullopt);
    EXPECT_EQ(look(id)->state, "cancelled");
    EXPECT_EQ(stop(id), FaultKind::conflict);
    EXPECT_EQ(retry(JobId{4711}), FaultKind::not_found);
}

TEST_P(QueueTest, WhatEndedLongAgoIsForgotten) {
    const JobId done = add("letters", kSchool, "weekly");
    ASSERT_TRUE(queue->finish(Running(*queue->take(done, kLease)), "done", {}));
    const JobId failed = add("letters", kSchool, "weekly");
    ASSERT_TRUE(queue->finish(Running(*queue->take(failed, kLease)), "failed", {{}, "no"}));
    add("letters", kSchool, "weekly");
    clock.advance(8 * kDayMs);
    queue->prune();
    EXPECT_FALSE(look(done));
    EXPECT_TRUE(look(failed)) << "the operator may want it";
    clock.advance(30 * kDayMs);
    queue->prune();
    EXPECT_FALSE(look(failed));
    EXPECT_EQ(count("waiting"), 1);
}

KEREGE_ON_BOTH_DATABASES(QueueTest);

// On SQLite a change of one row holds up all who write, whatever they write.
TEST_P(QueueTest, ARowThatSomebodyHoldsKeepsNoOthersFromTheirLeases) {
    if (GetParam() == data::Dialect::sqlite) GTEST_SKIP();
    Running held(*queue->take(add("letters", kSchool, "weekly"), kLease));
    Running other(*queue->take(add("letters", kOther, "weekly"), kLease));
    Running lost(*queue->take(add("letters", OrganisationId{12}, "weekly"), kLease));
    database->run("update core_job set taken = 0, state = 'failed' where id = " +
                  std::to_string(lost.job.id.value));
    clock.advance(kLease.count() / 2);
    const auto lease_of = [&](const Running& running) {
        return database->number("select next_at_ms from core_job where id = " +
                                std::to_string(running.job.id.value)) -
               clock.now_ms();
    };
    auto holding = (**database).write();
    ASSERT_EQ(queue->cancel(holding, "letters", kSchool, held.job.id), true);
    other.progress(3, 7);
    queue->renew({&held, &other, &lost}, kLease);
    EXPECT_EQ(lease_of(other), kLease.count());
    EXPECT_EQ(lease_of(held), kLease.count() / 2);
    EXPECT_EQ(held.asked(), Ask::go_on) << "it is not lost";
    EXPECT_EQ(lost.asked(), Ask::cancel);
    clock.advance(kLease.count() * 2);
    EXPECT_EQ(queue->lapse(), 1);
    holding.commit();
    EXPECT_EQ(queue->lapse(), 1);
    EXPECT_EQ(queue->list("waiting", {}, 9).at(0).reason, "host_lost");
}

}  // namespace
}  // namespace kerege::jobs
