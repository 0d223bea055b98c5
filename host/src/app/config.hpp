// The configuration: strict YAML, defaults from config/kerege.yaml, which is built in.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/agreements/agreements.hpp"
#include "host/src/applications/applications.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/files/settings.hpp"
#include "host/src/http/pipeline.hpp"
#include "host/src/http/server.hpp"
#include "host/src/jobs/runner.hpp"
#include "host/src/mail/settings.hpp"
#include "host/src/maintenance/maintenance.hpp"
#include "host/src/open_data/settings.hpp"
#include "host/src/plugins/remote/settings.hpp"
#include "host/src/privacy/settings.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::app {

struct Config {
    std::filesystem::path data_folder;
    std::string public_url;
    std::string site_name;
    std::string time_zone;
    uint32_t node = 0;
    uint32_t command_node = 0;
    http::ServerSettings server;
    http::PipelineSettings pipeline;
    std::chrono::milliseconds drain{0};
    data::DatabaseSettings database;
    std::filesystem::path share_folder;                 // empty: beside the program
    std::vector<std::filesystem::path> plugin_folders;  // empty: beside the program
    plugins::WorkerSettings workers;
    jobs::RunnerSettings jobs;
    files::FileSettings files;
    access::SessionSettings sessions;
    access::AccountSettings accounts;
    applications::Settings joining;
    mail::MailSettings mail;
    privacy::PrivacySettings privacy;
    open_data::Settings open_data;
    int maintenance_hours = maintenance::kYearHoursMax;  // of a year
    int offer_notice_hours = agreements::kOfferNoticeHours;
    int support_keep_days = 365;
    int support_unanswered_days = 365;
    LogLevel log_level = LogLevel::info;
    LogFormat log_format = LogFormat::text;
};

// Descriptors that serving may take: connections, and what the host keeps open itself.
uint64_t descriptors_needed(const Config& config);

// The defaults, and over them `file`. Fault: file, line, what is wrong and the nearest known key; a
// password that can't be read.
Result<Config> read_config(const std::optional<std::filesystem::path>& file);
// The same for a text; relative paths count from `folder`.
Result<Config> parse_config(const std::string& text, const std::string& file_name,
                            const std::filesystem::path& folder);

// config/kerege.yaml as it was built in.
std::string_view default_config();

}  // namespace kerege::app
