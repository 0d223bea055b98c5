#include "host/src/privacy/copy_file.hpp"

#include <fmt/format.h>

#include <variant>

#include "host/src/archive/zip.hpp"
#include "host/src/base/text.hpp"

namespace kerege::privacy {
namespace {

constexpr const char* kCopyFormat = "kerege-personal-data/1";

std::string as_text(const plugins::PersonalValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<int64_t>(&value)) return std::to_string(*number);
    if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
    return {};
}

void append_value(std::string& out, const plugins::PersonalValue& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        out += "null";
    } else if (std::holds_alternative<std::string>(value)) {
        text::append_json(out, std::get<std::string>(value));
    } else {
        out += as_text(value);
    }
}

void append_pair(std::string& out, std::string_view key, std::string_view value,
                 std::string_view end = ",") {
    text::append_json(out, key);
    out += ':';
    text::append_json(out, value);
    out += end;
}

void append_table(std::string& out, const plugins::PersonalTable& table) {
    out += '{';
    append_pair(out, "name", table.name);
    append_pair(out, "title", table.title);
    out += "\"columns\":[";
    for (const auto& column : table.columns) {
        if (&column != table.columns.data()) out += ',';
        out += '{';
        append_pair(out, "name", column.name);
        append_pair(out, "label", column.label, "}");
    }
    out += "],\"rows\":[";
    for (const auto& row : table.rows) {
        out += &row == table.rows.data() ? "\n" : ",\n";
        char before = '[';
        for (const auto& value : row) {
            out += before;
            append_value(out, value);
            before = ',';
        }
        out += ']';
    }
    out += "]}";
}

}  // namespace

std::string copy_as_json(const CopyHead& head, const std::vector<PersonalPart>& parts) {
    std::string out = "{";
    append_pair(out, "format", kCopyFormat);
    append_pair(out, "made", head.made);
    append_pair(out, "language", head.locale);
    append_pair(out, "person", head.name);
    out += "\"parts\":[";
    for (const PersonalPart& part : parts) {
        out += &part == parts.data() ? "\n{" : ",\n{";
        append_pair(out, "module", part.module);
        append_pair(out, "title", part.title);
        append_pair(out, "organisation", part.organisation);
        out += fmt::format("\"takes_part\":{},\"missing\":{},\"tables\":[", part.takes_part,
                           !part.missing.empty());
        for (const auto& table : part.tables) {
            if (&table != part.tables.data()) out += ",\n";
            append_table(out, table);
        }
        out += "]}";
    }
    return out + "]}\n";
}

std::string copy_as_page(const view::Renderer& renderer, const CopyHead& head,
                         const std::vector<PersonalPart>& parts) {
    view::Model model;
    model.set("lang", head.locale).set("name", head.name).set("made", head.made);
    for (const PersonalPart& part : parts) {
        view::Model& section = model.add("part");
        section.set("module", part.title).set("organisation", part.organisation);
        if (!part.takes_part) section.add("silent");
        if (!part.missing.empty()) section.add("missing");
        for (const auto& table : part.tables) {
            if (table.rows.empty()) continue;
            view::Model& shown = section.add("table");
            shown.set("heading", table.title);
            for (const auto& column : table.columns) shown.add("column").set("label", column.label);
            for (const auto& row : table.rows) {
                view::Model& line = shown.add("row");
                for (const auto& value : row) line.add("cell").set("value", as_text(value));
            }
        }
    }
    std::string page;
    renderer.render("core/privacy/copy", head.locale, model, page);
    return page;
}

void write_copy(const std::filesystem::path& file, int64_t at_s, std::string json,
                std::string page) {
    archive::Writer zip(file, at_s);
    zip.add("data.json", std::move(json));
    zip.add("data.html", std::move(page));
    zip.finish();
}

}  // namespace kerege::privacy
