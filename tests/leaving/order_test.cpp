// An archive that is ordered, made by a job, fetched, and gone after its days; on either database.
#include <fstream>

#include "host/src/leaving/archives.hpp"
#include "tests/leaving/school.hpp"

namespace kerege::leaving {
namespace {

constexpr int kKeepDays = 14;

class ArchivesTest : public SchoolTest {
protected:
    void SetUp() override {
        SchoolTest::SetUp();
        if (IsSkipped()) return;
        queue = std::make_unique<jobs::Queue>(**database, ids, clock);
        archives = std::make_unique<Archives>(parts(), *organisations, audit, *queue, ids,
                                              folder / "archives", kKeepDays);
        administrator.person = PersonId{1};
        administrator.organisation = kSchool;
        stranger.person = PersonId{3};
        stranger.organisation = kOther;
    }
    // The job by hand, this time of so many attempts.
    Result<> run(int attempt = 1) {
        jobs::Taken taken;
        taken.payload = std::to_string(archives->of(kSchool)->id);
        taken.attempt = attempt;
        jobs::Running running(taken);
        return archives->run(running);
    }
    int64_t deeds(const std::string& action) {
        return database->number(
            "select count(*) from core_audit where organisation_id = 10 and "
            "action = '" +
            action + "'");
    }
    bool ordered() { return archives->order(kSchool, administrator.person, "kk", "request").ok(); }

    std::unique_ptr<jobs::Queue> queue;
    std::unique_ptr<Archives> archives;
    access::Scope administrator, stranger;
};
KEREGE_ON_BOTH_DATABASES(ArchivesTest);

// K3.4.3: for administrators of the school alone, and each time the log says who.
TEST_P(ArchivesTest, AreForAdministratorsOfTheSchoolForSomeDays) {
    EXPECT_FALSE(archives->of(kSchool));
    ASSERT_TRUE(ordered());
    EXPECT_EQ(archives->of(kSchool)->state, ArchiveState::waiting);
    EXPECT_FALSE(ordered()) << "one at a time";
    ASSERT_TRUE(run());
    const auto one = archives->of(kSchool);
    ASSERT_EQ(one->state, ArchiveState::ready);
    EXPECT_EQ(one->by_name, "Әбенова =2+3");
    EXPECT_GT(one->bytes, 1000);
    EXPECT_FALSE(archives->open(stranger, one->id, {}));
    EXPECT_EQ(deeds("organisation.archive_fetched"), 0);
    const auto opened = archives->open(administrator, one->id, {});
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->name, "school-a-2026-09-02.zip");
    EXPECT_EQ(deeds("organisation.archive_ordered"), 1);
    EXPECT_EQ(deeds("organisation.archive_fetched"), 1);
    EXPECT_EQ(deeds("list.exported"), 3) << "everybody in it reads of it in their history";
    const auto file = folder / "archives" / (std::to_string(one->id) + ".zip");
    EXPECT_TRUE(files_of(file).contains("datapackage.json"));
    EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::others_read,
              std::filesystem::perms::none);
    archives->forget_old();
    EXPECT_TRUE(std::filesystem::exists(file));
    clock.advance(kKeepDays * test::kDayMs);
    EXPECT_FALSE(archives->open(administrator, one->id, {}));
    archives->forget_old();
    EXPECT_FALSE(std::filesystem::exists(file));
    EXPECT_FALSE(archives->of(kSchool));
}

TEST_P(ArchivesTest, AreReplacedByTheNextOne) {
    ASSERT_TRUE(ordered());
    ASSERT_TRUE(run());
    const int64_t first = archives->of(kSchool)->id;
    ASSERT_TRUE(ordered());
    EXPECT_FALSE(archives->open(administrator, first, {}));
    ASSERT_TRUE(run());
    EXPECT_EQ(database->number("select count(*) from core_school_archive"), 1);
    archives->forget_old();
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "archives"), {}), 1);
}

// The page says which file it was; what an attempt left that was killed is not kept.
TEST_P(ArchivesTest, SayWhatCouldNotBeWrittenAndAreTriedAgain) {
    ASSERT_TRUE(ordered());
    const std::string part = std::to_string(archives->of(kSchool)->id) + ".part";
    std::filesystem::create_directories(folder / "archives");
    std::ofstream(folder / "archives" / (part + ".aBcDeF")) << "half of it";
    database->run(
        "alter table core_setting rename to "
        "core_setting_away");
    EXPECT_FALSE(run());
    EXPECT_EQ(archives->of(kSchool)->state, ArchiveState::waiting);
    EXPECT_EQ(archives->of(kSchool)->trouble, "core/settings.csv");
    EXPECT_FALSE(run(jobs::kAttemptsMax));
    EXPECT_EQ(archives->of(kSchool)->state, ArchiveState::failed);
    EXPECT_EQ(archives->of(kSchool)->trouble, "core/settings.csv");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "archives"), {}), 0);
    database->run("alter table core_setting_away rename to core_setting");
    ASSERT_TRUE(ordered());
    EXPECT_TRUE(run());
    EXPECT_EQ(archives->of(kSchool)->trouble, "");
}

// A job that the operator cancelled says nothing any more.
TEST_P(ArchivesTest, CanBeOrderedAgainAfterTheirJobHasEnded) {
    ASSERT_TRUE(ordered());
    const auto job = archives->of(kSchool)->job;
    auto transaction = (**database).write();
    ASSERT_TRUE(queue->stop(transaction, job));
    transaction.commit();
    EXPECT_EQ(archives->of(kSchool)->state, ArchiveState::failed);
    EXPECT_TRUE(ordered());
    EXPECT_EQ(archives->of(kSchool)->state, ArchiveState::waiting);
}

}  // namespace
}  // namespace kerege::leaving
