// module enable, disable, inherit, show, set, apply
#include <fmt/format.h>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/directory/modules.hpp"
#include "host/src/plugins/module_file.hpp"
#include "host/src/plugins/settings.hpp"

namespace kerege::app {
namespace {

// The modules as their manifests tell them; a running host notices the change by itself.
struct Workbench {
    explicit Workbench(const Config& config)
        : console(config),
          catalogue(plugins::Catalogue::read(console.folders.plugins)),
          modules(console.database, console.audit, console.clock, console.local_time),
          settings(console.database, console.clock) {
        std::vector<directory::Modules::Known> known;
        for (const auto& entry : catalogue.entries()) {
            if (entry.state != plugins::State::found) continue;
            known.push_back({entry.id, entry.manifest.needs, entry.manifest.on_by_default});
        }
        modules.set_known(std::move(known));
    }

    const plugins::Manifest& manifest(const std::string& id) const {
        return *unwrap(plugins::usable_module(catalogue, id));
    }

    ReadyConsole console;
    plugins::Catalogue catalogue;
    directory::Modules modules;
    plugins::Settings settings;
};

int set_state(const Invocation& invocation, const std::string& state) {
    const std::string code = invocation.needed("organisation");
    Workbench bench(invocation.config);
    const std::string& module = invocation.arguments[0];
    (void)bench.manifest(module);
    const auto organisation = unwrap(bench.console.organisation(code));
    (void)unwrap(bench.modules.set(
        {organisation.id, module, state, invocation.option("from"), invocation.option("until")},
        {}));
    fmt::print("{} at {}: {}; it is {} there today\n", module, organisation.code, state,
               bench.modules.on(module, organisation.id) ? "on" : "off");
    return kDone;
}

}  // namespace

int module_enable(const Invocation& invocation) { return set_state(invocation, "on"); }
int module_disable(const Invocation& invocation) { return set_state(invocation, "off"); }
int module_inherit(const Invocation& invocation) { return set_state(invocation, "inherited"); }

int module_show(const Invocation& invocation) {
    const std::string code = invocation.needed("organisation");
    Workbench bench(invocation.config);
    const auto& manifest = bench.manifest(invocation.arguments[0]);
    const auto organisation = unwrap(bench.console.organisation(code));
    fmt::print("{} at {}: {}\n", manifest.id, organisation.code,
               bench.modules.on(manifest.id, organisation.id) ? "on" : "off");
    for (const auto& setting : bench.modules.settings()) {
        if (setting.module != manifest.id) continue;
        const auto at = bench.console.organisations.find(setting.organisation);
        if (!at || !bench.console.organisations.within(organisation.id, at->id)) continue;
        fmt::print("  set {} at {}{}{}\n", setting.state, at->code,
                   setting.valid_from.empty() ? "" : " from " + setting.valid_from,
                   setting.valid_until.empty() ? "" : " until " + setting.valid_until);
    }
    const auto values = bench.settings.values(manifest, organisation.id);
    for (size_t i = 0; i < manifest.settings.size(); ++i) {
        const auto& declared = manifest.settings[i];
        const bool number = declared.is_number();
        fmt::print("  {} = {}\n", declared.key,
                   number ? std::to_string((*values)[i].integer) : (*values)[i].text);
    }
    return kDone;
}

int module_set(const Invocation& invocation) {
    const std::string code = invocation.needed("organisation");
    Workbench bench(invocation.config);
    const auto& manifest = bench.manifest(invocation.arguments[0]);
    const auto organisation = unwrap(bench.console.organisation(code));
    std::optional<std::string> value;
    if (invocation.arguments[2] != "-") value = invocation.arguments[2];
    (void)unwrap(bench.settings.set(manifest, organisation.id, invocation.arguments[1], value));
    fmt::print("{} at {}: {} {}\n", manifest.id, organisation.code, invocation.arguments[1],
               value ? "= " + *value : "as above");
    return kDone;
}

int module_apply(const Invocation& invocation) {
    const std::string& path = invocation.arguments[0];
    const auto file = unwrap(plugins::read_module_file(path));
    Workbench bench(invocation.config);
    (void)unwrap(plugins::apply_module_file(
        {bench.console.database, bench.console.organisations, bench.modules, bench.settings,
         bench.catalogue, bench.console.audit},
        file, {.name = path}));
    fmt::print("{} line(s) of {} hold now\n", file.lines(), path);
    return kDone;
}

}  // namespace kerege::app
