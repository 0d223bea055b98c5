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
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/directory/modules.hpp"
#include "host/src/directory/organisation_file.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/settings.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::plugins {

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

    size_t lines() const { return modules.size() + settings.size(); }
};

// Fault invalid: file, line, what is wrong. `name` stands for the file in what is said of a text.
Result<ModuleFile> read_module_file(const std::filesystem::path& file);
Result<ModuleFile> parse_module_file(const std::string& text, const std::string& name);

// Where it is applied. All of one host.
struct ModuleDesk {
    data::Database& database;
    directory::Organisations& organisations;
    directory::Modules& modules;
    Settings& settings;
    const Catalogue& catalogue;
    const audit::Audit& audit;
};

struct ApplyWish {
    std::string name;         // of the file, for what is said of it
    bool tried = false;       // all is looked at, and nothing written
    OrganisationId top = {};  // what lies outside of its tree is refused; none: nothing does
    PersonId by = {};
    std::string request_id = {};
    std::vector<directory::LineFault>* faults = nullptr;  // gets all of them, not only the first
};

// All of the file or nothing of it; each change is an entry of the log. Fault: of the first line
// that is wrong, log_text is "file:line: …". [any]
Result<> apply_module_file(const ModuleDesk& desk, const ModuleFile& file, const ApplyWish& wish);

// "journal" of the catalogue, where it can be used; a fault with the nearest name where not. [any]
Result<const Manifest*> usable_module(const Catalogue& catalogue, const std::string& id);

}  // namespace kerege::plugins
