// Plugins that break the rules, each in its own way, beside one that keeps them: it must be served
// whatever the others do, and each failure must say in plain words what it was.
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using testing::HasSubstr;

struct Broken {
    const char* id;
    const char* reason;
};

constexpr Broken kBroken[] = {
    {"badmanifest", "unknown key \"verison\"; did you mean \"version\"?"},
    {"nolibrary", "nolibrary.so is not there"},
    {"notlibrary", "it can't be opened"},
    {"noentry", "it does not export kerege_plugin_entry_v1"},
    {"notable", "its entry function returns no table"},
    {"entrythrows", "had enough"},
    {"otherabi", "it was built for version 99 of the plugin interface; this host speaks version 1"},
    {"smalltable", "its table has 32 bytes"},
    {"otherid", "it says its id is \"journal\", plugin.yaml says \"otherid\""},
    {"otherversion", "it says its version is \"9.9.9\", plugin.yaml says \"1.0.0\""},
    {"noid", "its id can't be read"},
    {"nostart", "its table lacks one of create, start"},
    {"createthrows", "create() failed: it threw: create had enough"},
    {"startthrows", "start() failed: it threw something that is no exception of C++"},
    {"startfails", "start() failed: there is no licence"},
    {"foreignroute", "does not begin with \"/foreignroute\""},
    {"nohandlers", "it has routes but does not offer kerege.plugin.http/1"},
    {"badletter", "news.txt:3: the section {{#item}} is not closed"},
    {"badmigration", "0002_second.expand.sql"},
    {"greedymigration", "0001_first.expand.sql"},
};

// One world for all: the plugins are loaded once, as in life.
class Hostile : public testing::Test {
protected:
    static void SetUpTestSuite() {
        world = new World;
        world->load("hostile");
    }
    static void TearDownTestSuite() {
        delete world;
        world = nullptr;
    }
    static World* world;
};
World* Hostile::world = nullptr;

TEST_F(Hostile, EachFailsWithAReasonInPlainWords) {
    for (const auto& broken : kBroken) {
        const Entry& entry = world->entry(broken.id);
        EXPECT_EQ(entry.state, State::failed) << broken.id;
        EXPECT_THAT(entry.reason, HasSubstr(broken.reason)) << broken.id;
        EXPECT_THAT(world->log_text(), HasSubstr(std::string(broken.id) + " failed: "));
    }
}

TEST_F(Hostile, ThoseThatNeedAFailedOneAreLeftOut) {
    EXPECT_EQ(world->entry("needy").state, State::left_out);
    EXPECT_EQ(world->entry("needy").reason, "it needs \"startfails\", which failed");
    EXPECT_EQ(world->entry("needsneedy").state, State::left_out);
}

TEST_F(Hostile, TheOthersAreServed) {
    for (const char* id : {"polite", "handlerthrows", "statusunknown", "endthrows"})
        EXPECT_EQ(world->entry(id).state, State::loaded) << world->entry(id).reason;
    EXPECT_EQ(world->plugins->loaded().size(), 4u);
    const Answer answer = world->get("/polite");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "half an answer");
}

TEST_F(Hostile, WhatAFailedStartRegisteredIsTakenBack) {
    for (const char* id : {"startthrows", "startfails", "nohandlers"})
        EXPECT_EQ(world->get(std::string("/") + id).status, 404) << id;
}

TEST_F(Hostile, AHandlerThatThrowsIsAFaultAndNothingOfItsAnswerIsLeft) {
    for (int i = 0; i < 3; ++i) {
        const Answer answer = world->get("/handlerthrows");
        EXPECT_EQ(answer.status, 500);
        EXPECT_THAT(answer.fault_text, HasSubstr("crossed the boundary: no token is valid"));
        EXPECT_EQ(answer.body, "");
        EXPECT_EQ(world->get("/polite").status, 200);
    }
}

TEST_F(Hostile, AStatusNobodyKnowsIsInternal) {
    const Answer answer = world->get("/statusunknown");
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.fault_text, HasSubstr("status 4711"));
}

TEST_F(Hostile, AFailedMigrationLeavesTheOnesBeforeItAndNothingOfItself) {
    EXPECT_EQ(world->sql("select count(*) from badmigration_first"), "0");
    EXPECT_EQ(world->sql("select count(*) from sqlite_master where name = 'badmigration_second'"),
              "0");
}

TEST_F(Hostile, OneThatThrowsAtTheEndDoesNotKeepTheOthersFromEnding) {
    World mine;
    mine.load("hostile");
    mine.plugins->stop();
    EXPECT_THAT(mine.log_text(), HasSubstr("quiesce() threw"));
    EXPECT_THAT(mine.log_text(), HasSubstr("stop() threw"));
    EXPECT_THAT(mine.log_text(), HasSubstr("destroy() threw"));
}

}  // namespace
}  // namespace kerege::plugins
