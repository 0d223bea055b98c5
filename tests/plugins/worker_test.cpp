// Plugins in processes of their own: what a plugin in the host does they do as well, and what they
// do to themselves harms nobody.
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/remote/remote_plugin.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

class Wild : public testing::Test {
protected:
    void SetUp() override {
        world.workers.chosen["wild"] = Isolation::worker;
        world.workers.call_deadline = milliseconds(1500);
        world.workers.pause_max = milliseconds(500);
        world.workers.lane_wait_max = milliseconds(20'000);
        world.workers.memory_bytes_max = size_t{400} << 20;
        world.workers.deaths_max = 3;
        world.load("wild");
        ASSERT_EQ(world.entry("wild").state, State::loaded) << world.entry("wild").reason;
    }
    Answer ask(const std::string& what) { return world.get("/wild/" + what); }
    // The worker ended in this request, which got a clean answer; the next one is served.
    void expect_replaced(const std::string& what, const std::string& reason) {
        const Answer answer = ask(what);
        EXPECT_EQ(answer.status, 503) << what << " " << answer.fault_text;
        EXPECT_EQ(answer.body, "");
        EXPECT_EQ(ask("hello").body, "hello") << "after " << what;
        EXPECT_THAT(world.log_text(), HasSubstr(reason)) << what;
    }

    World world;
};

TEST_F(Wild, AnExceptionEndsTheRequestAndNothingElse) {
    EXPECT_EQ(ask("throw").status, 500);
    EXPECT_THAT(world.log_text(), Not(HasSubstr("gone")));
    EXPECT_EQ(ask("hello").body, "hello");
}

TEST_F(Wild, WhoAbortsIsReplaced) { expect_replaced("abort", "signal 6"); }
TEST_F(Wild, WhoCrashesIsReplaced) { expect_replaced("segfault", "its worker is gone"); }
TEST_F(Wild, WhoCallsExitIsReplaced) { expect_replaced("exit", "ended by itself with status"); }
TEST_F(Wild, WhoLoopsForEverIsEndedAndReplaced) {
    expect_replaced("loop", "did not answer in time");
}
TEST_F(Wild, WhoTakesAllMemoryIsEndedAndReplaced) {
    world.workers.call_deadline = milliseconds(20'000);
    expect_replaced("allocate", "MiB of memory");
}
TEST_F(Wild, WhoSendsNonsenseIsEndedAndReplaced) { expect_replaced("nonsense", "can mean"); }

TEST_F(Wild, WhoHoldsTheWriteLockIsEndedBeforeOthersGiveUp) {
    expect_replaced("lock", "did not answer in time");
    // The lock is free: the host itself can write.
    world.change("insert into wild_note (organisation_id, id, text) values (10, 1, 'x')");
    EXPECT_EQ(world.sql("select count(*) from wild_note"), "1");
}

TEST_F(Wild, WhoNeverStopsAskingIsEndedAndReplaced) {
    expect_replaced("chatter", "did not answer in time");
    expect_replaced("chatterlock", "did not answer in time");
    world.change("insert into wild_note (organisation_id, id, text) values (10, 1, 'x')");
}

TEST_F(Wild, ALineFromAHelperThreadIsWritten) {
    EXPECT_EQ(ask("helper").body, "hello");
    EXPECT_TRUE(world.logs("from a helper"));
}

TEST_F(Wild, WhoClosesItsErrorStreamIsServedOn) {
    EXPECT_EQ(ask("mute").body, "hello");
    EXPECT_EQ(ask("hello").body, "hello");
}

TEST_F(Wild, ARequestTooLargeForAWorkerIsRefusedAndHarmsNobody) {
    const Answer answer = world.post("/wild/large", {{"text", std::string(size_t{21} << 20, 'x')}});
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(ask("hello").body, "hello");
    EXPECT_THAT(world.log_text(), Not(HasSubstr("gone")));
}

TEST_F(Wild, AReplacementInheritsNothingOfTheHost) {
    const int listening = socket(AF_INET, SOCK_STREAM, 0);  // not closed on exec, as Poco's
    ASSERT_GE(listening, 0);
    expect_replaced("abort", "signal 6");
    EXPECT_EQ(ask("around").body, "got: ");
    close(listening);
}

TEST_F(Wild, SignalsToTheHostAreNotSent) {
    EXPECT_EQ(ask("signal").body, "hello");
    EXPECT_EQ(ask("shared").body, "got: ");
}

TEST(WildEnds, InTheMidstOfAReplacement) {
    for (int i = 0; i < 5; ++i) {
        World world(data::Dialect::sqlite, Isolation::worker);
        world.load("wild");
        EXPECT_EQ(world.get("/wild/abort").status, 503);
        std::this_thread::sleep_for(milliseconds(100 * i));
    }
}

TEST_F(Wild, ALeakedThreadHarmsNobody) {
    EXPECT_EQ(ask("thread").body, "hello");
    EXPECT_EQ(ask("hello").body, "hello");
}

TEST_F(Wild, LiesAreRefusedOneByOne) {
    // 3 invalid, 7 internal, 0 good: the codes of kerege/abi/base.h.
    EXPECT_EQ(ask("oversized").body, "3 3 3 3 3 0 3 3 0 ");
    EXPECT_EQ(ask("sizes").body, "3 3 3 3 ");
    EXPECT_EQ(ask("utf8").body, "3 3 3 3 ");
    EXPECT_EQ(ask("twice").body, "0 3 0 3 3 3 ");
    EXPECT_EQ(ask("elsewhere").body, "7 7 7 ");
    EXPECT_THAT(world.log_text(), Not(HasSubstr("gone")));
}

TEST_F(Wild, NothingOutsideItsFolderCanBeReached) { EXPECT_EQ(ask("escape").body, "got: "); }

TEST_F(Wild, WhoKeepsEndingIsParkedAndTheOperatorTold) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask("abort").status, 503);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const Plugin& plugin = *world.plugins->loaded().front();
    while (std::chrono::steady_clock::now() < deadline &&
           !remote::worker_trouble(plugin).starts_with("parked"))
        std::this_thread::sleep_for(milliseconds(20));
    EXPECT_THAT(remote::worker_trouble(plugin), HasSubstr("parked after 3 ends"));
    EXPECT_TRUE(world.logs("is parked"));
    EXPECT_EQ(ask("hello").status, 503);
}

TEST(WildInTheHost, WhatCanBeContainedThereIs) {
    World world;
    world.load("wild");
    ASSERT_EQ(world.entry("wild").state, State::loaded) << world.entry("wild").reason;
    EXPECT_EQ(world.get("/wild/throw").status, 500);
    EXPECT_EQ(world.get("/wild/oversized").body, "3 3 3 3 3 0 3 3 0 ");
    EXPECT_EQ(world.get("/wild/sizes").body, "3 3 3 3 ");
    EXPECT_EQ(world.get("/wild/utf8").body, "3 3 3 3 ");
    EXPECT_EQ(world.get("/wild/twice").body, "0 3 0 3 3 3 ");
    EXPECT_EQ(world.get("/wild/elsewhere").body, "7 7 7 ");
    EXPECT_EQ(world.get("/wild/hello").body, "hello");
}

}  // namespace
}  // namespace kerege::plugins
