#include "host/src/app/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <regex>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"

namespace kerege::app {
namespace {

using testing::HasSubstr;

Result<Config> parse(const std::string& text) {
    return parse_config(text, "kerege.yaml", "/etc/kerege");
}

TEST(Config, HasItsDefaultsFromTheFileThatIsBuiltIn) {
    const auto config = parse("");
    ASSERT_TRUE(config.ok()) << config.fault().log_text;
    EXPECT_EQ(config->server.address, "127.0.0.1");
    EXPECT_EQ(config->server.port, 8080);
    EXPECT_EQ(config->database.dialect, data::Dialect::sqlite);
    EXPECT_EQ(config->database.sqlite_synchronous, "NORMAL");
    EXPECT_EQ(config->time_zone, "Asia/Almaty");
    EXPECT_EQ(config->accounts.password_cost.memory_kib, 19456u);
    EXPECT_EQ(config->sessions.idle_max, std::chrono::hours(12));
    EXPECT_EQ(config->drain, std::chrono::seconds(10));
}

TEST(Config, LetsAQuarterOfTheThreadsWaitForAPasswordHash) {
    EXPECT_EQ(parse("")->accounts.hashes_waiting_max, 64);
    EXPECT_EQ(parse("server: {threads_max: 100}")->accounts.hashes_waiting_max, 25);
    EXPECT_EQ(parse("server: {threads_max: 2}")->accounts.hashes_waiting_max, 1);
    EXPECT_EQ(parse("passwords: {hashes_waiting_max: 7}")->accounts.hashes_waiting_max, 7);
}

TEST(Config, GivesCommandsANodeOfTheirOwn) {
    auto config = parse("node: 3\ncommand_node: 5\n");
    ASSERT_TRUE(config.ok());
    std::string pattern = testing::TempDir() + "kerege-config-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    config->database.target = pattern + "/kerege.db";
    const auto node_of = [](int64_t id) { return (id >> 12) & 1023; };
    EXPECT_EQ(node_of(Console(*config).ids.next()), 5);
    EXPECT_EQ(node_of(Console(*config, config->node).ids.next()), 3) << "as the host's";
    std::filesystem::remove_all(pattern);
    EXPECT_EQ(parse("")->command_node, 1023u);
    const auto same = parse("node: 1023\n");
    ASSERT_FALSE(same.ok());
    EXPECT_THAT(same.fault().log_text, HasSubstr("kerege.yaml:1: node and command_node"));
}

TEST(Config, TakesWhatTheFileSaysAndKeepsTheRest) {
    const auto config = parse(
        "server: {port: 0, threads_max: 64, trusted_proxies: [127.0.0.1]}\n"
        "data_folder: data\n"
        "plugins: {folders: [plugins, /opt/plugins]}\n"
        "public_url: https://kerege.example\n"
        "jobs: {threads_max: 8, per_plugin_max: 3, lease_ms: 5000}\n"
        "log: {level: debug, format: json}\n");
    ASSERT_TRUE(config.ok()) << config.fault().log_text;
    EXPECT_EQ(config->server.port, 0);
    EXPECT_EQ(config->server.threads_max, 64);
    EXPECT_EQ(config->server.queue_max, 4096);
    EXPECT_EQ(config->data_folder, "/etc/kerege/data");
    EXPECT_EQ(config->database.target, "/etc/kerege/data/kerege.db");
    EXPECT_THAT(config->plugin_folders,
                testing::ElementsAre("/etc/kerege/plugins", "/opt/plugins"));
    EXPECT_EQ(config->pipeline.public_url, "https://kerege.example");
    EXPECT_EQ(config->jobs.threads_max, 8);
    EXPECT_EQ(config->jobs.per_module_max, 3);
    EXPECT_EQ(config->jobs.lease.count(), 5000);
    EXPECT_EQ(config->workers.jobs_max, 3) << "a worker has a lane for each";
    EXPECT_EQ(config->log_level, LogLevel::debug);
    EXPECT_EQ(config->log_format, LogFormat::json);
}

// K3.2.1, K3.2.2: each row of docs/reference/rules.md that has bounds, at them and one beyond.
TEST(Config, HoldsRulesOfLawWithinTheirBounds) {
    std::ifstream rules(std::string(KEREGE_SOURCE_DIR) + "/docs/reference/rules.md");
    const std::regex row(R"(^\|.*\| `(\w+): (\w+)` \| (\S*) \| (\d+)–(\d+) \|$)");
    int tried = 0;
    for (std::string line; std::getline(rules, line);) {
        std::smatch cells;
        if (!std::regex_match(line, cells, row)) continue;
        const auto with = [&](int64_t value) {
            return parse(cells.str(1) + ": {" + cells.str(2) + ": " + std::to_string(value) + "}");
        };
        const int64_t least = std::stoll(cells.str(4)), most = std::stoll(cells.str(5));
        for (const int64_t good : {least, most}) {
            const auto config = with(good);
            EXPECT_TRUE(config.ok()) << line << good << config.fault().log_text;
        }
        for (const int64_t bad : {least - 1, most + 1}) {
            const auto config = with(bad);
            ASSERT_FALSE(config.ok()) << line << bad;
            EXPECT_THAT(config.fault().log_text, HasSubstr("kerege.yaml:1:"));
            EXPECT_THAT(config.fault().log_text, HasSubstr(cells.str(5)));
        }
        ++tried;
    }
    EXPECT_GT(tried, 18);
}

TEST(Config, TakesRulesOfLawFromTheFile) {
    const auto config = parse(
        "passwords: {letters_min: 12, remembered: 8}\n"
        "maintenance: {hours_a_year: 48}\n"
        "agreements: {offer_notice_hours: 96}\n"
        "open_data: {organisation: kz, at_least: 20, every: week}\n");
    ASSERT_TRUE(config.ok()) << config.fault().log_text;
    EXPECT_EQ(config->accounts.password_letters_min, 12);
    EXPECT_EQ(config->accounts.passwords_remembered, 8);
    EXPECT_EQ(config->maintenance_hours, 48);
    EXPECT_EQ(config->offer_notice_hours, 96);
    EXPECT_EQ(config->open_data.organisation, "kz");
    EXPECT_EQ(config->open_data.at_least, 20);
    EXPECT_EQ(config->open_data.every, open_data::Every::week);
    EXPECT_FALSE(parse("open_data: {every: hour}\n").ok());
    EXPECT_FALSE(parse("maintenance: {hours: 48}\n").ok());
}

TEST(Config, SaysWhoMayReadTheNumbers) {
    const auto usual = parse("");
    ASSERT_TRUE(usual.ok()) << usual.fault().log_text;
    EXPECT_THAT(usual->pipeline.watchers.allow, testing::ElementsAre("127.0.0.1", "::1"));
    const auto off = parse("metrics: {allow: []}\n");
    ASSERT_TRUE(off.ok()) << off.fault().log_text;
    EXPECT_TRUE(off->pipeline.watchers.allow.empty());
    EXPECT_THAT(parse("metrics: {allow: [here]}\n").fault().log_text,
                testing::HasSubstr("metrics: allow here is no address"));
    const std::string file = testing::TempDir() + "kerege-token";
    std::ofstream(file) << "0123456789abcdef\n";
    const auto token = parse("metrics: {token_file: " + file + "}\n");
    ASSERT_TRUE(token.ok()) << token.fault().log_text;
    EXPECT_EQ(token->pipeline.watchers.token, "0123456789abcdef");
    std::ofstream(file) << "short\n";
    EXPECT_THAT(parse("metrics: {token_file: " + file + "}\n").fault().log_text,
                testing::HasSubstr("at least 16 letters"));
    EXPECT_FALSE(parse("metrics: {token_file: /nowhere/token}\n").ok());
}

TEST(Config, SaysWhereEachPluginRuns) {
    using plugins::Isolation;
    const auto config = parse(
        "plugins: {journal: {isolation: worker}, acme.library: {isolation: host}}\n"
        "workers: {calls_max: 3, call_deadline_ms: 500}\n");
    ASSERT_TRUE(config.ok()) << config.fault().log_text;
    EXPECT_EQ(config->workers.isolation_of("journal"), Isolation::worker);
    EXPECT_EQ(config->workers.isolation_of("acme.library"), Isolation::host);
    EXPECT_EQ(config->workers.isolation_of("school"), Isolation::host) << "the project's own";
    EXPECT_EQ(config->workers.isolation_of("acme.shop"), Isolation::worker) << "a vendor's";
    EXPECT_EQ(config->workers.calls_max, 3);
    EXPECT_EQ(config->workers.call_deadline, std::chrono::milliseconds(500));
}

struct Mistake {
    const char* text;
    const char* line;
    const char* message;
};
class ConfigMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ConfigMistakes, AreNamedWithLineAndNearestKey) {
    const auto config = parse(GetParam().text);
    ASSERT_FALSE(config.ok());
    EXPECT_THAT(config.fault().log_text,
                HasSubstr(std::string("kerege.yaml:") + GetParam().line + ":"));
    EXPECT_THAT(config.fault().log_text, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigMistakes,
    testing::Values(
        Mistake{"plugins: {foldrs: [x]}\n", "1", "neither \"folders\" nor a plugin"},
        Mistake{"plugins:\n  journal: {isolation: wrker}\n", "2", "did you mean \"worker\"?"},
        Mistake{"\nservr: {}\n", "2", "unknown key \"servr\"; did you mean \"server\""},
        Mistake{"server:\n  prot: 80\n", "2", "did you mean \"port\""},
        Mistake{"server:\n  port: 70000\n", "2", "70000 is outside 0…65535"},
        Mistake{"server:\n  port: eighty\n", "2",
                "a whole number is expected here, not \"eighty\""},
        Mistake{"server:\n  gzip: yes\n", "2", "true or false"},
        Mistake{"database:\n  kind: postgres\n", "2", "did you mean \"postgresql\""},
        Mistake{"database:\n  kind: postgresql\n", "2", "needs a name"},
        Mistake{"database:\n  password: secret\n", "2", "a password does not stand in the"},
        Mistake{"database:\n  pasword_file: x\n", "2", "did you mean \"password_file\""},
        Mistake{"database:\n  password_file: /nowhere/secret\n", "2", "can't be read"},
        Mistake{"database:\n  password_env: KEREGE_NOT_SET\n", "2", "is not set"},
        Mistake{"time_zone: Asia/Almati\n", "1", "knows no time zone \"Asia/Almati\""},
        Mistake{"public_url: kerege.example\n", "1", "an address like"},
        Mistake{"public_url: https://kerege.example/\n", "1", "without / at the end"},
        Mistake{"jobs:\n  thread_max: 1\n", "2", "did you mean \"threads_max\""},
        Mistake{"jobs:\n  lease_ms: 10\n", "2", "outside 1000"},
        Mistake{"node: 1024\n", "1", "outside 0…1023"},
        Mistake{"log:\n  level: warn\n", "2", "did you mean \"warning\""},
        Mistake{"node: 1\nnode: 2\n", "2", "stands twice"}, Mistake{"[1, 2]\n", "1", "a mapping"},
        Mistake{"server: [\n", "2", ""}));

TEST(Config, NeverRepeatsAPasswordThatStandsWhereItMustNot) {
    const auto config = parse("database: {password: hunter2}\n");
    ASSERT_FALSE(config.ok());
    EXPECT_EQ(config.fault().log_text.find("hunter2"), std::string::npos);
}

TEST(Config, ReadsASecretFromTheEnvironmentOrAFile) {
    setenv("KEREGE_TEST_SECRET", "from the environment", 1);
    const std::string head =
        "database: {kind: postgresql, name: \"school's\", host: db, user: kerege, ";
    auto config = parse(head + "password_env: KEREGE_TEST_SECRET}\n");
    ASSERT_TRUE(config.ok()) << config.fault().log_text;
    EXPECT_EQ(config->database.password, "from the environment");
    EXPECT_EQ(config->database.target, "port=5432 dbname='school\\'s' host='db' user='kerege'");

    std::string file = testing::TempDir() + "kerege-secret-XXXXXX";
    close(mkstemp(file.data()));
    std::ofstream(file) << "from the file\n";
    config = parse(head + "password_file: " + file + "}\n");
    ASSERT_TRUE(config.ok()) << config.fault().log_text;
    EXPECT_EQ(config->database.password, "from the file");
    config = parse(head + "password_env: KEREGE_TEST_SECRET, password_file: " + file + "}\n");
    EXPECT_FALSE(config.ok());
    unlink(file.c_str());
}

TEST(Config, TheSampleFilesAreRead) {
    const auto built_in =
        read_config(std::filesystem::path(KEREGE_SOURCE_DIR) / "config/kerege.yaml");
    EXPECT_TRUE(built_in.ok()) << built_in.fault().log_text;
    const auto postgres =
        read_config(std::filesystem::path(KEREGE_SOURCE_DIR) / "config/kerege.postgres.yaml");
    ASSERT_FALSE(postgres.ok()) << "the file with the password is not on this machine";
    EXPECT_THAT(postgres.fault().log_text, HasSubstr("/etc/kerege/database-password"));
}

TEST(Commands, AreFoundByTheirWords) {
    std::vector<std::string> words = {"module", "enable", "journal"};
    const Command* command = find_command(words);
    ASSERT_NE(command, nullptr);
    EXPECT_EQ(command->words, "module enable");
    EXPECT_EQ(words, std::vector<std::string>{"journal"});
    words = {"module", "fly"};
    EXPECT_EQ(find_command(words), nullptr);
}

TEST(Commands, EachNamesOnlyOptionsThatExistAndHasHelp) {
    for (const Command& command : commands()) {
        for (const auto option : command.options) {
            const auto& all = options();
            EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                                    [&](const auto& one) { return one.name == option; }))
                << command.words << " --" << option;
            EXPECT_THAT(help_of(command), HasSubstr("--" + std::string(option)));
        }
        EXPECT_THAT(help_of_all(), HasSubstr(std::string(command.text)));
    }
}

}  // namespace
}  // namespace kerege::app
