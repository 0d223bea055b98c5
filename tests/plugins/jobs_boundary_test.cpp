// kerege.jobs/1 with a plugin on the other side: in the host and in a worker, on both databases.
#include <functional>
#include <thread>

#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/remote/remote_plugin.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int64_t kHourMs = 60 * 60'000;

class JobsBoundary : public testing::TestWithParam<Surroundings> {
protected:
    void SetUp() override {
        if (!GetParam().available()) GTEST_SKIP() << "no PostgreSQL";
        world = std::make_unique<World>(GetParam().dialect, GetParam().isolation);
        world->workers.lane_wait_max = milliseconds(20'000);
        world->workers.calls_max = 1;  // what jobs hold is beside it
        world->load("jobs");
        ASSERT_EQ(world->entry("scribe").state, State::loaded) << world->entry("scribe").reason;
    }
    bool in_worker() const { return GetParam().isolation == Isolation::worker; }
    jobs::Runner& runner() const { return world->plugins->runner(); }
    std::string enqueue(const char* kind, const std::string& payload = "{}", const char* key = "") {
        const Answer answer =
            world->post("/scribe/jobs", {{"kind", kind}, {"payload", payload}, {"key", key}});
        EXPECT_EQ(answer.status, 200) << answer.fault_text;
        return answer.body;
    }
    std::string shown(const std::string& job) { return world->get("/scribe/jobs/" + job).body; }
    std::string copies() { return world->sql("select count(*) from scribe_copy"); }
    std::string error() { return world->sql("select error from core_job"); }
    std::string state() { return world->sql("select state from core_job"); }
    bool soon(const std::function<bool()>& what) const {
        for (int i = 0; i < 1000; ++i) {
            if (what()) return true;
            std::this_thread::sleep_for(milliseconds(10));
        }
        return false;
    }

    std::unique_ptr<World> world;
};

TEST_P(JobsBoundary, AJobRunsWithItsPayloadInItsOrganisation) {
    const std::string id = enqueue("copy", R"({"page": "1"})");
    EXPECT_EQ(shown(id), "1 0 0/0");
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(shown(id), "3 1 2/2") << error();
    EXPECT_EQ(world->sql("select text from scribe_copy where organisation_id = 10"),
              R"(copy {"page": "1"} 1)");
    EXPECT_EQ(runner().run_due(), 0);
    EXPECT_EQ(world->get("/scribe/jobs/" + id, World::kOther).status, 404) << "another school's";
}

TEST_P(JobsBoundary, AJobIsWrittenWithItsTransactionOrNotAtAll) {
    world->post("/scribe/jobs", {{"kind", "copy"}, {"payload", "{}"}, {"commit", "no"}});
    EXPECT_EQ(world->sql("select count(*) from core_job"), "0");
    const Answer answer = world->post("/scribe/outside");
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.fault_text, HasSubstr("no open transaction that writes"));
}

TEST_P(JobsBoundary, TheSameKeyIsTheSameJob) {
    const std::string id = enqueue("copy", "{}", "week 36");
    EXPECT_EQ(enqueue("copy", "{}", "week 36"), id);
    EXPECT_NE(enqueue("copy", "{}", "week 37"), id);
    EXPECT_EQ(runner().run_due(), 2);
}

TEST_P(JobsBoundary, WhatCannotBeQueuedIsRefused) {
    const auto refused = [&](const char* kind, const std::string& payload, const char* key) {
        const Answer answer =
            world->post("/scribe/jobs", {{"kind", kind}, {"payload", payload}, {"key", key}});
        EXPECT_EQ(answer.status, 500) << kind;
        return answer.fault_text;
    };
    EXPECT_THAT(refused("paint", "{}", ""), HasSubstr("declares no job \"paint\""));
    EXPECT_THAT(refused("copy", std::string(16 * 1024 + 1, 'x'), ""), HasSubstr("too long"));
    EXPECT_THAT(refused("copy", "\xff", ""), HasSubstr("UTF-8"));
    EXPECT_THAT(refused("copy", "{}", "@schedule"), HasSubstr("begins with @"));
    EXPECT_EQ(world->get("/scribe/progress").status, 500) << "the call runs no job";
    EXPECT_EQ(world->sql("select count(*) from core_job"), "0");
}

TEST_P(JobsBoundary, StatusesDecideWhetherItIsTriedAgain) {
    enqueue("refuse");
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(state(), "failed");
    EXPECT_THAT(error(), HasSubstr("no such paper"));
    world->change("delete from core_job");
    const std::string id = enqueue("fail");
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(state(), "waiting");
    EXPECT_THAT(error(), HasSubstr("no paper"));
    world->clock.at_ms += jobs::pause_ms(1);
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(shown(id), "4 2 0/0");
    world->change("delete from core_job");
    enqueue("nobody");
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_THAT(error(), HasSubstr("no handler"));
}

TEST_P(JobsBoundary, OneThatWaitsOrRunsIsCancelled) {
    const std::string waiting = enqueue("copy");
    const std::string other =
        world->post("/scribe/jobs/" + waiting + "/cancel", {}, World::kOther).body;
    EXPECT_EQ(other, "too late") << "another school's";
    EXPECT_EQ(world->post("/scribe/jobs/" + waiting + "/cancel").body, "cancelled");
    EXPECT_EQ(world->post("/scribe/jobs/" + waiting + "/cancel").body, "too late");
    EXPECT_EQ(runner().run_due(), 0);
    EXPECT_EQ(copies(), "0");

    const std::string id = enqueue("wait");
    runner().start();
    ASSERT_TRUE(soon([&] {
        runner().keep();
        return shown(id) == "2 1 1/3";
    })) << shown(id);
    EXPECT_EQ(world->post("/scribe/jobs/" + id + "/cancel").body, "cancelled");
    runner().keep();
    EXPECT_TRUE(soon([&] { return shown(id) == "5 1 1/3"; })) << shown(id);
}

TEST_P(JobsBoundary, AJobYieldsWhenTheHostEnds) {
    const std::string id = enqueue("wait");
    runner().start();
    ASSERT_TRUE(soon([&] { return state() == "running"; }));
    EXPECT_THAT(runner().stop(milliseconds(20'000)), IsEmpty());
    EXPECT_EQ(shown(id).substr(0, 3), "1 0");
}

TEST_P(JobsBoundary, AModuleThatIsOffKeepsItsJobs) {
    enqueue("copy");
    world->change(
        "insert into core_module_setting (organisation_id, module, state, set_at_ms) values "
        "(10, 'scribe', 'off', 0)");
    world->plugins->lent().modules.reload();
    EXPECT_EQ(runner().run_due(), 0);
    world->change("delete from core_module_setting");
    world->plugins->lent().modules.reload();
    world->clock.at_ms += 60'000;
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(copies(), "1");
}

TEST_P(JobsBoundary, AScheduleRunsForEachSchoolWhereTheModuleIsOn) {
    world->change(
        "insert into core_module_setting (organisation_id, module, state, set_at_ms) values "
        "(11, 'scribe', 'off', 0)");
    world->plugins->lent().modules.reload();
    EXPECT_EQ(runner().plan(), 0) << "a new schedule begins with its next instant";
    world->clock.at_ms += 2 * kHourMs;  // 07:00
    EXPECT_EQ(runner().plan(), 0);
    world->clock.at_ms += kHourMs;  // 08:00
    EXPECT_EQ(runner().plan(), 1);
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(world->sql("select text from scribe_copy where organisation_id = 10"), "daily {} 1");
}

TEST_P(JobsBoundary, AWorkerThatDiesOrHangsInAJobIsReplacedAndTheJobTriedAgain) {
    if (!in_worker()) GTEST_SKIP() << "in the host it would take the host along";
    enqueue("crash");
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(state(), "waiting");
    EXPECT_THAT(error(), HasSubstr("its worker ended"));
    EXPECT_EQ(world->get("/scribe/progress").status, 500) << "the next one serves";
    world->clock.at_ms += jobs::pause_ms(1);
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_EQ(state(), "failed") << "twice is enough";

    world->change("delete from core_job");
    enqueue("loop");
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(runner().run_due(), 1);
    EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(10'000));
    EXPECT_THAT(error(), HasSubstr("did not answer in time"));
    EXPECT_EQ(world->get("/scribe/progress").status, 500);
}

// Jobs that take their time take no request's place.
TEST_P(JobsBoundary, RequestsAreServedWhileJobsRun) {
    enqueue("wait");
    enqueue("wait");
    runner().start();
    ASSERT_TRUE(soon([&] {
        return world->sql("select count(*) from core_job where state = 'running'") == "2";
    }));
    EXPECT_EQ(world->get("/scribe/progress").status, 500);
    EXPECT_THAT(runner().stop(milliseconds(20'000)), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Everywhere, JobsBoundary, testing::ValuesIn(kEverywhere), name_of);

}  // namespace
}  // namespace kerege::plugins
