// What a plugin brings to the host: permissions, menu, slots, events it hears, jobs, what the
// search finds of it, and its tables in words.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "host/src/plugins/manifest_parts.hpp"
#include "host/src/plugins/rules.hpp"
#include "kerege/abi/draft/search.h"

namespace kerege::plugins::manifest_parts {
namespace {

constexpr int kOrderMax = 100'000;

// The permission of a menu entry or slot: one of those declared above, or empty.
std::string own_permission(yaml::Map& entry, const Manifest& manifest) {
    const auto node = entry.find("permission");
    if (!node) return {};
    std::vector<std::string> keys;
    for (const auto& permission : manifest.permissions) keys.push_back(permission.key);
    return node->one_of(keys);
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

}  // namespace

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

void read_events(yaml::Map& map, Manifest& manifest) {
    for (const auto& topic : map.items("events")) {
        const std::string& text = topic.text();
        const bool good = word(text, "._") && std::count(text.begin(), text.end(), '.') >= 2;
        manifest.events.push_back(checked(topic, good, "a topic like school.class.changed"));
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

}  // namespace kerege::plugins::manifest_parts
