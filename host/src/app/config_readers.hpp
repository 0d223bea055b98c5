// How values of the configuration are read, and what its longer sections say. Internal to
// config.cpp. All of them fail at the place in the file (yaml::Error).
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "host/src/app/config.hpp"
#include "host/src/base/yaml.hpp"

namespace kerege::app {

inline constexpr int64_t kMillion = 1'000'000;
inline constexpr int64_t kBytesMax = int64_t{64} * 1024 * 1024 * 1024;
inline constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;

// Where a relative path of the file counts from.
std::filesystem::path from(const std::filesystem::path& folder, const std::string& path);

int whole(yaml::Map& map, const char* key, int64_t least, int64_t most, int present);
void read_ms(yaml::Map& map, const char* key, std::chrono::milliseconds& value);
void read_bytes(yaml::Map& map, const char* key, size_t& value);

// `<name>_file`, whose first line it is, or `<name>_env`, a variable of the environment; without
// either it stays as it is. `<name>` itself does not stand in the configuration.
void read_secret(yaml::Map& map, const std::filesystem::path& folder, const std::string& name,
                 std::string& secret, size_t letters_min = 0);

// Sections, where the file has them.
void read_mail(yaml::Map& root, const std::filesystem::path& folder, Config& config);
void read_jobs(yaml::Map& root, Config& config);
// REQUIRES: the site and its mail server were read.
void read_joining(yaml::Map& root, Config& config);
void read_metrics(yaml::Map& root, const std::filesystem::path& folder, Config& config);
void read_privacy(yaml::Map& root, Config& config);
// Hours that agreements bound.
void read_hours(yaml::Map& root, Config& config);
void read_open_data(yaml::Map& root, Config& config);
void read_files(yaml::Map& root, const std::filesystem::path& folder, Config& config);
void read_support(yaml::Map& root, Config& config);

}  // namespace kerege::app
