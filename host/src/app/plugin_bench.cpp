#include "host/src/app/plugin_bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "host/src/app/folders.hpp"

namespace kerege::app {
namespace {

namespace fs = std::filesystem;

// Whoever builds a plugin has two folders with a plugin.yaml, or gives one above them.
fs::path plugin_folder(const std::string& word) {
    fs::path folder = fs::absolute(word).lexically_normal();
    if (folder.filename().empty()) folder = folder.parent_path();
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw Failure(fmt::format("{}: there is no such folder", folder.string()));
    if (!fs::exists(folder / "plugin.yaml", error))
        throw Failure(fmt::format("{}: there is no plugin.yaml in it", folder.string()));
    if (fs::exists(folder / "CMakeLists.txt", error))
        throw Failure(
            fmt::format("{}: these are a plugin's sources; give the folder the build made of them, "
                        "such as build/plugins/NAME",
                        folder.string()));
    return folder;
}

}  // namespace

ScratchFolder::ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "kerege-plugin-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw Failure("no folder for temporary files can be made");
    path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

Bench::Bench(const Invocation& invocation)
    : folder(plugin_folder(invocation.arguments[0])),
      manifest(unwrap(plugins::read_manifest(folder))),
      config(invocation.config) {
    if (!invocation.has("isolation")) return;
    const std::string place = invocation.needed("isolation");
    if (place != "host" && place != "worker")
        throw Failure("--isolation is host or worker", kUsage);
    config.workers.chosen[manifest.id] =
        place == "worker" ? plugins::Isolation::worker : plugins::Isolation::host;
}

void Bench::keep_in(const fs::path& data_folder) {
    config.data_folder = data_folder;
    config.database = {};
    config.database.target = (data_folder / "kerege.db").string();
    config.server.address = "127.0.0.1";
    config.public_url.clear();
}

Result<plugins::Catalogue> Bench::catalogue() const {
    auto now = plugins::read_manifest(folder);
    if (!now.ok()) return now.fault();
    auto folders = find_folders(config).plugins;
    const auto same = [&](const fs::path& known) {
        std::error_code missing;
        return fs::equivalent(known, folder.parent_path(), missing);
    };
    if (std::none_of(folders.begin(), folders.end(), same)) folders.push_back(folder.parent_path());
    auto known = plugins::Catalogue::read(folders);
    std::set<std::string> wanted(now->needs.begin(), now->needs.end());
    std::vector<plugins::Entry> entries;
    entries.push_back({now->id, folder, std::move(*now), plugins::State::found, {}});
    // Backwards, for a plugin stands behind all those it needs.
    auto& all = known.entries();
    for (auto entry = all.rbegin(); entry != all.rend(); ++entry) {
        if (entry->id == entries.front().id || !wanted.contains(entry->id)) continue;
        if (known.find(entry->id) != &*entry) continue;  // it lies in two folders
        wanted.insert(entry->manifest.needs.begin(), entry->manifest.needs.end());
        entries.push_back(std::move(*entry));
    }
    return plugins::Catalogue::of(std::move(entries));
}

}  // namespace kerege::app
