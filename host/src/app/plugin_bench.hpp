// A host around one plugin, apart from the operator's own: what `plugin check` and `plugin run`
// share.
#pragma once

#include <filesystem>

#include "host/src/app/command.hpp"
#include "host/src/plugins/catalogue.hpp"

namespace kerege::app {

// A folder of its own that is gone at the end.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct Bench {
    // The plugin's folder is the first word. Throws Failure: there is no plugin; --isolation is
    // neither host nor worker.
    explicit Bench(const Invocation& invocation);

    // An embedded database in `data_folder`, on this machine only.
    void keep_in(const std::filesystem::path& data_folder);
    // The plugin as its manifest reads now, and those it needs: from the plugin folders, and from
    // the folder it lies in. Fault: of the manifest.
    Result<plugins::Catalogue> catalogue() const;

    std::filesystem::path folder;
    plugins::Manifest manifest;
    Config config;
};

}  // namespace kerege::app
