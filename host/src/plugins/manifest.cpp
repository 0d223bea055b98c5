#include "host/src/plugins/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "host/src/base/yaml.hpp"
#include "host/src/data/ownership.hpp"
#include "host/src/plugins/interfaces.hpp"
#include "host/src/plugins/rules.hpp"
#include "kerege/abi/draft/search.h"

namespace kerege::plugins {
namespace {

constexpr int kOrderMax = 100'000;
constexpr size_t kWordBytesMax = 200;

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// Letters and digits, beginning with a letter; `more` lists what else may follow.
bool word(std::string_view text, std::string_view more = {}) {
    if (text.empty() || text.size() > kWordBytesMax || !lower(text[0])) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return lower(c) || digit(c) || more.find(c) != std::string_view::npos;
    });
}

bool plugin_id(std::string_view text) {
    const size_t dot = text.find('.');
    if (dot == std::string_view::npos) return text.size() <= 40 && word(text);
    return text.size() <= 80 && word(text.substr(0, dot)) && word(text.substr(dot + 1), "_");
}

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

// school.calendar/1: the plugin, a noun, a major version.
constexpr const char* kServiceShape = "a service like school.calendar/1";
bool service(std::string_view text) {
    const size_t slash = text.find('/');
    const size_t dot = text.substr(0, slash).rfind('.');
    if (slash == std::string_view::npos || dot == std::string_view::npos) return false;
    const std::string_view number = text.substr(slash + 1);
    constexpr size_t kDigitsMax = 4;
    return plugin_id(text.substr(0, dot)) && word(text.substr(dot + 1, slash - dot - 1), "_") &&
           !number.empty() && number.size() <= kDigitsMax && number[0] != '0' &&
           std::all_of(number.begin(), number.end(), digit);
}

bool listed(const std::vector<std::string>& all, std::string_view one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

std::string checked(const yaml::Node& node, bool good, std::string_view expected) {
    if (!good) node.fail(fmt::format("\"{}\" is not {}", node.text(), expected));
    return node.text();
}

std::string required_text(yaml::Map& map, const std::string& key) {
    const yaml::Node node = map.need(key);
    if (node.text().empty()) node.fail(fmt::format("\"{}\" is empty", key));
    return node.text();
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

void read_needs(yaml::Map& map, Manifest& manifest) {
    const auto node = map.find("needs");
    if (!node) return;
    yaml::Map needs = node->map();
    for (const auto& item : needs.items("interfaces")) {
        manifest.interfaces.push_back(item.one_of(interface_names()));
    }
    for (const auto& item : needs.items("plugins")) {
        const std::string id = checked(item, plugin_id(item.text()), "the id of a plugin");
        if (id == manifest.id) item.fail("a plugin can't need itself");
        manifest.needs.push_back(id);
    }
    for (const auto& item : needs.items("optional")) {
        const std::string id = checked(item, plugin_id(item.text()), "the id of a plugin");
        if (id == manifest.id) item.fail("a plugin can't need itself");
        if (listed(manifest.needs, id)) item.fail("it stands under plugins already");
        manifest.optional.push_back(id);
    }
    for (const auto& item : needs.items("services")) {
        const std::string name = checked(item, service(item.text()), kServiceShape);
        const std::string provider(provider_of(name));
        if (!listed(manifest.needs, provider) && !listed(manifest.optional, provider))
            item.fail(fmt::format(
                "services of \"{}\" ask for it under needs: plugins, or needs: optional",
                provider));
        manifest.needs_services.push_back(name);
    }
    needs.done();
}

void read_services(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("services")) {
        const std::string name = checked(item, service(item.text()), kServiceShape);
        if (provider_of(name) != manifest.id)
            item.fail(fmt::format("the service must begin with \"{}.\"", manifest.id));
        if (listed(manifest.services, name)) item.fail("this service stands twice");
        manifest.services.push_back(name);
    }
}

// "core.person", "school.class/2", "acme.library.book": owner, noun, version.
std::string view_of(const yaml::Node& key, const Manifest& manifest) {
    std::string text = key.text();
    std::string number = "1";
    if (const size_t slash = text.find('/'); slash != std::string::npos) {
        number = text.substr(slash + 1);
        text.resize(slash);
    }
    const size_t dot = text.rfind('.');
    const bool digits = !number.empty() && std::all_of(number.begin(), number.end(), digit);
    const std::string owner = text.substr(0, dot);
    if (dot == std::string::npos || !digits || !plugin_id(owner) ||
        !word(std::string_view(text).substr(dot + 1), "_")) {
        key.fail(fmt::format("\"{}\" is not like core.person or school.class/2", key.text()));
    }
    const auto& needs = manifest.needs;
    if (owner != "core" && owner != manifest.id &&
        std::find(needs.begin(), needs.end(), owner) == needs.end()) {
        key.fail(fmt::format("reads of \"{}\" ask for it under needs: plugins", owner));
    }
    return fmt::format("api_{}_{}_v{}", sql_owner(owner), text.substr(dot + 1), number);
}

void read_reads(yaml::Map& map, Manifest& manifest) {
    const auto node = map.find("reads");
    if (!node) return;
    for (const auto& [key, value] : node->map().entries()) {
        const std::string view = view_of(key, manifest);
        for (const auto& column : value.items()) {
            const bool all = column.text() == "*";
            if (all && view.starts_with("api_core_person_")) {
                column.fail("what is read of people is listed field by field, not as \"*\"");
            }
            checked(column, all || word(column.text(), "_"), "the name of a column or \"*\"");
            manifest.columns.push_back(view + "." + column.text());
        }
    }
    std::sort(manifest.columns.begin(), manifest.columns.end());
    const auto same = std::unique(manifest.columns.begin(), manifest.columns.end());
    manifest.columns.erase(same, manifest.columns.end());
}

void read_permissions(yaml::Map& map, Manifest& manifest) {
    const std::vector<std::string> roles(std::begin(access::kRoles), std::end(access::kRoles));
    for (const auto& item : map.items("permissions")) {
        yaml::Map entry = item.map();
        access::Permission permission;
        const auto key = entry.need("key");
        permission.key = checked(key, word(key.text(), "._"), "a key of small letters and dots");
        if (!permission.key.starts_with(manifest.id + ".")) {
            key.fail(fmt::format("the key must begin with \"{}.\"", manifest.id));
        }
        permission.label = required_text(entry, "label");
        for (const auto& role : entry.need("roles").items()) {
            permission.roles.push_back(role.one_of(roles));
        }
        permission.entry = entry.boolean("entry", false);
        entry.done();
        for (const auto& other : manifest.permissions) {
            if (other.key == permission.key) key.fail("this permission stands twice");
        }
        manifest.permissions.push_back(std::move(permission));
    }
}

// The permission of a menu entry or slot: one of those declared above, or empty.
std::string own_permission(yaml::Map& entry, const Manifest& manifest) {
    const auto node = entry.find("permission");
    if (!node) return {};
    std::vector<std::string> keys;
    for (const auto& permission : manifest.permissions) keys.push_back(permission.key);
    return node->one_of(keys);
}

void read_menu(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("menu")) {
        yaml::Map entry = item.map();
        view::MenuItem menu;
        menu.module = manifest.id;
        menu.label = required_text(entry, "label");
        const auto href = entry.need("href");
        menu.href = href.text();
        if (menu.href != "/" + manifest.id && !menu.href.starts_with("/" + manifest.id + "/")) {
            href.fail(fmt::format("the address must begin with \"/{}\"", manifest.id));
        }
        menu.icon = entry.text("icon");
        menu.permission = own_permission(entry, manifest);
        menu.order = static_cast<int>(entry.integer("order", 0, kOrderMax, 100));
        entry.done();
        manifest.menu.push_back(std::move(menu));
    }
}

void read_slots(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("slots")) {
        yaml::Map entry = item.map();
        SlotEntry slot;
        const auto name = entry.need("slot");
        slot.slot = checked(name, word(name.text(), "._"), "the name of a slot");
        slot.permission = own_permission(entry, manifest);
        slot.order = static_cast<int>(entry.integer("order", 0, kOrderMax, 100));
        entry.done();
        manifest.slots.push_back(std::move(slot));
    }
}

void read_jobs(yaml::Map& map, Manifest& manifest) {
    constexpr int kDeadlineMaxS = 3600;
    for (const auto& item : map.items("jobs")) {
        yaml::Map entry = item.map();
        JobEntry job;
        const auto kind = entry.need("kind");
        const bool good = word(kind.text(), "._") && kind.text().size() <= rules::kJobKindBytesMax;
        job.kind = checked(kind, good, "a kind of small letters, digits, . and _");
        job.label = required_text(entry, "label");
        if (const auto text = entry.find("schedule")) {
            const auto schedule = jobs::parse_schedule(text->text());
            if (!schedule.ok()) text->fail(schedule.fault().log_text);
            job.schedule = *schedule;
        }
        job.attempts_max = static_cast<int>(entry.integer("attempts", 1, 50, job.attempts_max));
        job.deadline = std::chrono::seconds(
            entry.integer("deadline_s", 1, kDeadlineMaxS, job.deadline.count()));
        entry.done();
        if (manifest.find_job(job.kind)) kind.fail("this kind of job stands twice");
        manifest.jobs.push_back(std::move(job));
    }
}

std::string own_table(yaml::Map& entry, const Manifest& manifest) {
    const auto table = entry.need("table");
    const std::string name = checked(table, word(table.text(), "_"), "the name of a table");
    const std::string prefix = sql_owner(manifest.id) + "_";
    if (!name.starts_with(prefix)) {
        table.fail(fmt::format("the plugin's tables begin with \"{}\"", prefix));
    }
    return name;
}

void read_tables(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("tables")) {
        yaml::Map entry = item.map();
        TableText text;
        text.table = own_table(entry, manifest);
        text.description = required_text(entry, "description");
        for (const auto& listed : entry.items("columns")) {
            yaml::Map column = listed.map();
            const auto name = column.need("column");
            text.columns.emplace_back(checked(name, word(name.text(), "_"), "the name of a column"),
                                      required_text(column, "label"));
            column.done();
        }
        entry.done();
        if (manifest.find_table(text.table)) item.fail("this table stands twice");
        if (text.columns.empty()) item.fail("say under \"columns\" what the columns hold");
        manifest.tables.push_back(std::move(text));
    }
}

constexpr std::string_view kIdPlace = "{id}";

void read_search(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("search")) {
        yaml::Map entry = item.map();
        SearchKind search;
        const auto kind = entry.need("kind");
        const bool good =
            word(kind.text(), "_") && kind.text().size() <= rules::kSearchKindBytesMax;
        search.kind = checked(kind, good, "a kind of small letters, digits and _");
        search.label = required_text(entry, "label");
        const auto page = entry.need("page");
        search.page = page.text();
        const bool below = search.page.starts_with("/" + manifest.id + "/");
        if (!below || search.page.find(kIdPlace) == std::string::npos)
            page.fail(fmt::format("an address beneath \"/{}\" with {} in it is expected",
                                  manifest.id, kIdPlace));
        search.permission = own_permission(entry, manifest);
        search.ask = entry.boolean("ask", false);
        entry.done();
        if (manifest.find_search(search.kind)) kind.fail("this kind stands twice");
        if (!manifest.needs_interface(KEREGE_SEARCH_INTERFACE))
            kind.fail(
                fmt::format("it asks for {} under needs: interfaces", KEREGE_SEARCH_INTERFACE));
        manifest.search.push_back(std::move(search));
    }
}

void read_personal_data(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("personal_data")) {
        yaml::Map entry = item.map();
        PersonalData data;
        data.table = own_table(entry, manifest);
        data.fields = entry.texts("fields");
        if (const auto field = entry.find("field")) data.fields.push_back(field->text());
        data.purpose = required_text(entry, "purpose");
        if (const auto erase = entry.find("erase")) {
            data.erase = erase->one_of({"delete", "anonymise", "keep"});
        }
        data.keep_months = static_cast<int>(entry.integer("keep_months", 0, 1200, 0));
        entry.done();
        manifest.personal_data.push_back(std::move(data));
    }
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
    for (const auto& topic : map.items("events")) {
        const std::string& text = topic.text();
        const bool good = word(text, "._") && std::count(text.begin(), text.end(), '.') >= 2;
        manifest.events.push_back(checked(topic, good, "a topic like school.class.changed"));
    }
    read_services(map, manifest);
    read_jobs(map, manifest);
    read_search(map, manifest);
    read_personal_data(map, manifest);
    read_tables(map, manifest);
    return manifest;
}

}  // namespace

bool Manifest::needs_interface(std::string_view interface) const {
    return listed(interfaces, interface);
}
bool Manifest::offers(std::string_view service) const { return listed(services, service); }
bool Manifest::may_call(std::string_view service) const { return listed(needs_services, service); }

std::string_view provider_of(std::string_view service) {
    return service.substr(0, service.substr(0, service.find('/')).rfind('.'));
}

const TableText* Manifest::find_table(std::string_view table) const {
    const auto found = std::ranges::find(tables, table, &TableText::table);
    return found == tables.end() ? nullptr : &*found;
}

std::string SearchKind::href_of(int64_t id) const {
    std::string address = page;
    return address.replace(address.find(kIdPlace), kIdPlace.size(), std::to_string(id));
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
    if (!plugin_id(id))
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
