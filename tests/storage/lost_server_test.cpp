#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "tests/storage/fixture.hpp"

namespace kerege::data {
namespace {

size_t open_files() {
    const std::filesystem::directory_iterator files("/proc/self/fd");
    return static_cast<size_t>(std::distance(begin(files), end(files)));
}

class LostServerTest : public StorageTest {
protected:
    const Statement& backend = sql("select pg_backend_pid()");
    const Statement& one = sql("select 1");

    void kill(int64_t pid) {
        on_test_server(fmt::format("select pg_terminate_backend({}, 5000)", pid));
    }
};

TEST_P(LostServerTest, AKilledBackendIsReplacedBeforeAnybodyNotices) {
    for (int i = 0; i < 3; ++i) {
        const int64_t before = number(backend);
        kill(before);
        const int64_t after = number(backend);
        EXPECT_NE(before, after);
    }
}

TEST_P(LostServerTest, ATransactionThatLosesItsBackendIsUnavailable) {
    run(sql("create table mark (id bigint primary key)"));
    const auto& insert = sql("insert into mark values ($1)");
    {
        Transaction transaction = database->write();
        transaction.execute(insert, {1});
        int64_t pid = 0;
        transaction.first(backend, {}, [&](const Row& row) { pid = row.int64(0); });
        kill(pid);
        EXPECT_THROW(transaction.execute(insert, {2}), Unavailable);
        EXPECT_THROW(transaction.commit(), std::logic_error);
    }
    EXPECT_EQ(number(sql("select count(*) from mark")), 0);
    Transaction transaction = database->write();
    int64_t pid = 0;
    transaction.first(backend, {}, [&](const Row& row) { pid = row.int64(0); });
    kill(pid);
    EXPECT_THROW(transaction.commit(), Unavailable);
}

TEST_P(LostServerTest, DeadConnectionsLeaveNoOpenFiles) {
    number(one);
    const size_t before = open_files();
    for (int i = 0; i < 5; ++i) kill(number(backend));
    number(one);
    DatabaseSettings nowhere = settings();
    nowhere.target = "host=127.0.0.1 port=1 user=x dbname=x";
    const auto dead = open(nowhere);
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(dead->alive());
    EXPECT_EQ(open_files(), before);
}

// Brings a server of its own down and up again, since the others use the common one.
TEST_P(LostServerTest, AServerThatComesBackIsUsedWithoutARestart) {
    const std::string tool = KEREGE_SOURCE_DIR "/scripts/lib/postgres.sh";
    const std::string own = (folder / "server").string();
    std::filesystem::permissions(folder, std::filesystem::perms(0755));
    const auto call = [&](const std::string& verb) {
        return std::system(
            fmt::format("'{}' {} '{}' > '{}/out'", tool, verb, own, folder.string()).c_str());
    };
    ASSERT_EQ(call("start"), 0);
    std::string target;
    {
        std::unique_ptr<FILE, int (*)(FILE*)> out(fopen((folder / "out").c_str(), "r"), fclose);
        char line[256] = {};
        ASSERT_TRUE(fgets(line, sizeof line, out.get()));
        target = line;
        target.erase(target.find_last_not_of('\n') + 1);
    }
    DatabaseSettings there = settings();
    there.target = target;
    const auto gone = open(there);
    EXPECT_TRUE(gone->alive());
    EXPECT_EQ(call("stop"), 0);
    EXPECT_FALSE(gone->alive());
    EXPECT_THROW(gone->read(), Unavailable);
    EXPECT_EQ(call("start"), 0);
    EXPECT_TRUE(gone->alive());
    EXPECT_EQ(call("stop"), 0);
}

INSTANTIATE_TEST_SUITE_P(Storage, LostServerTest, testing::Values(Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::data
