// What plugins keep about people: given out, and erased.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::plugins {

struct Plugin;

using PersonalValue = std::variant<std::monostate, int64_t, double, std::string>;

// A table of one person's data. Names are for programs, titles and labels for people.
struct PersonalTable {
    struct Column {
        std::string name;
        std::string label;
    };
    std::string name;
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<PersonalValue>> rows;
};

// What one plugin gives out in one call.
struct PersonalTables {
    std::vector<PersonalTable> tables;
    size_t bytes = 0;
};

// What became of some rows about a person.
struct Erased {
    std::string table;
    std::string field;
    std::string how;  // "deleted", "anonymised" or "kept"
    int64_t count = 0;
};

// Whether it gives out and erases what it keeps about people. [any]
bool takes_part(const Plugin& plugin);

// What the plugin keeps about a member, in that language; also where its module is off. Fault: the
// plugin's; unavailable: another time. [job]
Result<std::vector<PersonalTable>> export_member(Plugin& plugin, OrganisationId organisation,
                                                 MembershipId membership, std::string_view locale);

// Has the plugin erase it. `note` is called as the host in the same transaction, so that what it
// writes lasts if and only if the plugin's part does; what it throws undoes both. Fault: nothing
// was done. [job]
using ErasureNote = std::function<void(data::Transaction&, const std::vector<Erased>&)>;
Result<> erase_member(Plugin& plugin, OrganisationId organisation, MembershipId membership,
                      const ErasureNote& note);

}  // namespace kerege::plugins
