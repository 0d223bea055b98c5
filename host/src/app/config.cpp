#include "host/src/app/config.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "default_config.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/app/config_readers.hpp"
#include "host/src/base/yaml.hpp"

namespace kerege::app {
namespace {

constexpr int64_t kPasswordAgeDaysMax = 92;  // U4.17: at least every three months
constexpr int64_t kPasswordLettersLeast = 8, kPasswordLettersMost = 64;
// Each is a hash to compare with, at the cost of one, whenever somebody chooses a new password.
constexpr int64_t kPasswordsRememberedMost = 24;

namespace fs = std::filesystem;

// Of the key that encrypts the secrets of second factors: whoever has it and a copy of the database
// has them.
constexpr size_t kKeyLettersMin = 32;

void read_server(yaml::Map& root, Config& config) {
    const auto node = root.find("server");
    if (!node) return;
    yaml::Map map = node->map();
    auto& server = config.server;
    server.address = map.text("address", server.address);
    server.port = static_cast<uint16_t>(map.integer("port", 0, 65535, server.port));
    server.threads_max = whole(map, "threads_max", 2, 10'000, server.threads_max);
    server.queue_max = whole(map, "queue_max", 1, kMillion, server.queue_max);
    server.connections_max = whole(map, "connections_max", 16, kMillion, server.connections_max);
    server.connections_per_address_max =
        whole(map, "connections_per_address_max", 1, kMillion, server.connections_per_address_max);
    if (map.find("trusted_proxies")) server.trusted_proxies = map.texts("trusted_proxies");
    read_ms(map, "keep_alive_idle_ms", server.keep_alive_idle);
    server.keep_alive_requests_max =
        whole(map, "keep_alive_requests_max", 1, kMillion, server.keep_alive_requests_max);
    read_ms(map, "header_deadline_ms", server.header_deadline);
    read_ms(map, "body_deadline_ms", server.body_deadline);
    read_ms(map, "write_deadline_ms", server.write_deadline);
    read_ms(map, "drain_ms", config.drain);
    config.pipeline.gzip = map.boolean("gzip", config.pipeline.gzip);
    map.done();
}

void read_limits(yaml::Map& root, Config& config) {
    const auto node = root.find("limits");
    if (!node) return;
    yaml::Map map = node->map();
    read_bytes(map, "body_bytes_max", config.server.body_bytes_max);
    read_bytes(map, "upload_bytes_max", config.server.upload_bytes_max);
    read_bytes(map, "bodies_bytes_max", config.server.bodies_bytes_max);
    auto& session = config.pipeline.session_rate;
    session.per_second = whole(map, "session_requests_per_second", 1, kMillion, session.per_second);
    session.burst = whole(map, "session_requests_burst", 1, kMillion, session.burst);
    auto& address = config.pipeline.address_rate;
    address.per_second = whole(map, "address_requests_per_second", 1, kMillion, address.per_second);
    address.burst = whole(map, "address_requests_burst", 1, kMillion, address.burst);
    map.done();
}

// A value of a libpq connection string: quoted, so that it can't add a key of its own.
std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

// What a file says of the database, as it is written there; put together when all has been read.
struct DatabaseWords {
    std::string kind, path, host, name, user;
    int64_t port = 5432;
};

void read_database(yaml::Map& root, const fs::path& folder, Config& config, DatabaseWords& words) {
    const auto node = root.find("database");
    if (!node) return;
    yaml::Map map = node->map();
    if (const auto kind = map.find("kind")) words.kind = kind->one_of({"sqlite", "postgresql"});
    words.path = map.text("path", words.path);
    if (const auto level = map.find("synchronous")) {
        config.database.sqlite_synchronous =
            level->one_of({"normal", "full"}) == "full" ? "FULL" : "NORMAL";
    }
    words.host = map.text("host", words.host);
    words.port = map.integer("port", 1, 65535, words.port);
    words.name = map.text("name", words.name);
    words.user = map.text("user", words.user);
    config.database.connections_max =
        whole(map, "connections_max", 2, 1000, config.database.connections_max);
    read_ms(map, "wait_max_ms", config.database.wait_max);
    read_ms(map, "statement_deadline_ms", config.database.statement_max);
    read_secret(map, folder, "password", config.database.password);
    map.done();
    if (words.kind == "postgresql" && words.name.empty())
        node->fail("database: a database of kind postgresql needs a name");
}

void put_together(const DatabaseWords& words, Config& config) {
    auto& database = config.database;
    if (words.kind == "sqlite") {
        database.dialect = data::Dialect::sqlite;
        database.target = from(config.data_folder, words.path).string();
        return;
    }
    database.dialect = data::Dialect::postgresql;
    database.target = fmt::format("port={} dbname={}", words.port, quoted(words.name));
    if (!words.host.empty()) database.target += " host=" + quoted(words.host);
    if (!words.user.empty()) database.target += " user=" + quoted(words.user);
}

void read_people(yaml::Map& root, Config& config) {
    using std::chrono::hours;
    using std::chrono::minutes;
    using std::chrono::seconds;
    if (const auto node = root.find("sessions")) {
        yaml::Map map = node->map();
        auto& sessions = config.sessions;
        sessions.idle_max =
            minutes(map.integer("idle_minutes_max", 1, kMillion, sessions.idle_max.count()));
        sessions.age_max =
            hours(map.integer("age_hours_max", 1, kMillion, sessions.age_max.count()));
        sessions.cache_max =
            seconds(map.integer("cache_seconds_max", 0, 600, sessions.cache_max.count()));
        map.done();
    }
    if (const auto node = root.find("passwords")) {
        yaml::Map map = node->map();
        auto& accounts = config.accounts;
        auto& cost = accounts.password_cost;
        cost.memory_kib =
            static_cast<uint32_t>(map.integer("memory_kib", 64, 4 * kMillion, cost.memory_kib));
        cost.passes = static_cast<uint32_t>(map.integer("passes", 1, 100, cost.passes));
        cost.lanes = static_cast<uint32_t>(map.integer("lanes", 1, 64, cost.lanes));
        accounts.hashes_at_once = whole(map, "hashes_at_once", 1, 256, accounts.hashes_at_once);
        accounts.hashes_waiting_max =
            whole(map, "hashes_waiting_max", 0, 10'000, accounts.hashes_waiting_max);
        accounts.login_failures_everywhere_free =
            whole(map, "login_failures_everywhere_free", 1, kMillion,
                  accounts.login_failures_everywhere_free);
        accounts.login_failures_free =
            whole(map, "login_failures_free", 1, 1000, accounts.login_failures_free);
        accounts.address_failures_free =
            whole(map, "address_failures_free", 1, kMillion, accounts.address_failures_free);
        accounts.password_letters_min = whole(map, "letters_min", kPasswordLettersLeast,
                                              kPasswordLettersMost, accounts.password_letters_min);
        accounts.passwords_remembered =
            whole(map, "remembered", access::kPasswordsRemembered, kPasswordsRememberedMost,
                  accounts.passwords_remembered);
        accounts.letter_days = whole(map, "letter_days", 1, 365, accounts.letter_days);
        const int64_t days = config.sessions.password_age_max.count() / 24;
        config.sessions.password_age_max =
            hours(24 * map.integer("age_days_max", 1, kPasswordAgeDaysMax, days));
        map.done();
    }
}

// Roles there are, in a list of the file.
std::vector<std::string> read_roles(yaml::Map& map, const char* key) {
    const auto list = map.find(key);
    if (!list) return {};
    auto roles = map.texts(key);
    for (const auto& role : roles) {
        const auto& known = access::kRoles;
        if (std::find(std::begin(known), std::end(known), role) == std::end(known))
            list->fail(fmt::format("there is no role \"{}\"", role));
    }
    return roles;
}

void read_second_factor(yaml::Map& root, const fs::path& folder, Config& config) {
    const auto node = root.find("second_factor");
    if (!node) return;
    yaml::Map map = node->map();
    read_secret(map, folder, "key", config.accounts.second_factor_secret, kKeyLettersMin);
    auto& roles = config.sessions.second_factor_of;
    if (const auto required = map.find("required_of")) {
        roles = read_roles(map, "required_of");
        if (!roles.empty() && config.accounts.second_factor_secret.empty())
            required->fail("required_of needs key_file or key_env");
    }
    map.done();
}

void read_recovery(yaml::Map& root, Config& config) {
    const auto node = root.find("recovery");
    if (!node) return;
    yaml::Map map = node->map();
    auto& accounts = config.accounts;
    accounts.recovery_by_mail = map.boolean("by_mail", accounts.recovery_by_mail);
    if (map.find("not_for")) accounts.recovery_not_for = read_roles(map, "not_for");
    map.done();
    if (accounts.recovery_by_mail && (!config.mail.configured() || config.public_url.empty()))
        node->fail("recovery: by_mail needs public_url, for the link, and mail: host");
}

void read_log(yaml::Map& root, Config& config) {
    const auto node = root.find("log");
    if (!node) return;
    yaml::Map map = node->map();
    if (const auto level = map.find("level")) {
        const std::vector<std::string> words = {"debug", "info", "warning", "error"};
        const std::string word = level->one_of(words);
        for (size_t i = 0; i < words.size(); ++i) {
            if (words[i] == word) config.log_level = static_cast<LogLevel>(i);
        }
    }
    if (const auto format = map.find("format")) {
        config.log_format =
            format->one_of({"text", "json"}) == "json" ? LogFormat::json : LogFormat::text;
    }
    map.done();
}

void read_site(yaml::Map& root, const fs::path& folder, Config& config) {
    if (const auto data = root.find("data_folder")) config.data_folder = from(folder, data->text());
    if (const auto url = root.find("public_url")) {
        config.public_url = url->text();
        const bool good = config.public_url.empty() || config.public_url.starts_with("https://") ||
                          config.public_url.starts_with("http://");
        if (!good || config.public_url.ends_with('/'))
            url->fail("an address like https://kerege.example is expected, without / at the end");
    }
    config.site_name = root.text("site_name", config.site_name);
    if (const auto zone = root.find("time_zone")) {
        config.time_zone = zone->text();
        try {
            const LocalTime known(config.time_zone);
        } catch (const std::exception&) {
            zone->fail(fmt::format("the system knows no time zone \"{}\"", config.time_zone));
        }
    }
    config.node = static_cast<uint32_t>(root.integer("node", 0, 1023, config.node));
    config.command_node =
        static_cast<uint32_t>(root.integer("command_node", 0, 1023, config.command_node));
    if (config.command_node == config.node) {
        const auto own = root.find("command_node");
        const auto place = own ? own : root.find("node");
        if (place) place->fail("node and command_node are different numbers");
    }
    if (const auto share = root.find("share_folder"); share && !share->text().empty())
        config.share_folder = from(folder, share->text());
}

// `folders`, and whatever else stands there is a plugin's id.
void read_plugins(yaml::Map& root, const fs::path& folder, Config& config) {
    const auto node = root.find("plugins");
    if (!node) return;
    yaml::Map map = node->map();
    if (map.find("folders")) {
        config.plugin_folders.clear();
        for (const auto& path : map.texts("folders"))
            config.plugin_folders.push_back(from(folder, path));
    }
    for (const auto& [key, value] : map.entries()) {
        const std::string id = key.text();
        if (id == "folders") continue;
        if (!value.is_map()) {
            key.fail(fmt::format(
                "\"{}\" is neither \"folders\" nor a plugin with {{isolation: host}} or worker",
                id));
        }
        yaml::Map plugin = value.map();
        const bool apart = plugin.need("isolation").one_of({"host", "worker"}) == "worker";
        plugin.done();
        config.workers.chosen[id] = apart ? plugins::Isolation::worker : plugins::Isolation::host;
    }
}

void read_workers(yaml::Map& root, Config& config) {
    const auto node = root.find("workers");
    if (!node) return;
    yaml::Map map = node->map();
    auto& workers = config.workers;
    workers.calls_max = whole(map, "calls_max", 1, 256, workers.calls_max);
    read_bytes(map, "memory_bytes_max", workers.memory_bytes_max);
    read_ms(map, "start_deadline_ms", workers.start_deadline);
    read_ms(map, "call_deadline_ms", workers.call_deadline);
    read_ms(map, "slot_deadline_ms", workers.slot_deadline);
    read_ms(map, "event_deadline_ms", workers.event_deadline);
    read_ms(map, "pause_max_ms", workers.pause_max);
    read_ms(map, "lane_wait_max_ms", workers.lane_wait_max);
    workers.deaths_max = whole(map, "deaths_max", 1, 1000, workers.deaths_max);
    read_ms(map, "deaths_window_ms", workers.deaths_window);
    map.done();
}

void read_into(const yaml::Node& file, const fs::path& folder, Config& config,
               DatabaseWords& words) {
    if (file.is_null()) return;  // nothing but comments
    yaml::Map root = file.map();
    for (const char* key :
         {"data_folder", "public_url",    "site_name", "time_zone",    "node",    "command_node",
          "server",      "limits",        "database",  "share_folder", "plugins", "workers",
          "jobs",        "sessions",      "passwords", "log",          "metrics", "mail",
          "files",       "second_factor", "recovery",  "privacy",      "joining", "support",
          "open_data",   "maintenance",   "agreements"}) {
        (void)root.find(key);
    }
    root.done();
    read_site(root, folder, config);
    read_plugins(root, folder, config);
    read_workers(root, config);
    read_jobs(root, config);
    read_files(root, folder, config);
    read_support(root, config);
    read_server(root, config);
    read_limits(root, config);
    read_people(root, config);
    read_database(root, folder, config, words);
    read_log(root, config);
    read_metrics(root, folder, config);
    read_mail(root, folder, config);
    read_second_factor(root, folder, config);
    read_recovery(root, config);
    read_privacy(root, config);
    read_open_data(root, config);
    read_hours(root, config);
    read_joining(root, config);
}

Config read_all(const yaml::Node* file, const fs::path& folder) {
    Config config;
    DatabaseWords words;
    const auto defaults =
        yaml::Node::parse(std::string(default_config()), "the built-in configuration");
    read_into(defaults, folder, config, words);
    if (file) read_into(*file, folder, config, words);
    put_together(words, config);
    config.pipeline.public_url = config.public_url;
    config.sessions.time_zone = config.time_zone;
    config.accounts.site_name = config.site_name;
    config.joining.password_cost = config.accounts.password_cost;
    config.joining.letter_days = config.accounts.letter_days;
    config.workers.time_zone = config.time_zone;
    config.workers.jobs_max = config.jobs.per_module_max;
    if (config.mail.from_name.empty()) config.mail.from_name = config.site_name;
    config.files.folder = config.data_folder / "files";
    auto& waiting_max = config.accounts.hashes_waiting_max;
    if (waiting_max == 0) waiting_max = std::max(1, config.server.threads_max / 4);
    return config;
}

}  // namespace

std::string_view default_config() { return kDefaultConfig; }

uint64_t descriptors_needed(const Config& config) {
    // SQLite has three files a connection; a worker a socket for each call.
    const auto times = [](int count, uint64_t each) { return static_cast<uint64_t>(count) * each; };
    return 256 + times(config.server.connections_max, 1) +
           times(config.database.connections_max, 4) + times(config.workers.calls_max, 16);
}

Result<Config> parse_config(const std::string& text, const std::string& file_name,
                            const fs::path& folder) {
    try {
        const auto node = yaml::Node::parse(text, file_name);
        return read_all(&node, folder);
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<Config> read_config(const std::optional<fs::path>& file) {
    try {
        if (!file) return read_all(nullptr, fs::current_path());
        const auto node = yaml::Node::read_file(*file);
        return read_all(&node, fs::absolute(*file).parent_path());
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

}  // namespace kerege::app
