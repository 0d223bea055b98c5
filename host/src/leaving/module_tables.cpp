#include <algorithm>
#include <optional>

#include "host/src/leaving/tables.hpp"
#include "queries/leaving.hpp"

namespace kerege::leaving {
namespace {

namespace sql = queries::leaving;

constexpr std::string_view kOrganisation = "organisation_id";
constexpr std::string_view kMilliseconds = "_at_ms";

// A column as the database has it.
struct Found {
    std::string name;
    std::string type;
    int64_t place = 0;  // in the primary key, from 1; 0: not in it
};
using FoundTable = std::pair<std::string, std::vector<Found>>;

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

// nullopt: a type that is read as text.
std::optional<Kind> kind_of(const Found& column) {
    const std::string_view type = column.type, name = column.name;
    if (among(type, {"bigint", "int", "integer", "smallint"})) {
        if (name.ends_with(kMilliseconds)) return Kind::instant;
        const bool id = name == "id" || name.ends_with("_id") || name.ends_with("_by");
        return id ? Kind::id : Kind::whole;
    }
    if (type == "date") return Kind::day;
    if (among(type, {"text", "character varying", "json"})) return Kind::text;
    if (among(type, {"real", "double precision", "numeric"})) return Kind::real;
    if (type == "boolean") return Kind::truth;
    if (among(type, {"blob", "bytea"})) return Kind::bytes;
    return {};
}

bool can_be_key(const Found& column) {
    const auto kind = kind_of(column);
    return kind && among(column.type, {"bigint", "int", "integer", "smallint", "text", "date"});
}

// The host's rule for instants makes a column of milliseconds one of instants.
std::string heading_of(const Found& column) {
    if (kind_of(column) != Kind::instant) return column.name;
    return column.name.substr(0, column.name.size() - std::string_view("_ms").size());
}

const plugins::Manifest* owner_of(std::string_view table, const plugins::Catalogue& modules) {
    const plugins::Manifest* owner = nullptr;
    for (const plugins::Entry& entry : modules.entries()) {
        if (entry.manifest.id.empty() ||
            !table.starts_with(plugins::sql_owner(entry.manifest.id) + "_"))
            continue;
        if (!owner || owner->id.size() < entry.manifest.id.size()) owner = &entry.manifest;
    }
    return owner;
}

// The columns that are given, in their order, with what they are called.
std::vector<std::pair<const Found*, std::string>> given_of(const std::vector<Found>& columns,
                                                           const plugins::TableText* text) {
    std::vector<std::pair<const Found*, std::string>> given;
    if (!text) {
        for (const Found& column : columns)
            if (column.name != kOrganisation) given.emplace_back(&column, heading_of(column));
        return given;
    }
    for (const auto& [name, label] : text->columns) {
        const auto found = std::ranges::find(columns, name, &Found::name);
        if (found != columns.end()) given.emplace_back(&*found, label);
    }
    return given;
}

// The primary key without the organisation; empty where there is none to read pages by.
std::vector<const Found*> key_of(const std::vector<Found>& columns) {
    std::vector<const Found*> key;
    for (const Found& column : columns)
        if (column.place > 0 && column.name != kOrganisation) key.push_back(&column);
    std::ranges::sort(key, {}, &Found::place);
    const bool usable =
        std::ranges::all_of(key, [](const Found* column) { return can_be_key(*column); });
    if (!usable) key.clear();
    return key;
}

Table table_of(const FoundTable& found, const plugins::Manifest* owner,
               const plugins::TableText* text, data::Paging& paging) {
    Table table;
    const auto& [name, columns] = found;
    table.module = owner ? owner->id : std::string();
    const std::string prefix = owner ? plugins::sql_owner(owner->id) + "_" : std::string();
    table.path = (owner ? owner->id : "other") + "/" + name.substr(prefix.size()) + ".csv";
    table.title = text ? text->description : name;
    std::vector<data::TableColumn> read;
    for (const auto& [column, label] : given_of(columns, text)) {
        const auto kind = kind_of(*column);
        table.columns.push_back({heading_of(*column), label, kind.value_or(Kind::text)});
        read.push_back({column->name, !kind});
    }
    std::vector<std::string> key;
    bool whole = true;  // all of the key is given
    for (const Found* column : key_of(columns)) {
        const auto at = std::ranges::find(read, column->name, &data::TableColumn::name);
        const auto place = static_cast<size_t>(at - read.begin());
        if (at == read.end()) read.push_back({column->name, false});
        whole = whole && place < table.columns.size();
        key.push_back(column->name);
        table.key_columns.push_back(place);
        if (whole) table.key.push_back(table.columns[place].name);
    }
    if (!whole) table.key.clear();
    table.pages = &paging.of(data::rows_of_organisation(name, read), key);
    return table;
}

}  // namespace

std::vector<Table> module_tables(data::Transaction& transaction, const plugins::Catalogue& modules,
                                 OrganisationId organisation, data::Paging& paging) {
    std::vector<FoundTable> found;
    transaction.each(sql::module_tables, {}, [&](const data::Row& row) {
        if (found.empty() || found.back().first != row.text(0))
            found.emplace_back(row.text(0), std::vector<Found>());
        found.back().second.push_back(
            {std::string(row.text(1)), std::string(row.text(2)), row.int64(3)});
    });
    std::vector<Table> tables;
    for (const FoundTable& one : found) {
        const plugins::Manifest* owner = owner_of(one.first, modules);
        const plugins::TableText* text = owner ? owner->find_table(one.first) : nullptr;
        Table table = table_of(one, owner, text, paging);
        if (table.columns.empty()) continue;
        if (!text) {
            data::PageReader reader(transaction, *table.pages, table.key_columns,
                                    organisation.value);
            if (!reader.read([](const data::Row&) {})) continue;
        }
        tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace kerege::leaving
