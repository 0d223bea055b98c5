#include "host/src/app/folders.hpp"

namespace kerege::app {

Folders find_folders(const Config& config) {
    namespace fs = std::filesystem;
    std::error_code error;
    fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error) program = fs::current_path() / "bin" / "kerege";
    const fs::path prefix = program.parent_path().parent_path();
    Folders folders;
    folders.programs = program.parent_path();
    folders.share = config.share_folder.empty() ? prefix / "share" / "kerege" : config.share_folder;
    folders.plugins = config.plugin_folders;
    if (folders.plugins.empty()) folders.plugins.push_back(prefix / "lib" / "kerege" / "plugins");
    return folders;
}

files::FileSettings file_settings(const Config& config, const Folders& folders) {
    files::FileSettings settings = config.files;
    settings.program = folders.programs / "kerege-content";
    return settings;
}

}  // namespace kerege::app
