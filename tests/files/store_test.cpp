// Content on the disk: once, whole, and gone when it is nobody's.
#include "host/src/files/store.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

namespace kerege::files {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kDay = 24 * 3600;

class Content : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "kerege-store-XXXXXX").string();
        ASSERT_TRUE(mkdtemp(pattern.data()));
        folder = pattern;
    }
    void TearDown() override { fs::remove_all(folder); }

    static std::string keep(Store& store, std::string_view text) {
        Draft draft = store.draft();
        draft.write(text);
        return store.keep(draft);
    }
    static std::string read(const Descriptor& file) {
        std::string text(1024, '\0');
        const ssize_t got = ::pread(file.get(), text.data(), text.size(), 0);
        text.resize(got > 0 ? static_cast<size_t>(got) : 0);
        return text;
    }
    int files() const {
        int count = 0;
        for (const auto& item : fs::recursive_directory_iterator(folder))
            if (item.is_regular_file() && item.path().filename() != "lock") ++count;
        return count;
    }
    int collect(Store& store, int64_t in_s, const std::set<std::string>& mine = {}) {
        return store.collect(
            std::time(nullptr) + in_s, kDay,
            [&](std::string_view first, std::string_view last) {
                ++asked;
                std::set<std::string, std::less<>> kept;
                for (const auto& sha256 : mine)
                    if (sha256 >= first && sha256 <= last) kept.insert(sha256);
                return kept;
            },
            [&] { return go_on; });
    }

    fs::path folder;
    int asked = 0;
    bool go_on = true;
};

TEST_F(Content, IsFoundByItsSha256) {
    Store store(folder, 0);
    const std::string sha256 = keep(store, "abc");
    EXPECT_EQ(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(fs::exists(folder / "ba" / sha256.substr(2)));
    EXPECT_EQ(read(store.open(sha256)), "abc");
    EXPECT_EQ(keep(store, "abc"), sha256);
    EXPECT_EQ(files(), 1);
    EXPECT_THROW(store.open(std::string(64, '0')), StoreFailed);
    EXPECT_THROW(store.open("../../../etc/passwd"), StoreFailed);
    EXPECT_THROW(store.open(std::string(62, '.') + "/x"), StoreFailed);
}

TEST_F(Content, ThatIsNotKeptIsGone) {
    Store store(folder, 0);
    {
        Draft draft = store.draft();
        draft.write("abc");
        EXPECT_EQ(files(), 1);
    }
    EXPECT_EQ(files(), 0);
}

TEST_F(Content, OfAProcessThatWasKilledIsCollectedWhenItIsOld) {
    Store store(folder, 0);
    const pid_t process = fork();
    if (process == 0) {
        Draft draft = store.draft();
        draft.write("half");
        keep(store, "whole, and nobody's");
        ::kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(process, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(files(), 2);
    EXPECT_EQ(collect(store, 0), 0);
    EXPECT_EQ(collect(store, kDay - 60), 0);
    EXPECT_EQ(collect(store, kDay + 60), 2);
    EXPECT_EQ(files(), 0);
}

TEST_F(Content, ThatIsSomebodysStaysHoweverOld) {
    Store store(folder, 0);
    const std::string mine = keep(store, "mine"), other = keep(store, "other");
    store.put_derived(mine, "320", "small");
    store.put_derived(other, "320", "small");
    EXPECT_EQ(read(store.open_derived(mine, "320")), "small");
    EXPECT_FALSE(store.open_derived(mine, "96"));
    collect(store, 2 * kDay, {mine});
    collect(store, 2 * kDay, {mine});  // what was made of it goes after it, at the latest next time
    EXPECT_EQ(read(store.open(mine)), "mine");
    EXPECT_EQ(read(store.open_derived(mine, "320")), "small");
    EXPECT_EQ(files(), 2);
}

TEST_F(Content, IsAskedAboutInSetsAndLeftWhenThereIsNoMoreTime) {
    Store store(folder, 0);
    const std::string mine = keep(store, "mine");
    const fs::path shared = folder / mine.substr(0, 2);
    for (int i = 10; i < 60; ++i)
        std::ofstream(shared / (std::to_string(i) + std::string(60, 'a'))) << "garbage";
    go_on = false;
    EXPECT_EQ(collect(store, 2 * kDay, {mine}), 0);
    EXPECT_EQ(asked, 0);
    go_on = true;
    EXPECT_EQ(collect(store, 2 * kDay, {mine}), 50);
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(read(store.open(mine)), "mine");
}

// Old garbage becomes somebody's while it is collected: it must be there afterwards.
TEST_F(Content, IsNotCollectedFromUnderWhoStoresIt) {
    Store store(folder, 0);
    for (int round = 0; round < 50; ++round) {
        const std::string text = "round " + std::to_string(round);
        const std::string sha256 = keep(store, text);
        const fs::path path = folder / sha256.substr(0, 2) / sha256.substr(2);
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(48));
        std::thread collecting([&] { collect(store, 0); });
        keep(store, text);
        collecting.join();
        ASSERT_EQ(read(store.open(sha256)), text);
    }
}

TEST_F(Content, IsStoredByManyAtOnce) {
    Store store(folder, 0);
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 20; ++j) keep(store, "the same");
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(files(), 1);
}

TEST_F(Content, OnADiskThatIsFullLeavesNothing) {
    Store full(folder, int64_t{1} << 60);
    EXPECT_THROW(full.draft(), StoreFailed);
    Store store(folder, 0);
    signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small = {4096, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_THROW(keep(store, std::string(8192, 'x')), StoreFailed);
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(files(), 0);
}

}  // namespace
}  // namespace kerege::files
