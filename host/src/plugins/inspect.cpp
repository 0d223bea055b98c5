#include "host/src/plugins/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/yaml.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/privacy.hpp"
#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

// Those of the host's own pages; every other begins with the id of the plugin whose page it is.
constexpr std::string_view kHostSlots[] = {"dashboard", "learner.card", "organisation.summary"};

using Remarks = std::vector<Remark>;
using Names = std::vector<std::string>;

bool among(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// "; did you mean …", or nothing.
std::string meant(std::string_view word, const Names& known) {
    const std::string near = yaml::nearest(word, known);
    return near.empty() ? near : fmt::format("; did you mean \"{}\"?", near);
}

// Slots are named by the page that offers them: the host's by a word of their own, a plugin's by
// its id. What a plugin offers is known only when its pages are made.
void inspect_slots(const Plugin& plugin, Remarks& remarks) {
    const Manifest& manifest = plugin.manifest;
    const Names known(std::begin(kHostSlots), std::end(kHostSlots));
    for (const auto& slot : manifest.slots) {
        const auto owns = [&](const std::string& id) { return slot.slot.starts_with(id + "."); };
        if (among(known, slot.slot) || owns(manifest.id)) continue;
        if (std::any_of(manifest.needs.begin(), manifest.needs.end(), owns)) continue;
        if (std::any_of(manifest.optional.begin(), manifest.optional.end(), owns)) continue;
        remarks.push_back(
            {true, fmt::format("slots: no page of the host, and of no plugin under needs, offers "
                               "\"{}\"{}",
                               slot.slot, meant(slot.slot, known))});
    }
}

// The next segment of a path, which loses it.
std::string_view take_segment(std::string_view& path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

bool leads_to(std::string_view path, std::string_view pattern) {
    while (!path.empty() && !pattern.empty()) {
        const std::string_view wanted = take_segment(pattern);
        if (const auto given = take_segment(path); !wanted.starts_with('{') && wanted != given)
            return false;
    }
    return path.empty() && pattern.empty();
}

void inspect_menu(const Plugin& plugin, Remarks& remarks) {
    const view::Assets& assets = plugin.lent.assets;
    const view::Asset* icons = assets.find(assets.url("/assets", "icons.svg"));
    for (const auto& item : plugin.manifest.menu) {
        const std::string_view path = std::string_view(item.href).substr(0, item.href.find('?'));
        const auto& routes = plugin.lent.router.routes();
        const bool found = std::any_of(routes.begin(), routes.end(), [&](const http::Route& route) {
            return route.method == http::Method::get && leads_to(path, route.pattern);
        });
        if (!found)
            remarks.push_back(
                {true, fmt::format("menu: no page answers at \"{}\": start() adds no route "
                                   "for it",
                                   item.href)});
        const std::string symbol = fmt::format("id=\"{}\"", item.icon);
        if (icons && !item.icon.empty() && icons->plain.find(symbol) == std::string::npos)
            remarks.push_back({true, fmt::format("menu: there is no icon \"{}\"", item.icon)});
    }
}

// Who finds something and may not open it was told what they may not know.
void inspect_search(const Plugin& plugin, Remarks& remarks) {
    for (const auto& kind : plugin.manifest.search) {
        const auto& routes = plugin.lent.router.routes();
        const auto page = std::find_if(routes.begin(), routes.end(), [&](const http::Route& route) {
            return route.method == http::Method::get && leads_to(kind.page, route.pattern);
        });
        if (page == routes.end()) {
            remarks.push_back({true, fmt::format("search: no page answers at \"{}\": start() adds "
                                                 "no route for it",
                                                 kind.page)});
        } else if (page->permission != kind.permission && !page->is_public) {
            remarks.push_back(
                {true, fmt::format("search: the page \"{}\" asks for the permission "
                                   "\"{}\", and \"{}\" is found with \"{}\"",
                                   kind.page, page->permission, kind.kind, kind.permission)});
        }
    }
}

void inspect_routes(const Plugin& plugin, Remarks& remarks) {
    Names open;
    for (const auto& route : plugin.lent.router.routes()) {
        if (route.module != plugin.manifest.id || route.is_public || !route.permission.empty())
            continue;
        open.push_back(fmt::format("{} {}", route.method == http::Method::post ? "POST" : "GET",
                                   route.pattern));
    }
    if (open.empty()) return;
    remarks.push_back({false, fmt::format("routes without a permission, where everybody who is "
                                          "signed in may come: {}",
                                          fmt::join(open, ", "))});
}

Names names_of(data::Transaction& transaction, const data::Statement& statement,
               std::string_view about) {
    Names names;
    transaction.each(statement, {about},
                     [&](const data::Row& row) { names.emplace_back(row.text(0)); });
    return names;
}

// Whether a column by its name says which person a row is about, or who wrote it.
bool names_a_person(std::string_view column) {
    for (const std::string_view name : {"person_id", "membership_id"}) {
        if (column == name || column.ends_with("_" + std::string(name))) return true;
    }
    return column.ends_with("_by");
}

bool declared(const Manifest& manifest, std::string_view table, const std::string& column) {
    return std::any_of(manifest.personal_data.begin(), manifest.personal_data.end(),
                       [&](const PersonalData& data) {
                           return data.table == table &&
                                  (data.fields.empty() || among(data.fields, column));
                       });
}

void inspect_people(const Plugin& plugin, const std::string& table, const Names& columns,
                    Remarks& remarks) {
    for (const auto& column : columns) {
        if (!names_a_person(column) || declared(plugin.manifest, table, column)) continue;
        remarks.push_back({true, fmt::format("personal_data: the column \"{}\" of the table \"{}\" "
                                             "names people and is not declared",
                                             column, table)});
    }
}

// Who keeps people's data and takes no part leaves them in the database when a person is erased.
void inspect_part(const Plugin& plugin, Remarks& remarks) {
    if (takes_part(plugin)) return;
    const auto& all = plugin.manifest.personal_data;
    const bool promised = std::any_of(
        all.begin(), all.end(), [](const PersonalData& data) { return data.erase != "keep"; });
    if (!promised) return;
    remarks.push_back({false, fmt::format("personal_data: it says that data are erased, and takes "
                                          "no part in it: see {} in the guide",
                                          KEREGE_PRIVACY_INTERFACE)});
}

// What the manifest says under `key` of a table and its columns is there.
void inspect_named(data::Transaction& transaction, std::string_view key, const std::string& table,
                   const Names& named, const Names& tables, Remarks& remarks) {
    const Names columns = names_of(transaction, queries::plugins::view_columns, table);
    if (columns.empty()) {
        remarks.push_back({true, fmt::format("{}: there is no table \"{}\"{}", key, table,
                                             meant(table, tables))});
        return;
    }
    for (const auto& column : named) {
        if (among(columns, column)) continue;
        remarks.push_back({true, fmt::format("{}: the table \"{}\" has no column \"{}\"{}", key,
                                             table, column, meant(column, columns))});
    }
}

void inspect_tables(const Plugin& plugin, Remarks& remarks) {
    auto transaction = plugin.lent.database.read();
    const Manifest& manifest = plugin.manifest;
    const std::string prefix = sql_owner(manifest.id) + "_";
    const Names tables = names_of(transaction, queries::plugins::own_tables, prefix);
    for (const auto& data : manifest.personal_data)
        inspect_named(transaction, "personal_data", data.table, data.fields, tables, remarks);
    for (const auto& text : manifest.tables) {
        Names columns;
        for (const auto& [column, label] : text.columns) columns.push_back(column);
        inspect_named(transaction, "tables", text.table, columns, tables, remarks);
    }
    for (const auto& table : tables) {
        const Names columns = names_of(transaction, queries::plugins::view_columns, table);
        inspect_people(plugin, table, columns, remarks);
        if (among(columns, "organisation_id")) continue;
        remarks.push_back({false, fmt::format("the table \"{}\" has no organisation_id: its rows "
                                              "belong to no school, and every school sees them",
                                              table)});
    }
}

}  // namespace

std::vector<Remark> inspect(const Plugin& plugin) {
    Remarks remarks;
    inspect_slots(plugin, remarks);
    inspect_menu(plugin, remarks);
    inspect_search(plugin, remarks);
    inspect_routes(plugin, remarks);
    inspect_tables(plugin, remarks);
    inspect_part(plugin, remarks);
    return remarks;
}

}  // namespace kerege::plugins
