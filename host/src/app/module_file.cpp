#include "host/src/app/module_file.hpp"

#include <fmt/format.h>

#include <set>

#include "host/src/base/yaml.hpp"

namespace kerege::app {
namespace {

void read_modules(const yaml::Node& item, ModuleFile& file) {
    yaml::Map map = item.map();
    for (const char* key : {"organisation", "on", "off", "inherited", "from", "until", "settings"})
        (void)map.find(key);
    map.done();
    const std::string organisation = map.need("organisation").text();
    const std::string from = map.text("from");
    const std::string until = map.text("until");
    std::set<std::string> named;
    for (const char* state : {"on", "off", "inherited"}) {
        for (const auto& module : map.items(state)) {
            if (!named.insert(module.text()).second)
                module.fail(fmt::format("\"{}\" stands twice", module.text()));
            FileModule read{module.line(), organisation, module.text(), state, from, until};
            if (read.state == "inherited") read.from = read.until = {};
            file.modules.push_back(std::move(read));
        }
    }
    const auto settings = map.find("settings");
    if (!settings) return;
    for (const auto& [module, values] : settings->map().entries()) {
        for (const auto& [key, value] : values.map().entries()) {
            FileSetting read{key.line(), organisation, module.text(), key.text(), {}};
            if (!value.is_null()) read.value = value.text();
            file.settings.push_back(std::move(read));
        }
    }
}

}  // namespace

Result<ModuleFile> read_module_file(const std::filesystem::path& path) {
    try {
        ModuleFile file;
        yaml::Map root = yaml::Node::read_file(path).map();
        const auto modules = root.need("modules");
        root.done();
        for (const auto& item : modules.items()) read_modules(item, file);
        return file;
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

}  // namespace kerege::app
