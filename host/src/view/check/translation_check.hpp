// Whether every message is translated into every language, and nothing else is.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kerege::view {

// The host's folder, a plugin's, or the example's: templates/, src/, locales/ and perhaps
// plugin.yaml. Returns what is wrong, one sentence each, beginning with the file.
std::vector<std::string> check_unit(const std::filesystem::path& folder, const std::string& shown);

// host/, plugin-api/example/ and every folder of plugins/ that has a plugin.yaml.
std::vector<std::string> check_translations(const std::filesystem::path& root);

}  // namespace kerege::view
