#include "host/src/plugins/loader.hpp"

#define BOOST_DLL_USE_STD_FS
#include <fmt/format.h>

#include <vector>
// <vector> comes before Boost.DLL, which forgets it.
#include <boost/dll/shared_library.hpp>

#include <filesystem>
#include <memory>

#include "host/src/plugins/checks.hpp"

namespace kerege::plugins {
namespace {

constexpr const char* kEntry = "kerege_plugin_entry_v1";

Fault refused(const Manifest& manifest, const std::string& reason) {
    return invalid(fmt::format("{}: {}", manifest.library().filename().string(), reason));
}

// Left open until the process is gone: code of it may still run when everything else has ended.
void keep_open(const boost::dll::shared_library* library) {
    static auto& open = *new std::vector<const boost::dll::shared_library*>();
    open.push_back(library);
}

Result<> check_table(const Manifest& manifest, const kerege_plugin* table) {
    if (!table) return refused(manifest, "its entry function returns no table");
    if (table->abi_major != KEREGE_ABI_MAJOR) {
        return refused(manifest, fmt::format("it was built for version {} of the plugin interface; "
                                             "this host speaks version {}",
                                             table->abi_major, KEREGE_ABI_MAJOR));
    }
    if (table->size < KEREGE_PLUGIN_V1_SIZE) {
        return refused(manifest, fmt::format("its table has {} bytes where {} are needed",
                                             table->size, KEREGE_PLUGIN_V1_SIZE));
    }
    for (const auto& [said, expected, what] :
         {std::tuple(table->id, std::string_view(manifest.id), "id"),
          std::tuple(table->version, std::string_view(manifest.version), "version")}) {
        if (!good_text(said, 200))
            return refused(manifest, fmt::format("its {} can't be read", what));
        if (text_of(said) != expected) {
            return refused(manifest,
                           fmt::format("it says its {} is \"{}\", plugin.yaml says \"{}\"", what,
                                       text_of(said), expected));
        }
    }
    if (!table->create || !table->start || !table->quiesce || !table->stop || !table->destroy ||
        !table->get_extension) {
        return refused(manifest,
                       "its table lacks one of create, start, quiesce, stop, destroy, "
                       "get_extension");
    }
    return success();
}

}  // namespace

Result<const kerege_plugin*> open_library(const Manifest& manifest) {
    namespace dll = boost::dll;
    const auto path = manifest.library();
    std::error_code missing;
    if (!std::filesystem::is_regular_file(path, missing))
        return invalid(fmt::format("the library {} is not there", path.string()));
    try {
        auto* library =
            new dll::shared_library(path, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
        keep_open(library);
        if (!library->has(kEntry)) {
            return refused(manifest, fmt::format("it is no plugin: it does not export {}", kEntry));
        }
        const auto entry = library->get<const kerege_plugin*()>(kEntry);
        const kerege_plugin* table = entry();
        const auto checked = check_table(manifest, table);
        if (!checked.ok()) return checked.fault();
        return table;
    } catch (const std::exception& error) {
        return refused(manifest, fmt::format("it can't be opened: {}", error.what()));
    } catch (...) {
        return refused(manifest, "its entry function threw");
    }
}

}  // namespace kerege::plugins
