#include "host/src/open_data/content.hpp"

#include <fmt/format.h>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/writing/files.hpp"
#include "host/src/leaving/csv.hpp"
#include "host/src/leaving/schema.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::open_data {
namespace {

using leaving::Kind;

constexpr char kSeparator = ';';
constexpr std::string_view kTitle = KEREGE_TR("Open data");
constexpr std::string_view kDescription = KEREGE_TR(
    "Organisations and how many learn and work there. Numbers are rounded, small ones are "
    "withheld, and sums are sums of the numbers shown.");

leaving::Table organisations_table() {
    leaving::Table table;
    table.path = "organisations.csv";
    table.title = KEREGE_TR("Organisations");
    table.columns = {{"code", KEREGE_TR("Code"), Kind::text},
                     {"parent_code", KEREGE_TR("Code of the organisation above it"), Kind::text},
                     {"kind", KEREGE_TR("Kind"), Kind::text},
                     {"status", KEREGE_TR("State"), Kind::text},
                     {"bin", KEREGE_TR("BIN"), Kind::text},
                     {"name_kk", KEREGE_TR("Name in Kazakh"), Kind::text},
                     {"name_ru", KEREGE_TR("Name in Russian"), Kind::text},
                     {"name_en", KEREGE_TR("Name in English"), Kind::text},
                     {"address_kk", KEREGE_TR("Address in Kazakh"), Kind::text},
                     {"address_ru", KEREGE_TR("Address in Russian"), Kind::text}};
    table.key = {"code"};
    return table;
}

leaving::Table counts_table() {
    leaving::Table table;
    table.path = "counts.csv";
    table.title = KEREGE_TR("How many learn and work there");
    table.columns = {
        {"code", KEREGE_TR("Code"), Kind::text},
        {"scope", KEREGE_TR("own: the organisation itself; all: and everything beneath it"),
         Kind::text},
        {"measure", KEREGE_TR("What is counted"), Kind::text},
        {"birth_year", KEREGE_TR("Year of birth"), Kind::whole},
        {"count", KEREGE_TR("Number; empty: withheld"), Kind::whole},
        {"withheld", KEREGE_TR("Of how many organisations the number is not in it"), Kind::whole}};
    table.key = {"code", "scope", "measure", "birth_year"};
    return table;
}

std::string_view measure_of(const Field& field) {
    return field.measure == Measure::born ? std::string_view("learners_born")
                                          : std::string_view(field.key);
}

// Calls `one` for each number there is of a line: its scope, field and cell.
template <class One>
void each_number(const Snapshot& snapshot, const Published& line, One one) {
    const auto each = [&](std::string_view scope, const Cells& cells) {
        for (size_t i = 0; i < cells.size(); ++i)
            if (cells[i] != Cell{}) one(scope, snapshot.fields[i], cells[i]);
    };
    each("own", line.own);
    if (line.beneath > 0) each("all", line.all);
}

void append_numbers(std::string& out, const Snapshot& snapshot, std::string_view key,
                    const Cells& cells) {
    text::append_json(out, key);
    out += ":{";
    bool first = true;
    for (size_t i = 0; i < cells.size(); ++i) {
        if (cells[i] == Cell{}) continue;
        if (!first) out += ',';
        first = false;
        text::append_json(out, snapshot.fields[i].key);
        out += fmt::format(R"(:{{"count":{},"withheld":{}}})",
                           cells[i].count ? std::to_string(*cells[i].count) : "null",
                           cells[i].withheld);
    }
    out += '}';
}

// In the first language, as programs that know one only read it, and in each.
void append_texts(std::string& out, const view::Translator& translator, const std::string& name,
                  std::string_view message) {
    leaving::append_pair(out, name, translator.translate("core", view::kLocales[0], message));
    out += ",\"" + name + "s\":{";
    for (const std::string_view locale : view::kLocales) {
        if (locale != view::kLocales[0]) out += ',';
        leaving::append_pair(out, locale, translator.translate("core", locale, message));
    }
    out += '}';
}

}  // namespace

std::string organisations_csv(const std::vector<Published>& lines) {
    std::string out = leaving::csv_heading(organisations_table());
    for (const Published& line : lines) {
        const auto& one = line.organisation;
        std::vector<std::string> cells = {
            one.code,    line.parent_code, one.kind,    line.status,    one.bin,
            one.name_kk, one.name_ru,      one.name_en, one.address_kk, one.address_ru};
        for (std::string& cell : cells) directory::roster::mark_formula(cell);
        directory::roster::add_line(out, cells, kSeparator);
    }
    return out;
}

std::string counts_csv(const Snapshot& snapshot, const std::vector<Published>& lines) {
    std::string out = leaving::csv_heading(counts_table());
    for (const Published& line : lines)
        each_number(
            snapshot, line, [&](std::string_view scope, const Field& field, const Cell& cell) {
                directory::roster::add_line(
                    out,
                    {line.organisation.code, std::string(scope), std::string(measure_of(field)),
                     field.year > 0 ? std::to_string(field.year) : std::string(),
                     cell.count ? std::to_string(*cell.count) : std::string(),
                     std::to_string(cell.withheld)},
                    kSeparator);
            });
    return out;
}

std::string all_json(const Snapshot& snapshot, const std::vector<Published>& lines) {
    std::string out = "{\"format\":\"kerege-open-data/1\",";
    leaving::append_pair(out, "made", leaving::iso_instant(snapshot.made_at_ms));
    out += ',';
    leaving::append_pair(out, "day", snapshot.day);
    out += fmt::format(",\"at_least\":{},\"organisations\":[", snapshot.at_least);
    for (const Published& line : lines) {
        const auto& one = line.organisation;
        out += &line == lines.data() ? "\n{" : ",\n{";
        const std::pair<std::string_view, std::string_view> texts[] = {
            {"code", one.code},
            {"parent_code", line.parent_code},
            {"kind", one.kind},
            {"status", line.status},
            {"bin", one.bin},
            {"name_kk", one.name_kk},
            {"name_ru", one.name_ru},
            {"name_en", one.name_en},
            {"address_kk", one.address_kk},
            {"address_ru", one.address_ru}};
        for (const auto& [key, value] : texts) {
            leaving::append_pair(out, key, value);
            out += ',';
        }
        append_numbers(out, snapshot, "own", line.own);
        if (line.beneath > 0) {
            out += ',';
            append_numbers(out, snapshot, "all", line.all);
        }
        out += '}';
    }
    return out + "]}\n";
}

std::string package_json(const Snapshot& snapshot, const std::vector<Published>& lines,
                         const view::Translator& translator) {
    int64_t numbers = 0;
    for (const Published& line : lines)
        each_number(snapshot, line,
                    [&](std::string_view, const Field&, const Cell&) { ++numbers; });
    const auto titles = [&](std::string& to, std::string_view message) {
        append_texts(to, translator, "title", message);
    };
    std::string out = "{\"profile\":\"tabular-data-package\",";
    leaving::append_pair(out, "name", "open-data-" + snapshot.organisation);
    out += ',';
    titles(out, kTitle);
    out += ',';
    append_texts(out, translator, "description", kDescription);
    out += ',';
    leaving::append_pair(out, "created", leaving::iso_instant(snapshot.made_at_ms));
    out += ",\"resources\":[\n";
    leaving::append_resource(out, organisations_table(), static_cast<int64_t>(lines.size()),
                             titles);
    out += ",\n";
    leaving::append_resource(out, counts_table(), numbers, titles);
    return out + "]}\n";
}

}  // namespace kerege::open_data
