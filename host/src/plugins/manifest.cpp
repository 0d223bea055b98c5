#include "host/src/plugins/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "host/src/data/ownership.hpp"
#include "host/src/plugins/manifest_parts.hpp"

namespace kerege::plugins {
namespace {

using namespace manifest_parts;

// 1.2.3, with an optional "-rc.1".
bool version(std::string_view text) {
    int parts = 1;
    char previous = '.';
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '-' && parts == 3 && digit(previous)) return i + 1 < text.size();
        if (c == '.' && digit(previous)) {
            ++parts;
        } else if (!digit(c)) {
            return false;
        }
        previous = c;
    }
    return parts == 3 && digit(previous);
}

void read_identity(yaml::Map& map, Manifest& manifest) {
    const auto id = map.need("id");
    if (const auto good = check_plugin_id(id.text()); !good.ok()) id.fail(good.fault().log_text);
    manifest.id = id.text();
    const auto number = map.need("version");
    manifest.version = checked(number, version(number.text()), "a version like 1.2.3");
    manifest.vendor = required_text(map, "vendor");
    manifest.name = required_text(map, "name");
    manifest.description = map.text("description");
    manifest.on_by_default = map.boolean("on_by_default", true);
}

Manifest read(const yaml::Node& root) {
    Manifest manifest;
    yaml::Map map = root.map();
    // Asked for beforehand, so that every known key can be suggested for a misspelt one.
    for (const char* key : {"id", "version", "vendor", "name", "description", "on_by_default",
                            "needs", "reads", "permissions", "menu", "slots", "settings", "events",
                            "services", "jobs", "search", "personal_data", "tables"}) {
        (void)map.find(key);
    }
    map.done();
    read_identity(map, manifest);
    read_needs(map, manifest);
    read_reads(map, manifest);
    read_permissions(map, manifest);
    read_menu(map, manifest);
    read_slots(map, manifest);
    manifest.settings = read_settings(map);
    read_events(map, manifest);
    read_services(map, manifest);
    read_jobs(map, manifest);
    read_search(map, manifest);
    read_personal_data(map, manifest);
    read_tables(map, manifest);
    return manifest;
}

}  // namespace

bool Manifest::needs_interface(std::string_view interface) const {
    return manifest_parts::listed(interfaces, interface);
}
bool Manifest::offers(std::string_view service) const {
    return manifest_parts::listed(services, service);
}
bool Manifest::may_call(std::string_view service) const {
    return manifest_parts::listed(needs_services, service);
}

std::string_view provider_of(std::string_view service) {
    return service.substr(0, service.substr(0, service.find('/')).rfind('.'));
}

const TableText* Manifest::find_table(std::string_view table) const {
    const auto found = std::ranges::find(tables, table, &TableText::table);
    return found == tables.end() ? nullptr : &*found;
}

std::string SearchKind::href_of(int64_t id) const {
    std::string address = page;
    return address.replace(address.find(manifest_parts::kIdPlace), manifest_parts::kIdPlace.size(),
                           std::to_string(id));
}

const SearchKind* Manifest::find_search(std::string_view kind) const {
    const auto found = std::find_if(search.begin(), search.end(),
                                    [&](const SearchKind& one) { return one.kind == kind; });
    return found == search.end() ? nullptr : &*found;
}

const JobEntry* Manifest::find_job(std::string_view kind) const {
    const auto found = std::find_if(jobs.begin(), jobs.end(),
                                    [&](const JobEntry& job) { return job.kind == kind; });
    return found == jobs.end() ? nullptr : &*found;
}

Result<> check_plugin_id(std::string_view id) {
    static const std::set<std::string, std::less<>> reserved = {"core",   "api",    "assets",
                                                                "kerege", "sqlite", "pg"};
    if (!manifest_parts::plugin_id(id))
        return invalid(
            fmt::format("\"{}\" is not an id: small letters and digits, or vendor.name", id));
    if (reserved.contains(id.substr(0, id.find('.'))))
        return invalid(fmt::format("the id \"{}\" is reserved for the host", id));
    return success();
}

std::string sql_owner(std::string_view plugin_id) { return data::owner_name(plugin_id); }

Result<Manifest> parse_manifest(const std::string& text, const std::string& file_name) {
    try {
        return read(yaml::Node::parse(text, file_name));
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<Manifest> read_manifest(const std::filesystem::path& folder) {
    try {
        Manifest manifest = read(yaml::Node::read_file(folder / "plugin.yaml"));
        manifest.folder = std::filesystem::absolute(folder).lexically_normal();
        return manifest;
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

}  // namespace kerege::plugins
