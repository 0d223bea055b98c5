// Plugins that take their time, or never come back: the others hear and are served, and the house
// knows that it can't be taken apart.
#include <stdlib.h>

#include <fstream>
#include <thread>

#include "host/src/plugins/outbox.hpp"
#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Slow : public testing::TestWithParam<data::Dialect> {
protected:
    void SetUp() override {
        const bool postgres = GetParam() == data::Dialect::postgresql;
        if (postgres && !std::getenv("KEREGE_TEST_POSTGRES")) GTEST_SKIP() << "no PostgreSQL";
        world = std::make_unique<World>(GetParam());
        world->load("slow");
        hold_file = world->folder / "hold";
        setenv("KEREGE_TEST_HOLD", hold_file.c_str(), 1);
    }
    void TearDown() override {
        if (!world) return;
        let_go();
        world.reset();
        unsetenv("KEREGE_TEST_HOLD");
    }
    void hold() const { std::ofstream(hold_file) << "hold\n"; }
    void let_go() const { std::filesystem::remove(hold_file); }
    void publish(const std::string& payload) const {
        auto transaction = world->database->write();
        world->plugins->outbox().publish(transaction, World::kSchool, "test.thing.happened", {},
                                         payload);
        transaction.commit();
    }
    std::string waiting_for(const std::string& module) const {
        return world->sql("select count(*) from core_event_delivery where module = '" + module +
                          "'");
    }
    bool soon(const std::function<bool()>& what) const {
        for (int i = 0; i < 500; ++i) {
            if (what()) return true;
            std::this_thread::sleep_for(milliseconds(10));
        }
        return false;
    }

    std::unique_ptr<World> world;
    std::filesystem::path hold_file;
};

TEST_P(Slow, OneThatHangsKeepsNobodyElseFromHearing) {
    hold();
    publish("waiter");
    publish("another");
    world->plugins->deliverer().start();
    EXPECT_TRUE(soon([&] { return waiting_for("prompt") == "0"; }));
    EXPECT_EQ(waiting_for("waiter"), "2");
    let_go();
    EXPECT_TRUE(soon([&] { return waiting_for("waiter") == "0"; }));
}

TEST_P(Slow, OneThatHangsIsNotWaitedForWithoutEnd) {
    hold();
    publish("waiter");
    world->plugins->deliverer().start();
    ASSERT_TRUE(soon([&] {
        return world->sql(
                   "select count(*) from core_event_delivery where module = 'waiter' and "
                   "attempts = 1") == "1";
    }));
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THAT(world->plugins->stop(milliseconds(200)), ElementsAre("waiter"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(5000));
    EXPECT_EQ(world->plugins->loaded().size(), 2u) << "nothing is taken away beneath it";
    let_go();
    EXPECT_THAT(world->plugins->stop(), IsEmpty());
    EXPECT_THAT(world->plugins->loaded(), IsEmpty());
}

TEST_P(Slow, AnErrorThatIsNoTextIsToldAndPutsTheEventOff) {
    publish("garbled");
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 2);
    EXPECT_THAT(world->sql("select last_error from core_event_delivery"),
                HasSubstr("\xEF\xBF\xBD\xEF\xBF\xBD no text"));
    EXPECT_EQ(world->sql("select count(*) from core_event_delivery where next_at_ms > " +
                         std::to_string(world->clock.at_ms)),
              "2");
    EXPECT_EQ(world->plugins->deliverer().deliver_due(), 0) << "it is put off";
}

// All connections but one are in use: a second one for the setting would never come free.
TEST_P(Slow, ASettingIsReadThroughTheOpenTransaction) {
    static const data::Statement look{"test", "select 1", {}};
    std::vector<data::Transaction> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(world->database->read());
        EXPECT_TRUE(others.back().first(look, {}, [](const data::Row&) {}));
    }
    const Answer answer = world->get("/waiter/setting");
    EXPECT_EQ(answer.status, 200) << answer.fault_text;
    EXPECT_EQ(answer.body, "none");
}

INSTANTIATE_TEST_SUITE_P(Databases, Slow,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         [](const auto& tested) {
                             return tested.param == data::Dialect::sqlite ? "sqlite" : "postgresql";
                         });

}  // namespace
}  // namespace kerege::plugins
