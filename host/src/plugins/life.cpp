#include "host/src/plugins/life.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/data/logins.hpp"
#include "host/src/data/migrator.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/interfaces.hpp"
#include "host/src/plugins/loader.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/remote/remote_plugin.hpp"
#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

namespace fs = std::filesystem;

const void* get_interface(kerege_host* host, kerege_str name, uint32_t min_size) noexcept {
    if (!host || !good_bytes(name, 200)) return nullptr;
    if (!host->plugin->manifest.needs_interface(text_of(name))) return nullptr;
    return find_interface(text_of(name), min_size);
}

const kerege_host_api kHostApi = {sizeof(kerege_host_api), KEREGE_ABI_MAJOR, get_interface};

// Runs one of the plugin's functions of [control]: a status and its reason, whatever it throws.
template <class F>
Result<> ask(const char* what, F&& work) {
    TextSink error;
    std::string reason;
    kerege_status status = KEREGE_INTERNAL;
    try {
        status = work(error.sink());
        reason = error.text();
    } catch (const std::exception& exception) {
        reason = fmt::format("it threw: {}", exception.what());
    } catch (...) {
        reason = "it threw something that is no exception of C++";
    }
    if (status == KEREGE_OK) return success();
    if (reason.empty()) reason = fmt::format("status {}, no reason given", status);
    return invalid(fmt::format("{}() failed: {}", what, reason));
}

// What the host reads from the plugin's folder beside the library.
Result<> add_files(Plugin& plugin) {
    const Manifest& manifest = plugin.manifest;
    const Lent& lent = plugin.lent;
    for (const auto& permission : manifest.permissions) {
        const auto added = lent.permissions.add(permission);
        if (!added.ok()) return added.fault();
    }
    std::error_code error;
    if (fs::is_directory(manifest.folder / "locales", error)) {
        for (const auto& missing :
             lent.translator.add_domain(manifest.id, manifest.folder / "locales")) {
            lent.log.write(LogLevel::warning, manifest.id, "translations are missing: " + missing);
        }
    }
    if (fs::is_directory(manifest.folder / "templates", error)) {
        const auto added = lent.renderer.add_domain(manifest.id, manifest.folder / "templates");
        if (!added.ok()) return added.fault();
        const auto letters =
            lent.letters.add_domain(manifest.id, manifest.folder / "templates" / "mail");
        if (!letters.ok()) return letters.fault();
    }
    if (fs::is_directory(manifest.folder / "static", error)) {
        const auto added =
            lent.assets.add_folder("/assets/" + manifest.id, manifest.folder / "static");
        if (!added.ok()) return added.fault();
    }
    return success();
}

// "*" is every column the view has now, so that what a later version adds is asked for again.
void grant_columns(Plugin& plugin) {
    auto transaction = plugin.lent.database.read();
    std::vector<std::string> columns;
    for (const auto& column : plugin.manifest.columns) {
        if (!column.ends_with(".*")) {
            columns.push_back(column);
            continue;
        }
        const std::string view = column.substr(0, column.size() - 2);
        transaction.each(queries::plugins::view_columns, {view}, [&](const data::Row& row) {
            columns.push_back(fmt::format("{}.{}", view, row.text(0)));
        });
    }
    std::sort(columns.begin(), columns.end());
    plugin.principal.columns = std::move(columns);
}

// Before its first statement is checked.
void log_in(Plugin& plugin) {
    const Lent& lent = plugin.lent;
    const std::string missing =
        data::give_login(lent.database, plugin.principal, plugin.manifest.id);
    if (missing.empty()) return;
    lent.log.write(LogLevel::warning, plugin.manifest.id,
                   fmt::format("no login of its own in the database, its statements are held by "
                               "their text alone: {}",
                               missing));
}

// bytes_min: of the table's first version. What was added since may be missing, and is looked for
// in `size` by who calls it.
template <class Table>
const Table* extension(const Plugin& plugin, std::string_view name, uint32_t bytes_min) {
    const auto* table =
        static_cast<const Table*>(plugin.table->get_extension(plugin.self, str_of(name)));
    return table && table->size >= bytes_min ? table : nullptr;
}

// What its manifest and its routes promise must be there to be called.
Result<> ask_for_extensions(Plugin& plugin, int routes) {
    try {
        plugin.http = extension<kerege_plugin_http_v1>(plugin, KEREGE_PLUGIN_HTTP_EXTENSION,
                                                       KEREGE_PLUGIN_HTTP_V1_SIZE);
        plugin.slots = extension<kerege_plugin_slots_v1>(plugin, KEREGE_PLUGIN_SLOTS_EXTENSION,
                                                         KEREGE_PLUGIN_SLOTS_V1_SIZE);
        plugin.events = extension<kerege_plugin_events_v1>(plugin, KEREGE_PLUGIN_EVENTS_EXTENSION,
                                                           KEREGE_PLUGIN_EVENTS_V1_SIZE);
        plugin.jobs = extension<kerege_plugin_jobs_v1>(plugin, KEREGE_PLUGIN_JOBS_EXTENSION,
                                                       KEREGE_PLUGIN_JOBS_V1_SIZE);
        plugin.services = extension<kerege_plugin_services_draft1>(
            plugin, KEREGE_PLUGIN_SERVICES_EXTENSION, KEREGE_PLUGIN_SERVICES_DRAFT1_SIZE);
        plugin.privacy = extension<kerege_plugin_privacy_draft1>(
            plugin, KEREGE_PLUGIN_PRIVACY_EXTENSION, KEREGE_PLUGIN_PRIVACY_DRAFT1_SIZE);
        plugin.search = extension<kerege_plugin_search_draft1>(
            plugin, KEREGE_PLUGIN_SEARCH_EXTENSION, KEREGE_PLUGIN_SEARCH_DRAFT1_SIZE);
    } catch (...) {
        return invalid("get_extension() threw");
    }
    const Manifest& manifest = plugin.manifest;
    const auto lacks = [](std::string_view what, std::string_view extension) {
        return invalid(fmt::format("it has {} but does not offer {}", what, extension));
    };
    if (routes > 0 && (!plugin.http || !plugin.http->handle))
        return lacks("routes", KEREGE_PLUGIN_HTTP_EXTENSION);
    if (!manifest.slots.empty() && (!plugin.slots || !plugin.slots->fill))
        return lacks("slots in plugin.yaml", KEREGE_PLUGIN_SLOTS_EXTENSION);
    if (!manifest.events.empty() && (!plugin.events || !plugin.events->handle))
        return lacks("events in plugin.yaml", KEREGE_PLUGIN_EVENTS_EXTENSION);
    if (!manifest.jobs.empty() && (!plugin.jobs || !plugin.jobs->run))
        return lacks("jobs in plugin.yaml", KEREGE_PLUGIN_JOBS_EXTENSION);
    if (manifest.events.empty()) plugin.events = nullptr;
    const bool takes_part = manifest.needs_interface(KEREGE_PRIVACY_INTERFACE);
    if (takes_part &&
        (!plugin.privacy || !plugin.privacy->export_member || !plugin.privacy->erase_member))
        return lacks("kerege.privacy in plugin.yaml", KEREGE_PLUGIN_PRIVACY_EXTENSION);
    if (!takes_part) plugin.privacy = nullptr;
    if (manifest.search.empty()) plugin.search = nullptr;
    const bool asked = std::any_of(manifest.search.begin(), manifest.search.end(),
                                   [](const SearchKind& kind) { return kind.ask; });
    const bool found =
        plugin.search && plugin.search->rebuild && (!asked || plugin.search->visible);
    if (!manifest.search.empty() && !found)
        return lacks("search in plugin.yaml", KEREGE_PLUGIN_SEARCH_EXTENSION);
    if (!manifest.services.empty() && (!plugin.services || !plugin.services->serve))
        return lacks("services in plugin.yaml", KEREGE_PLUGIN_SERVICES_EXTENSION);
    return success();
}

Result<> start(Plugin& plugin) {
    const auto created = ask("create", [&](kerege_sink* error) {
        return plugin.table->create(&kHostApi, &plugin.handle, &plugin.self, error);
    });
    if (!created.ok()) return created.fault();
    kerege_registration registration{&plugin, std::this_thread::get_id()};
    auto started = ask("start", [&](kerege_sink* error) {
        return plugin.table->start(plugin.self, &registration, error);
    });
    if (started.ok()) started = ask_for_extensions(plugin, registration.routes);
    if (started.ok()) return success();
    plugin.lent.router.remove_module(plugin.manifest.id);
    try {
        plugin.table->destroy(plugin.self);
    } catch (...) {
        plugin.lent.log.write(LogLevel::error, plugin.manifest.id, "destroy() threw");
    }
    return started.fault();
}

}  // namespace

Result<std::vector<std::string>> migrate_plugin(data::Database& database, const Manifest& manifest,
                                                bool contract, int64_t now_ms) {
    const auto folder = manifest.folder / "migrations";
    std::error_code error;
    if (!fs::is_directory(folder, error)) return std::vector<std::string>();
    const auto migrations =
        data::read_migrations(sql_owner(manifest.id), folder, database.dialect());
    if (!migrations.ok()) return migrations.fault();
    return data::migrate(database, *migrations, contract, now_ms);
}

Result<> bring_up(Plugin& plugin) {
    const Lent& lent = plugin.lent;
    if (lent.workers.isolation_of(plugin.manifest.id) == Isolation::worker) {
        plugin.table = remote::remote_table();
    } else {
        const auto table = open_library(plugin.manifest);
        if (!table.ok()) return table.fault();
        plugin.table = *table;
    }
    const auto migrated =
        migrate_plugin(lent.database, plugin.manifest, false, lent.clock.now_ms());
    if (!migrated.ok()) return migrated.fault();
    for (const auto& name : *migrated) {
        lent.log.write(LogLevel::info, plugin.manifest.id, "migration applied: " + name);
    }
    grant_columns(plugin);
    log_in(plugin);
    auto up = add_files(plugin);
    if (up.ok()) up = start(plugin);
    if (!up.ok()) {
        lent.permissions.remove_module(plugin.manifest.id);
        lent.letters.remove_domain(plugin.manifest.id);
    }
    return up;
}

void quiesce(Plugin& plugin) noexcept {
    try {
        plugin.table->quiesce(plugin.self);
    } catch (...) {
        plugin.lent.log.write(LogLevel::error, plugin.manifest.id, "quiesce() threw");
    }
}

void take_down(Plugin& plugin) noexcept {
    try {
        plugin.table->stop(plugin.self);
    } catch (...) {
        plugin.lent.log.write(LogLevel::error, plugin.manifest.id, "stop() threw");
    }
    try {
        plugin.table->destroy(plugin.self);
    } catch (...) {
        plugin.lent.log.write(LogLevel::error, plugin.manifest.id, "destroy() threw");
    }
}

}  // namespace kerege::plugins
