#include "host/src/app/config_readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "host/src/http/networks.hpp"
#include "host/src/mail/address.hpp"
#include "host/src/open_data/protection.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t kTokenLettersMin = 16;
constexpr int64_t kNoticeHoursMax = 30 * 24;

std::string first_line(const yaml::Node& place, const fs::path& file) {
    std::ifstream in(file);
    std::string secret;
    if (!in || !std::getline(in, secret))
        place.fail(fmt::format("the file \"{}\" can't be read", file.string()));
    if (secret.ends_with('\r')) secret.pop_back();
    return secret;
}

std::string long_enough(const yaml::Node& place, std::string_view name, std::string secret,
                        size_t letters_min) {
    if (secret.size() < letters_min)
        place.fail(fmt::format("a {} of at least {} letters is expected", name, letters_min));
    return secret;
}

std::string environment(const yaml::Node& place, const std::string& variable) {
    const char* value = std::getenv(variable.c_str());
    if (!value) place.fail(fmt::format("the environment variable \"{}\" is not set", variable));
    return value;
}

void check_mail(const yaml::Node& node, const mail::MailSettings& mail) {
    if (!mail.configured()) return;
    if (!mail::good_address(mail.from))
        node.fail("mail: `from` is the address letters come from, like school@mail.kz");
    const bool near = mail.host == "localhost" || mail.host == "127.0.0.1" || mail.host == "::1";
    if (!mail.user.empty() && mail.security == mail::Security::none && !near)
        node.fail("mail: a password is not sent over a line that others can read: give security");
}

}  // namespace

fs::path from(const fs::path& folder, const std::string& path) {
    return (folder / path).lexically_normal();
}

int whole(yaml::Map& map, const char* key, int64_t least, int64_t most, int present) {
    return static_cast<int>(map.integer(key, least, most, present));
}
void read_ms(yaml::Map& map, const char* key, std::chrono::milliseconds& value) {
    value = std::chrono::milliseconds(map.integer(key, 1, kDayMs, value.count()));
}
void read_bytes(yaml::Map& map, const char* key, size_t& value) {
    value = static_cast<size_t>(map.integer(key, 1024, kBytesMax, static_cast<int64_t>(value)));
}

void read_secret(yaml::Map& map, const fs::path& folder, const std::string& name,
                 std::string& secret, size_t letters_min) {
    if (const auto literal = map.find(name))
        literal->fail(
            fmt::format("a {0} does not stand in the configuration: give {0}_file, or "
                        "{0}_env with the name of an environment variable",
                        name));
    const auto file = map.find(name + "_file");
    const auto variable = map.find(name + "_env");
    const bool from_file = file && !file->text().empty();
    const bool from_variable = variable && !variable->text().empty();
    if (from_file && from_variable)
        variable->fail(fmt::format("{0}_file and {0}_env: only one of them", name));
    if (!from_file && !from_variable) return;
    const auto& place = from_file ? *file : *variable;
    auto read = from_file ? first_line(place, from(folder, file->text()))
                          : environment(place, variable->text());
    secret = long_enough(place, name, std::move(read), letters_min);
}

void read_mail(yaml::Map& root, const fs::path& folder, Config& config) {
    const auto node = root.find("mail");
    if (!node) return;
    yaml::Map map = node->map();
    auto& mail = config.mail;
    mail.host = map.text("host", mail.host);
    mail.port = static_cast<uint16_t>(map.integer("port", 1, 65535, mail.port));
    if (const auto security = map.find("security")) {
        const std::string word = security->one_of({"none", "starttls", "tls"});
        mail.security = word == "none"  ? mail::Security::none
                        : word == "tls" ? mail::Security::tls
                                        : mail::Security::starttls;
    }
    if (const auto file = map.find("ca_file"); file && !file->text().empty()) {
        mail.ca_file = from(folder, file->text()).string();
        if (!std::ifstream(mail.ca_file))
            file->fail(fmt::format("the file \"{}\" can't be read", mail.ca_file));
    }
    mail.user = map.text("user", mail.user);
    mail.from = map.text("from", mail.from);
    mail.from_name = map.text("from_name", mail.from_name);
    read_ms(map, "deadline_ms", mail.deadline);
    mail.person_letters_per_day_max =
        whole(map, "person_letters_per_day_max", 1, kMillion, mail.person_letters_per_day_max);
    mail.module_letters_per_hour_max =
        whole(map, "module_letters_per_hour_max", 1, kMillion, mail.module_letters_per_hour_max);
    mail.keep_days = whole(map, "keep_days", 14, 3650, mail.keep_days);
    read_secret(map, folder, "password", mail.password);
    map.done();
    check_mail(*node, mail);
}

void read_joining(yaml::Map& root, Config& config) {
    const auto node = root.find("joining");
    if (!node) return;
    yaml::Map map = node->map();
    auto& joining = config.joining;
    joining.offered = map.boolean("by_application", joining.offered);
    joining.kept_days = whole(map, "kept_days", 1, 3650, joining.kept_days);
    joining.unanswered_days = whole(map, "unanswered_days", 30, 3650, joining.unanswered_days);
    map.done();
    if (joining.offered && (!config.mail.configured() || config.public_url.empty()))
        node->fail("joining: by_application needs public_url, for links, and mail: host");
}

void read_support(yaml::Map& root, Config& config) {
    const auto node = root.find("support");
    if (!node) return;
    yaml::Map map = node->map();
    config.support_keep_days = whole(map, "keep_days", 30, 3650, config.support_keep_days);
    config.support_unanswered_days =
        whole(map, "unanswered_days", 60, 3650, config.support_unanswered_days);
    map.done();
}

void read_jobs(yaml::Map& root, Config& config) {
    const auto node = root.find("jobs");
    if (!node) return;
    yaml::Map map = node->map();
    auto& jobs = config.jobs;
    jobs.threads_max = whole(map, "threads_max", 1, 64, jobs.threads_max);
    jobs.per_module_max = whole(map, "per_plugin_max", 1, 64, jobs.per_module_max);
    jobs.lease =
        std::chrono::milliseconds(map.integer("lease_ms", 1'000, kDayMs, jobs.lease.count()));
    map.done();
}

void read_metrics(yaml::Map& root, const fs::path& folder, Config& config) {
    const auto node = root.find("metrics");
    if (!node) return;
    yaml::Map map = node->map();
    auto& watchers = config.pipeline.watchers;
    if (const auto allow = map.find("allow")) {
        watchers.allow = map.texts("allow");
        try {
            (void)http::Networks(watchers.allow, "metrics: allow");
        } catch (const std::invalid_argument& wrong) {
            allow->fail(wrong.what());
        }
    }
    if (const auto file = map.find("token_file"); file && !file->text().empty())
        watchers.token = long_enough(*file, "token", first_line(*file, from(folder, file->text())),
                                     kTokenLettersMin);
    map.done();
}

void read_files(yaml::Map& root, const fs::path& folder, Config& config) {
    const auto node = root.find("files");
    if (!node) return;
    yaml::Map map = node->map();
    auto& files = config.files;
    const auto read = [&](const char* key, int64_t least, int64_t& value) {
        value = map.integer(key, least, kBytesMax * 1024, value);
    };
    read("file_bytes_max", 1024, files.file_bytes_max);
    read("organisation_bytes_max", 1024, files.organisation_bytes_max);
    read("plugin_bytes_max", 1024, files.plugin_bytes_max);
    read("free_bytes_min", 0, files.free_bytes_min);
    files.image_pixels_max =
        map.integer("image_pixels_max", 10'000, 1000 * kMillion, files.image_pixels_max);
    read_ms(map, "look_deadline_ms", files.look_deadline);
    files.looks_max = whole(map, "looks_max", 1, 64, files.looks_max);
    files.garbage_age = std::chrono::hours(
        map.integer("garbage_age_hours", 1, 24 * 365, files.garbage_age.count()));
    if (const auto socket = map.find("clamd_socket"))
        files.clamd_socket = socket->text().empty() ? fs::path() : from(folder, socket->text());
    read_ms(map, "clamd_deadline_ms", files.clamd_deadline);
    map.done();
}

void read_privacy(yaml::Map& root, Config& config) {
    const auto node = root.find("privacy");
    if (!node) return;
    yaml::Map map = node->map();
    auto& privacy = config.privacy;
    // The user agreement allows processing until three months after the deletion, and no longer.
    privacy.erase_after_months = whole(map, "erase_after_months", 1, 3, privacy.erase_after_months);
    privacy.copy_days = whole(map, "copy_days", 1, 30, privacy.copy_days);
    privacy.archive_days = whole(map, "archive_days", 1, 60, privacy.archive_days);
    privacy.closed_days = whole(map, "closed_days", 7, 365, privacy.closed_days);
    config.sessions.closed_days = privacy.closed_days;
    privacy.guardian_until_years =
        whole(map, "guardian_until_years", 0, 18, privacy.guardian_until_years);
    map.done();
}

void read_hours(yaml::Map& root, Config& config) {
    if (const auto node = root.find("maintenance")) {
        yaml::Map map = node->map();
        config.maintenance_hours =
            whole(map, "hours_a_year", 1, maintenance::kYearHoursMax, config.maintenance_hours);
        map.done();
    }
    if (const auto node = root.find("agreements")) {
        yaml::Map map = node->map();
        config.offer_notice_hours = whole(map, "offer_notice_hours", agreements::kOfferNoticeHours,
                                          kNoticeHoursMax, config.offer_notice_hours);
        map.done();
    }
}

void read_open_data(yaml::Map& root, Config& config) {
    const auto node = root.find("open_data");
    if (!node) return;
    yaml::Map map = node->map();
    auto& open_data = config.open_data;
    open_data.organisation = map.text("organisation", open_data.organisation);
    open_data.at_least = whole(map, "at_least", open_data::kAtLeastMin, 1000, open_data.at_least);
    if (const auto every = map.find("every")) {
        const std::vector<std::string> words = {"day", "week", "month", "quarter"};
        const auto found = std::find(words.begin(), words.end(), every->one_of(words));
        open_data.every = static_cast<open_data::Every>(found - words.begin());
    }
    map.done();
}

}  // namespace kerege::app
