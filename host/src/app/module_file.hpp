// Modules and their settings as a YAML file that can live in version control:
//
//   modules:
//     - organisation: kz-akm
//       on: [school, journal]
//       off: [timetable]
//       inherited: [homework]
//       from: 2026-09-01         # optional: the days for which on and off hold
//       until: 2027-05-25
//       settings:
//         journal: {late_days: 3}
//
// What the file does not name stays as it is.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/result.hpp"

namespace kerege::app {

struct FileModule {
    int line = 0;
    std::string organisation;
    std::string module;
    std::string state;  // "on", "off" or "inherited"
    std::string from;
    std::string until;
};

struct FileSetting {
    int line = 0;
    std::string organisation;
    std::string module;
    std::string key;
    std::optional<std::string> value;  // none: as above
};

struct ModuleFile {
    std::vector<FileModule> modules;
    std::vector<FileSetting> settings;
};

// Fault invalid: file, line, what is wrong.
Result<ModuleFile> read_module_file(const std::filesystem::path& file);

}  // namespace kerege::app
