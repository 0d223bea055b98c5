// The program as an operator runs it: commands, their words and statuses, signals.
#include "tests/plugins/program.hpp"

#include <array>

namespace kerege::test {
namespace {

TEST_F(ProgramTest, SaysWhatItCanDo) {
    EXPECT_EQ(run_plain({}).status, 2);
    const Outcome help = run_plain({"--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.text, HasSubstr("module enable MODULE"));
    EXPECT_THAT(run_plain({"module", "enable", "--help"}).text, HasSubstr("--organisation CODE"));
    EXPECT_THAT(run_plain({"--version"}).text, HasSubstr("kerege 0."));
}

TEST_F(ProgramTest, SaysWhatItDidNotUnderstand) {
    const std::array<std::pair<std::vector<std::string>, const char*>, 6> mistakes = {{
        {{"module", "enabel", "journal"}, "did you mean \"module enable\""},
        {{"migrate", "--contrct"}, "did you mean --contract"},
        {{"migrate", "--login", "x"}, "`kerege migrate` takes no --login"},
        {{"org", "import"}, "takes FILE"},
        {{"org", "import", "a", "b"}, "takes FILE"},
        {{"module", "enable", "journal"}, "--organisation is missing"},
    }};
    for (const auto& [words, message] : mistakes) {
        const Outcome outcome = run(words);
        EXPECT_EQ(outcome.status, 2) << message;
        EXPECT_THAT(outcome.text, HasSubstr(message));
    }
    write("kerege.yaml", "server: {prot: 1}\n");
    const Outcome outcome = run({"migrate"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.text,
                HasSubstr("kerege.yaml:1: unknown key \"prot\"; did you mean \"port\""));
}

TEST_F(ProgramTest, SetsUpAnInstallation) {
    const Outcome migrated = run({"migrate"});
    ASSERT_EQ(migrated.status, 0) << migrated.text;
    EXPECT_THAT(migrated.text, HasSubstr("core/0001_core.expand.sql"));
    EXPECT_THAT(run({"migrate"}).text, HasSubstr("0 migration(s) applied"));

    EXPECT_THAT(run({"org", "import", file("organisations.yaml")}).text, HasSubstr("3 created"));
    EXPECT_THAT(run({"org", "import", file("organisations.yaml")}).text,
                HasSubstr("3 as they were"));
    EXPECT_THAT(run({"org", "list"}).text, HasSubstr("s5"));

    setenv("KEREGE_TEST_PASSWORD", "korrekt-pferd-batterie", 1);
    const std::vector<std::string> create = {"account",
                                             "create",
                                             "--login",
                                             "operator",
                                             "--organisation",
                                             "kz",
                                             "--profile",
                                             "operator",
                                             "--name",
                                             "Асанова Айгерім",
                                             "--confirmed",
                                             "--password-env",
                                             "KEREGE_TEST_PASSWORD"};
    const Outcome created = run(create);
    EXPECT_EQ(created.status, 0) << created.text;
    EXPECT_EQ(created.text.find("korrekt"), std::string::npos);
    const Outcome again = run(create);
    EXPECT_EQ(again.status, 1);
    EXPECT_THAT(again.text, HasSubstr("the login is taken"));

    const Outcome temporary =
        run({"account", "create", "--login", "admin", "--organisation", "s5", "--profile",
             "employee", "--role", "administrator", "--name", "Ер Болат"});
    EXPECT_EQ(temporary.status, 0) << temporary.text;
    EXPECT_THAT(temporary.text, HasSubstr("temporary password: "));
    EXPECT_THAT(run({"account", "list", "--organisation", "s5"}).text,
                HasSubstr("administrator  never used"));
    EXPECT_THAT(run({"account", "reset-password", "--login", "admin"}).text,
                HasSubstr("temporary password: "));
    EXPECT_EQ(run({"account", "create", "--login", "x", "--organisation", "s5", "--profile",
                   "district", "--role", "teacher", "--name", "A B"})
                  .status,
              2);

    const std::string roster = KEREGE_SOURCE_DIR "/tests/data/roster-clean/staff.csv";
    const Outcome imported =
        run({"roster", "import", roster, "--organisation", "s5", "--kind", "staff"});
    EXPECT_EQ(imported.status, 0) << imported.text;
    EXPECT_THAT(imported.text, HasSubstr("0 row(s) left out"));
}

TEST_F(ProgramTest, TurnsModulesOnAndOff) {
    ASSERT_EQ(run({"migrate"}).status, 0);
    ASSERT_EQ(run({"org", "import", file("organisations.yaml")}).status, 0);
    EXPECT_THAT(run({"module", "disable", "journal", "--organisation", "akm"}).text,
                HasSubstr("off there today"));
    EXPECT_THAT(run({"module", "show", "journal", "--organisation", "s5"}).text,
                HasSubstr("journal at s5: off\n  set off at akm"));
    write("modules.yaml",
          "modules:\n  - organisation: s5\n    on: [school, journal]\n  - organisation: akm\n"
          "    inherited: [journal]\n");
    EXPECT_EQ(run({"module", "apply", file("modules.yaml")}).status, 0);
    EXPECT_THAT(run({"module", "show", "journal", "--organisation", "s5"}).text,
                HasSubstr("journal at s5: on"));
    write("modules.yaml", "modules:\n  - organisation: s5\n    on: [jurnal]\n");
    const Outcome wrong = run({"module", "apply", file("modules.yaml")});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_THAT(wrong.text, HasSubstr("modules.yaml:3: there is no module \"jurnal\""));
    EXPECT_THAT(run({"module", "enable", "journal", "--organisation", "s6"}).text,
                HasSubstr("there is no organisation \"s6\""));
}

TEST_F(ProgramTest, ServesUntilItIsToldToEnd) {
    Program host(folder_ / "serve", with_config({"serve"}));
    ASSERT_TRUE(host.says("kerege serves at http://127.0.0.1:")) << host.text();
    // Commands work beside it, on the same database.
    EXPECT_EQ(run({"org", "import", file("organisations.yaml")}).status, 0);
    host.send(SIGHUP);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_TRUE(host.alive());
    host.send(SIGTERM);
    EXPECT_EQ(host.wait(), 0) << host.text();
}

TEST_F(ProgramTest, SaysThatItsAddressIsTaken) {
    Program host(folder_ / "serve", with_config({"serve"}));
    ASSERT_TRUE(host.says("kerege serves at http://127.0.0.1:")) << host.text();
    const std::string text = host.text();
    const size_t at = text.find("127.0.0.1:") + 10;
    const std::string port = text.substr(at, text.find('\n', at) - at);
    write("kerege.yaml", "server: {port: " + port + "}\ndata_folder: other\n");
    const Outcome second = run({"serve"});
    EXPECT_EQ(second.status, 1);
    EXPECT_THAT(second.text, HasSubstr("127.0.0.1:" + port));
    host.send(SIGINT);
    EXPECT_EQ(host.wait(), 0);
}

TEST_F(ProgramTest, ChecksAPluginInAHostOfItsOwn) {
    const Outcome good = run({"plugin", "check", KEREGE_BUILD_DIR "/lib/kerege/plugins/school"});
    EXPECT_EQ(good.status, 0) << good.text;
    std::filesystem::create_directories(folder_ / "mine");
    write("mine/plugin.yaml", "id: mine\nversion: 1.0.0\nvendor: Me\nname: Mine\n");
    const Outcome bad = run({"plugin", "check", file("mine")});
    EXPECT_EQ(bad.status, 1);
    EXPECT_THAT(bad.text, HasSubstr("mine.so is not there"));
    EXPECT_THAT(run({"plugin", "list"}).text, HasSubstr("school"));
    EXPECT_EQ(std::filesystem::exists(folder_ / "data"), false) << "nothing of the own is touched";
}

}  // namespace
}  // namespace kerege::test
