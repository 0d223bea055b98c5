// The parts of plugin.yaml, each read by its own function. Internal to the reading of manifests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/yaml.hpp"
#include "host/src/plugins/manifest.hpp"

namespace kerege::plugins::manifest_parts {

// Where the id stands in the address of a thing that is found.
inline constexpr std::string_view kIdPlace = "{id}";

inline bool digit(char c) { return c >= '0' && c <= '9'; }
// Letters and digits, beginning with a letter; `more` lists what else may follow.
bool word(std::string_view text, std::string_view more = {});
bool plugin_id(std::string_view text);
bool listed(const std::vector<std::string>& all, std::string_view one);
// The node's text. Throws yaml::Error where it is not `good`: "… is not <expected>".
std::string checked(const yaml::Node& node, bool good, std::string_view expected);
// Throws yaml::Error where it is missing or empty.
std::string required_text(yaml::Map& map, const std::string& key);

// Each reads one key of the file into the manifest, and throws yaml::Error for what is wrong there.
// REQUIRES: identity, needs and permissions were read before what refers to them.
void read_needs(yaml::Map& map, Manifest& manifest);
void read_services(yaml::Map& map, Manifest& manifest);
void read_reads(yaml::Map& map, Manifest& manifest);
void read_permissions(yaml::Map& map, Manifest& manifest);
void read_menu(yaml::Map& map, Manifest& manifest);
void read_slots(yaml::Map& map, Manifest& manifest);
void read_events(yaml::Map& map, Manifest& manifest);
void read_jobs(yaml::Map& map, Manifest& manifest);
void read_search(yaml::Map& map, Manifest& manifest);
void read_personal_data(yaml::Map& map, Manifest& manifest);
void read_tables(yaml::Map& map, Manifest& manifest);

}  // namespace kerege::plugins::manifest_parts
