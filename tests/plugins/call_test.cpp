// One plugin asks another: both in the host, both in workers, one here and one there, on both
// databases.
#include "host/src/plugins/call.hpp"

#include <chrono>
#include <tuple>

#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/services.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::StartsWith;

class Call : public testing::TestWithParam<std::tuple<Surroundings, Isolation>> {
protected:
    void SetUp() override {
        if (!surroundings().available()) GTEST_SKIP() << "KEREGE_TEST_POSTGRES is not set";
        world = std::make_unique<World>(surroundings().dialect, surroundings().isolation);
        world->workers.chosen["ledger"] = provider();
        world->workers.call_deadline = milliseconds(4000);
        world->load("services");
        for (const char* id : {"ledger", "clerk"})
            ASSERT_EQ(world->entry(id).state, State::loaded) << world->entry(id).reason;
    }
    const Surroundings& surroundings() const { return std::get<0>(GetParam()); }
    Isolation provider() const { return std::get<1>(GetParam()); }
    // Whether the provider's writes are in the consumer's transaction.
    bool joins() const { return surroundings().dialect == data::Dialect::sqlite; }

    std::string ask(const std::string& method) { return world->get("/clerk/ask/" + method).body; }
    Answer write(const std::string& method, const std::string& end) {
        return world->post("/clerk/writing/" + method, {{"end", end}});
    }
    std::string entries() { return world->sql("select count(*) from ledger_entry"); }
    std::string notes() { return world->sql("select count(*) from clerk_note"); }
    std::string events() { return world->sql("select count(*) from core_event"); }
    std::string audits() {
        return world->sql("select count(*) from core_audit where action = 'entry.added'");
    }
    void turn(const std::string& module, const std::string& state) {
        auto& modules = world->plugins->lent().modules;
        ASSERT_TRUE(modules.set({World::kSchool, module, state, "", ""}, PersonId{77}).ok());
    }

    std::unique_ptr<World> world;
};

std::string name_of_sides(const testing::TestParamInfo<Call::ParamType>& tested) {
    const auto& [consumer, provider] = tested.param;
    return name_of(testing::TestParamInfo<Surroundings>(consumer, 0)) +
           (provider == Isolation::host ? "_to_the_host" : "_to_a_worker");
}

INSTANTIATE_TEST_SUITE_P(Everywhere, Call,
                         testing::Combine(testing::ValuesIn(kEverywhere),
                                          testing::Values(Isolation::host, Isolation::worker)),
                         name_of_sides);

TEST_P(Call, TheProviderActsForTheSamePersonWithoutTheirRequest) {
    EXPECT_EQ(ask("who"), "77 10 kk from the clerk []");
    EXPECT_EQ(world->get("/clerk/ask/who", World::kOther).body, "77 11 kk from the clerk []");
}

TEST_P(Call, WhatTheProviderDoesOutsideATransactionLasts) {
    EXPECT_EQ(ask("add"), "1");
    EXPECT_EQ(entries(), "1");
    EXPECT_EQ(events(), "1");
    EXPECT_EQ(audits(), "1");
    EXPECT_EQ(ask("leave_open"), "left");
    EXPECT_EQ(entries(), "1");
}

TEST_P(Call, WhatTheProviderWritesLastsWithTheCallersTransaction) {
    EXPECT_EQ(write("add", "commit").body, "1");
    EXPECT_EQ(notes() + entries() + events() + audits(), "2121");
    // Its own login on PostgreSQL is a session of its own.
    EXPECT_EQ(write("add", "roll back").body, "2");
    EXPECT_EQ(notes(), "2");
    EXPECT_EQ(entries() + audits(), joins() ? "11" : "22");
}

TEST_P(Call, AProviderThatFailsIsUndoneAndTheCallerGoesOn) {
    EXPECT_EQ(write("fail", "commit").body, "fault 4: ledger.entries/1 fail: the books are closed");
    EXPECT_EQ(notes(), "2");
    EXPECT_EQ(entries(), joins() ? "0" : "2");
    EXPECT_EQ(events(), joins() ? "1" : "3");
    EXPECT_THAT(write("fault", "commit").body, HasSubstr("a bug in the provider"));
    EXPECT_THAT(write("break", "commit").body, StartsWith("fault 4: "));
    EXPECT_EQ(write("leave_open", "commit").body, "left");
    EXPECT_EQ(notes(), "8");
    EXPECT_EQ(entries(), joins() ? "0" : "3");
}

TEST_P(Call, WhereTheCallerReadsTheProviderReads) {
    EXPECT_EQ(write("add", "commit").body, "1");
    EXPECT_EQ(world->get("/clerk/reading/count").body, "1; 2");
    EXPECT_THAT(world->get("/clerk/reading/add").body,
                HasSubstr("the transaction of who asks only reads"));
    EXPECT_THAT(world->get("/clerk/page").body, HasSubstr("only reads when a slot asks it"));
    EXPECT_EQ(entries(), "1");
}

TEST_P(Call, AProviderThatIsOffOrAbsentIsNotFound) {
    EXPECT_EQ(world->get("/clerk/available").body, "yes");
    turn("ledger", "off");
    EXPECT_EQ(world->get("/clerk/available").body, "no");
    EXPECT_EQ(ask("count"), "fault 1: call: \"ledger\" is off for the organisation");
    EXPECT_EQ(world->get("/clerk/ask/count", World::kOther).body, "0");
    EXPECT_EQ(world->get("/clerk/available?subject=absent.things/1").body, "no");
    EXPECT_THAT(world->get("/clerk/ask/x?subject=absent.things/1").body,
                HasSubstr("nobody who is loaded offers"));
}

TEST_P(Call, WhatWasNotDeclaredIsForbidden) {
    for (const char* service : {"link1.pass/1", "ledger.entries/2", "nobody.x/1", "x"}) {
        EXPECT_THAT(world->get(std::string("/clerk/ask/pass?subject=") + service).body,
                    StartsWith("fault 2: "));
        EXPECT_EQ(world->get(std::string("/clerk/available?subject=") + service).body, "no");
    }
}

TEST_P(Call, AnAnswerIsWholeOrNothing) {
    EXPECT_EQ(ask("largest"), "1048576");
    EXPECT_THAT(ask("large"), HasSubstr("the answer has more than 1 MiB"));
    EXPECT_THAT(write("large", "commit").body, StartsWith("fault 5: "));
    EXPECT_EQ(entries(), joins() ? "1" : "2") << "undone where it joined";
    EXPECT_THAT(ask("binary"), HasSubstr("the answer is not UTF-8"));
    EXPECT_EQ(ask("nothing"), "failed 8: ledger.entries/1 nothing: there is no such method");
    EXPECT_THAT(ask(std::string(65, 'm')), StartsWith("fault 3: "));
}

TEST_P(Call, AProviderThatEndsHarmsNobody) {
    if (provider() == Isolation::host) GTEST_SKIP() << "it would take the host with it";
    world->workers.lane_wait_max = milliseconds(20'000);
    EXPECT_THAT(write("die", "commit").body, StartsWith("fault 6: "));
    EXPECT_EQ(notes(), "2");
    EXPECT_EQ(entries(), joins() ? "0" : "1");
    EXPECT_EQ(ask("count"), joins() ? "0" : "1");
}

TEST_P(Call, AProviderHasTheTimeThatTheCallerHasLeft) {
    if (provider() == Isolation::host) GTEST_SKIP() << "nobody can end it there";
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THAT(ask("sleep"), HasSubstr("did not answer in time"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(8));
    EXPECT_EQ(world->get("/clerk/available").body, "yes") << "who asked goes on";
}

// Without workers, and on one database: what follows is the host's own.
TEST(CallChain, EndsFourDeep) {
    World world;
    world.load("chain");
    EXPECT_EQ(world.get("/link2").body, "link2 link3 link4 link5 end");
    EXPECT_THAT(world.get("/link1").body, HasSubstr("services nest four deep"));
    EXPECT_EQ(world.entry("hopeful").reason,
              "it needs the service \"link6.pass/2\", which \"link6\" 1.0.0 does not offer");
    EXPECT_THAT(world.entry("silent").reason,
                HasSubstr("services in plugin.yaml but does not offer kerege.plugin.services"));
}

TEST(CallArguments, AreCheckedBeforeAnybodyIsAsked) {
    World world;
    world.load("services");
    Plugin* clerk = nullptr;
    for (const auto& loaded : world.plugins->loaded())
        if (loaded->manifest.id == "clerk") clerk = loaded.get();
    access::Scope scope;
    scope.organisation = World::kSchool;
    kerege_call call(*clerk, scope, "kk");
    TextSink answer;
    const auto ask = [&](kerege_str service, kerege_str method, kerege_str request) {
        return kCallService.call(&call, service, method, request, answer.sink(), nullptr);
    };
    const kerege_str entries = str_of("ledger.entries/1"), count = str_of("count");
    EXPECT_EQ(ask(entries, count, {}), KEREGE_OK);
    EXPECT_EQ(ask({nullptr, 5}, count, {}), KEREGE_INVALID);
    EXPECT_EQ(ask(entries, {}, {}), KEREGE_INVALID);
    EXPECT_EQ(ask(entries, str_of("\xff"), {}), KEREGE_INVALID);
    EXPECT_EQ(ask(entries, count, str_of("\xff")), KEREGE_INVALID);
    EXPECT_EQ(ask(entries, count, {nullptr, 1}), KEREGE_INVALID);
    const std::string most(64 * 1024, 'x'), more(64 * 1024 + 1, 'x');
    EXPECT_EQ(ask(entries, count, str_of(most)), KEREGE_OK);
    EXPECT_EQ(ask(entries, count, str_of(more)), KEREGE_INVALID);
    EXPECT_EQ(kCallService.call(nullptr, entries, count, {}, answer.sink(), nullptr),
              KEREGE_INTERNAL);
    EXPECT_EQ(kCallService.call(&call, entries, count, {}, nullptr, nullptr), KEREGE_INVALID);
    EXPECT_EQ(kCallService.available(nullptr, entries), 0);
    // While another plugin runs within it, a call can do nothing.
    call.nested = 1;
    EXPECT_EQ(ask(entries, count, {}), KEREGE_INTERNAL);
    kerege_transaction* transaction = nullptr;
    EXPECT_EQ(kDbService.begin(&call, KEREGE_DB_READ, &transaction, nullptr), KEREGE_INTERNAL);
    call.nested = 0;
    EXPECT_EQ(ask(entries, count, {}), KEREGE_OK);
}

}  // namespace
}  // namespace kerege::plugins
