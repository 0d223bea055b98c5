// The program with modules that misbehave: what it serves, and how it ends.
#include <sys/stat.h>

#include "tests/http/raw_client.hpp"
#include "tests/plugins/program.hpp"

namespace kerege::test {
namespace {

using http::test::RawClient;

class EndTest : public ProgramTest {
protected:
    void use_plugins(const std::string& group) const {
        write("kerege.yaml",
              "server: {port: 0, drain_ms: 300}\ndata_folder: data\n"
              "plugins: {folders: [" KEREGE_HOSTILE_FOLDER "/" +
                  group + "]}\n");
    }
    void set_up() const {
        ASSERT_EQ(run({"migrate"}).status, 0);
        ASSERT_EQ(run({"org", "import", file("organisations.yaml")}).status, 0);
    }
    static std::string request(const std::string& path) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
    }
    // A running host notices within a second what a command has set.
    static int status_soon(uint16_t port, const std::string& path, int expected) {
        int status = 0;
        for (int i = 0; i < 100 && status != expected; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            status = RawClient(port).ask(request(path)).status;
        }
        return status;
    }
};

TEST_F(EndTest, AHandlerThatNeverReturnsEndsTheProcessAtOnce) {
    use_plugins("slow");
    set_up();
    write("hold", "");
    setenv("KEREGE_TEST_HOLD", file("hold").c_str(), 1);
    Program host(folder_ / "serve", with_config({"serve"}));
    const uint16_t port = port_of(host);
    ASSERT_NE(port, 0) << host.text();
    RawClient client(port);
    client.send(request("/waiter/hold"));
    EXPECT_EQ(RawClient(port).ask(request("/prompt")).status, 200) << "others are served meanwhile";
    host.send(SIGTERM);
    EXPECT_EQ(host.wait(), 1) << host.text();
    EXPECT_THAT(host.text(), HasSubstr("ending at once: requests are still being handled"));
    unsetenv("KEREGE_TEST_HOLD");
}

TEST_F(EndTest, APublicPageIsThereWhereItsModuleIsOnAtTheTop) {
    use_plugins("slow");
    set_up();
    Program host(folder_ / "serve", with_config({"serve"}));
    const uint16_t port = port_of(host);
    ASSERT_NE(port, 0) << host.text();
    const auto open = RawClient(port).ask(request("/waiter"));
    EXPECT_EQ(open.status, 200);
    EXPECT_EQ(open.body, "open to everybody");
    ASSERT_EQ(run({"module", "disable", "waiter", "--organisation", "kz"}).status, 0);
    EXPECT_EQ(status_soon(port, "/waiter", 404), 404);
    ASSERT_EQ(run({"module", "enable", "waiter", "--organisation", "s5"}).status, 0);
    ASSERT_EQ(run({"module", "disable", "prompt", "--organisation", "kz"}).status, 0);
    EXPECT_EQ(status_soon(port, "/prompt", 404), 404);
    EXPECT_EQ(RawClient(port).ask(request("/waiter")).status, 404) << "one school is not the site";
    ASSERT_EQ(run({"module", "enable", "waiter", "--organisation", "kz"}).status, 0);
    EXPECT_EQ(status_soon(port, "/waiter", 200), 200);
    host.send(SIGTERM);
    EXPECT_EQ(host.wait(), 0) << host.text();
}

TEST_F(EndTest, MigrationsOfABrokenModuleAreAWarning) {
    use_plugins("hostile");
    const Outcome migrated = run({"migrate"});
    EXPECT_EQ(migrated.status, 0);
    EXPECT_THAT(migrated.text, HasSubstr("core/0001_core.expand.sql"));
    EXPECT_THAT(migrated.text, HasSubstr("warning: badmigration failed: "));
}

TEST_F(EndTest, WhatItWritesIsNobodyElsesToRead) {
    const mode_t before = umask(0022);
    ASSERT_EQ(run({"migrate"}).status, 0);
    umask(before);
    struct stat found {};
    ASSERT_EQ(stat(file("data").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0700u);
    ASSERT_EQ(stat(file("data/kerege.db").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST_F(EndTest, AModuleFileIsAppliedAsAWholeOrNotAtAll) {
    set_up();
    write("modules.yaml",
          "modules:\n  - organisation: s5\n    off: [journal]\n"
          "    settings: {journal: {no_such_setting: 1}}\n");
    const Outcome wrong = run({"module", "apply", file("modules.yaml")});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_THAT(wrong.text, HasSubstr("modules.yaml:4: "));
    EXPECT_THAT(run({"module", "show", "journal", "--organisation", "s5"}).text,
                HasSubstr("journal at s5: on"));
}

}  // namespace
}  // namespace kerege::test
