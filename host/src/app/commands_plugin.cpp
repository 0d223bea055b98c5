// plugin list, plugin check
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "host/src/app/command.hpp"
#include "host/src/app/house.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

// A folder of its own that is gone at the end.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (fs::temp_directory_path() / "kerege-check-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw Failure("no folder for temporary files can be made");
        path_ = pattern;
    }
    ~ScratchFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void print(const plugins::Entry& entry) {
    const plugins::Manifest& manifest = entry.manifest;
    fmt::print("{:<20} {:<10} {:<9} {}\n", entry.id, manifest.version,
               plugins::state_word(entry.state), manifest.vendor);
    if (!entry.reason.empty()) fmt::print("    {}\n", entry.reason);
    if (!manifest.needs.empty()) fmt::print("    needs: {}\n", fmt::join(manifest.needs, ", "));
    if (!manifest.columns.empty()) fmt::print("    reads: {}\n", fmt::join(manifest.columns, ", "));
    for (const auto& data : manifest.personal_data)
        fmt::print("    keeps of people: {} ({})\n", data.table, data.purpose);
}

Config in_a_scratch_folder(Config config, const ScratchFolder& scratch) {
    config.data_folder = scratch.path();
    config.database = {};
    config.database.target = (scratch.path() / "check.db").string();
    config.server.address = "127.0.0.1";
    config.server.port = 0;
    config.log_level = LogLevel::error;
    return config;
}

}  // namespace

int plugin_list(const Invocation& invocation) {
    const auto folders = find_folders(invocation.config);
    const auto catalogue = plugins::Catalogue::read(folders.plugins);
    for (const auto& entry : catalogue.entries()) print(entry);
    if (catalogue.entries().empty()) {
        for (const auto& folder : folders.plugins)
            fmt::print("no plugins in {}\n", folder.string());
    }
    const auto& entries = catalogue.entries();
    const bool whole = std::all_of(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.state == plugins::State::found;
    });
    return whole ? kDone : kFailed;
}

// Everything a host does with it, in a host on an empty database, beside those it may need.
int plugin_check(const Invocation& invocation) {
    const fs::path folder = fs::absolute(invocation.arguments[0]).lexically_normal();
    const auto manifest = unwrap(plugins::read_manifest(folder));
    auto known = plugins::Catalogue::read(find_folders(invocation.config).plugins);
    std::vector<plugins::Entry> entries;
    for (auto& entry : known.entries()) {
        if (entry.id != manifest.id && entry.state == plugins::State::found)
            entries.push_back(std::move(entry));
    }
    entries.push_back({manifest.id, folder, manifest, plugins::State::found, {}});

    const ScratchFolder scratch;
    House house(in_a_scratch_folder(invocation.config, scratch),
                plugins::Catalogue::of(std::move(entries)));
    const auto* entry = house.plugins().catalogue().find(manifest.id);
    if (entry->state != plugins::State::loaded)
        throw Failure(fmt::format("{} {}: {}", manifest.id, plugins::state_word(entry->state),
                                  entry->reason));
    print(*entry);
    return kDone;
}

}  // namespace kerege::app
