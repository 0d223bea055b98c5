// Which modules are on where, on both databases.
#include "host/src/directory/modules.hpp"

#include <chrono>
#include <thread>

#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

class ModulesTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        modules = open();
    }

    std::unique_ptr<Modules> open() {
        auto made = std::make_unique<Modules>(**database, audit, clock, local_time);
        made->set_known({{"school", {}, true},
                         {"journal", {"school"}, true},
                         {"homework", {"journal"}, true},
                         {"courses", {}, false}});
        return made;
    }

    void set(OrganisationId organisation, const std::string& module, const std::string& state,
             const std::string& from = {}, const std::string& until = {}) {
        const auto done = modules->set({organisation, module, state, from, until}, by);
        EXPECT_TRUE(done) << (done ? "" : done.fault().log_text);
    }

    // Waits for what a watcher must notice within a second or so.
    static bool soon(const std::function<bool()>& happened) {
        for (int i = 0; i < 500 && !happened(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return happened();
    }

    std::unique_ptr<Modules> modules;
};

TEST_P(ModulesTest, OutliveATableThatIsNotThere) {
    database->run("drop table core_change");
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    EXPECT_TRUE(modules->on("school", school)) << "what was known last holds";
    database->run("create table core_change (area text primary key, number bigint not null)");
    EXPECT_TRUE(open()->set({school, "journal", "off", {}, {}}, by));
    EXPECT_TRUE(soon([&] { return !modules->on("journal", school); })) << "it looks again";
}

TEST_P(ModulesTest, AreOnForVisitorsWhereTheyAreOnAtTheTop) {
    const int courses = modules->index("courses");
    EXPECT_FALSE(modules->on_at_top(courses));
    set(school, "courses", "on");
    EXPECT_FALSE(modules->on_at_top(courses)) << "one school is not the site";
    set(ministry, "courses", "on");
    EXPECT_TRUE(modules->on_at_top(courses));
    EXPECT_FALSE(modules->on_at_top(modules->index("unknown")));
}

TEST_P(ModulesTest, FollowTheNearestSettingAbove) {
    EXPECT_TRUE(modules->on("school", school));
    EXPECT_FALSE(modules->on("courses", school));
    set(ministry, "courses", "on");
    EXPECT_TRUE(modules->on("courses", school));
    set(region, "courses", "off");
    EXPECT_FALSE(modules->on("courses", school));
    EXPECT_TRUE(modules->on("courses", ministry));
    set(school, "courses", "on");
    EXPECT_TRUE(modules->on("courses", school));
    EXPECT_FALSE(modules->on("courses", other_school));
    set(region, "courses", "inherited");
    EXPECT_TRUE(modules->on("courses", other_school));
    EXPECT_EQ(modules->settings().size(), 2u);
    EXPECT_EQ(database->number("select count(*) from core_audit where action = 'module.set' and "
                               "person_id = 7"),
              4);
}

TEST_P(ModulesTest, AreOffWithoutWhatTheyNeed) {
    set(school, "school", "off");
    EXPECT_FALSE(modules->on("journal", school));
    EXPECT_FALSE(modules->on("homework", school));
    EXPECT_TRUE(modules->on("homework", other_school));
    set(school, "homework", "on");
    EXPECT_FALSE(modules->on("homework", school));
    set(school, "school", "on");
    EXPECT_TRUE(modules->on("homework", school));
}

TEST_P(ModulesTest, KeepTheirDays) {
    // It is 2 September 2026.
    set(school, "courses", "on", "2026-09-03", "2026-09-04");
    EXPECT_FALSE(modules->on("courses", school));
    for (const bool expected : {true, true, false}) {
        clock.advance(kDayMs);
        modules->reload();
        EXPECT_EQ(modules->on("courses", school), expected) << local_time.day(clock.now_ms());
    }
    set(school, "journal", "off", "", "2026-09-01");
    EXPECT_TRUE(modules->on("journal", school)) << "a setting of the past counts for nothing";
}

TEST_P(ModulesTest, NoticeMidnightByThemselves) {
    set(school, "courses", "on", "2026-09-03");
    EXPECT_FALSE(modules->on("courses", school));
    clock.advance(kDayMs);
    EXPECT_TRUE(soon([&] { return modules->on("courses", school); }));
}

TEST_P(ModulesTest, NoticeWhatAnotherHostWrites) {
    const auto other = open();
    set(school, "journal", "off");
    EXPECT_FALSE(modules->on("journal", school)) << "at once where it was set";
    EXPECT_TRUE(soon([&] { return !other->on("journal", school); }));
    set(school, "journal", "inherited");
    EXPECT_TRUE(soon([&] { return other->on("journal", school); }));
    const auto fresh = add(region, "school", "school-7");
    EXPECT_TRUE(soon([&] { return other->on("journal", fresh); }));
}

TEST_P(ModulesTest, RefuseWhatMakesNoSense) {
    const auto refused = [&](const ModuleSetting& setting) {
        const auto result = modules->set(setting, by);
        EXPECT_FALSE(result);
        return result ? FaultKind::internal : result.fault().kind;
    };
    EXPECT_EQ(refused({OrganisationId{99}, "journal", "off", "", ""}), FaultKind::not_found);
    EXPECT_EQ(refused({school, "chess", "off", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({school, "journal", "maybe", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({school, "journal", "off", "2026-02-30", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({school, "journal", "off", "2026-09-02", "2026-09-01"}), FaultKind::invalid);
    EXPECT_TRUE(modules->settings().empty());
    EXPECT_EQ(modules->index("chess"), -1);
    EXPECT_FALSE(modules->on("chess", school));
    EXPECT_FALSE(modules->on("journal", OrganisationId{99}));
}

TEST_P(ModulesTest, CanBeAskedWhileTheyChange) {
    const int journal = modules->index("journal");
    std::atomic<bool> ending{false};
    std::atomic<int64_t> asked{0};
    std::vector<std::thread> askers;
    for (int i = 0; i < 4; ++i) {
        askers.emplace_back([&] {
            while (!ending) {
                (void)modules->on(journal, school);
                EXPECT_TRUE(modules->on(journal, other_school));
                ++asked;
            }
        });
    }
    for (int i = 0; i < 10; ++i) set(school, "journal", i % 2 ? "on" : "off");
    EXPECT_TRUE(soon([&] { return asked > 0; })) << "on a busy machine they begin late";
    ending = true;
    for (auto& asker : askers) asker.join();
    EXPECT_TRUE(modules->on(journal, school));
}

TEST_P(ModulesTest, AreWrittenDownWithTheirDays) {
    set(school, "courses", "on", "2026-09-03", "2026-09-04");
    set(school, "courses", "off");
    EXPECT_EQ(database->text("select detail from core_audit where action = 'module.set' order by "
                             "id desc"),
              R"({"module":"courses","before":{"state":"on","from":"2026-09-03",)"
              R"("until":"2026-09-04"},"after":{"state":"off","from":"","until":""}})");
}

// What the published views show each module follows the switches, in the same transaction.
TEST_P(ModulesTest, AreKeptWhereTheDatabaseFencesPluginsByThem) {
    const auto reach = [&](const std::string& module) {
        return database->number("select count(*) from core_module_reach where module = '" + module +
                                "'");
    };
    EXPECT_EQ(reach("journal"), 4);
    EXPECT_EQ(reach("courses"), 0);
    EXPECT_EQ(reach(""), 4);  // the host
    set(region, "school", "off");
    EXPECT_EQ(reach("school"), 1);
    EXPECT_EQ(reach("journal"), 1);  // it needs the school
    set(school, "school", "on");
    EXPECT_EQ(reach("school"), 2);
    set(region, "school", "inherited");
    EXPECT_EQ(reach("journal"), 4);

    const OrganisationId third = add(region, "school", "third");
    modules->reload();
    EXPECT_EQ(reach("journal"), 5);
    EXPECT_EQ(reach(""), 5);
    set(third, "journal", "off", local_time.day(clock.now_ms() + kDayMs));
    EXPECT_EQ(reach("journal"), 5);
    clock.advance(kDayMs);
    EXPECT_TRUE(soon([&] { return reach("journal") == 4; }));
    // What another host has written is seen to as well.
    database->run("delete from core_module_reach");
    modules->reload();
    EXPECT_EQ(reach("journal"), 4);
}

KEREGE_ON_BOTH_DATABASES(ModulesTest);

}  // namespace
}  // namespace kerege::directory
