// plugin.yaml: what a plugin is, needs, offers and reads. Checked before its library is opened.
//
// A plugin's tables begin with its id and "_", where a vendor's id has its '.' written as '_':
// "acme.library" owns acme_library_….
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/access/permissions.hpp"
#include "host/src/jobs/kind.hpp"
#include "host/src/plugins/setting_entry.hpp"
#include "host/src/view/page.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::plugins {

// A place of a page this plugin fills. `permission` (may be empty) is needed to see it.
struct SlotEntry {
    std::string slot;
    int order = 100;
    std::string permission;
};

// A kind of job the plugin runs.
struct JobEntry {
    std::string kind;
    std::string label;  // a message id
    jobs::Schedule schedule;
    int attempts_max = jobs::kAttemptsMax;
    std::chrono::seconds deadline = jobs::kDeadline;
};

// A kind of thing that can be found by the search of the site.
struct SearchKind {
    std::string kind;
    std::string label;       // a message id: what several of them are called
    std::string page;        // its address, with {id} in it
    std::string permission;  // needed to find one; may be empty
    bool ask = false;        // the plugin says of each who may open it

    std::string href_of(int64_t id) const;
};

// What the plugin keeps about people: shown to the operator, used for export and erasure.
struct PersonalData {
    std::string table;
    std::vector<std::string> fields;  // empty: the whole row
    std::string purpose;              // a message id
    std::string erase = "delete";     // "delete", "anonymise" or "keep" (the law asks for it)
    int keep_months = 0;              // 0: as long as the person belongs to the organisation
};

// What a table of the plugin's holds, in words: for whoever reads the archive of a school.
struct TableText {
    std::string table;
    std::string description;                                   // a message id
    std::vector<std::pair<std::string, std::string>> columns;  // name, and a message id
};

struct Manifest {
    std::filesystem::path folder;
    std::string id;       // [a-z][a-z0-9]*, or "vendor.name"
    std::string version;  // 1.2.3
    std::string vendor;
    std::string name;         // a message id
    std::string description;  // a message id, may be empty
    bool on_by_default = true;

    std::vector<std::string> interfaces;  // "kerege.db/1"
    std::vector<std::string> needs;       // ids of plugins
    std::vector<std::string>
        optional;  // ids of plugins that are loaded before it if they are there
    std::vector<std::string> services;        // that it offers: "school.calendar/1"
    std::vector<std::string> needs_services;  // that it may call, of `needs` or `optional`
    std::vector<std::string> columns;         // "api_core_person_v1.family_name", sorted
    std::vector<access::Permission> permissions;
    std::vector<view::MenuItem> menu;
    std::vector<SlotEntry> slots;
    std::vector<SettingEntry> settings;
    std::vector<std::string> events;  // topics it listens to
    std::vector<JobEntry> jobs;
    std::vector<SearchKind> search;
    std::vector<PersonalData> personal_data;
    std::vector<TableText> tables;

    std::filesystem::path library() const { return folder / (id + ".so"); }
    bool needs_interface(std::string_view interface) const;
    bool offers(std::string_view service) const;
    bool may_call(std::string_view service) const;
    // NULL: it declares none of this kind.
    const JobEntry* find_job(std::string_view kind) const;
    // NULL: it does not describe this table.
    const TableText* find_table(std::string_view table) const;
    const SearchKind* find_search(std::string_view kind) const;
};

// Reads <folder>/plugin.yaml. Fault invalid: file, line, what is wrong and the nearest known word.
Result<Manifest> read_manifest(const std::filesystem::path& folder);
Result<Manifest> parse_manifest(const std::string& text, const std::string& file_name);

// Fault invalid: it can't be a plugin's id, and why.
Result<> check_plugin_id(std::string_view id);

// "school.calendar/1" → "school".
std::string_view provider_of(std::string_view service);

// "acme.library" → "acme_library": how tables and views name their owner.
std::string sql_owner(std::string_view plugin_id);

}  // namespace kerege::plugins
