// Where the program's files lie: found from the executable, so that a build tree and an
// installation need no configuration.
#pragma once

#include <filesystem>
#include <vector>

#include "host/src/app/config.hpp"

namespace kerege::app {

struct Folders {
    std::filesystem::path share;                 // templates, locales, assets, migrations
    std::vector<std::filesystem::path> plugins;  // folders of plugins
    std::filesystem::path programs;              // what the host starts
};

// <prefix>/bin/kerege → <prefix>/bin, <prefix>/share/kerege and <prefix>/lib/kerege/plugins, where
// the configuration says nothing else.
Folders find_folders(const Config& config);

// The configuration's, with the program beside this one that looks into files.
files::FileSettings file_settings(const Config& config, const Folders& folders);

}  // namespace kerege::app
