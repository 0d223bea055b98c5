#include <fmt/format.h>

#include "host/src/base/text.hpp"
#include "host/src/leaving/contents.hpp"

namespace kerege::leaving {
namespace {

// Of the standard's Table Schema. Ids are texts: no program should round them.
std::string_view type_of(Kind kind) {
    switch (kind) {
        case Kind::whole:
            return "integer";
        case Kind::real:
            return "number";
        case Kind::truth:
            return "boolean";
        case Kind::day:
            return "date";
        case Kind::instant:
            return "datetime";
        default:
            return "string";
    }
}

void append_pair(std::string& out, std::string_view key, std::string_view value) {
    text::append_json(out, key);
    out += ':';
    text::append_json(out, value);
}

void append_schema(std::string& out, const Contents& contents, std::string_view locale,
                   const Table& table) {
    out += "\"schema\":{\"fields\":[";
    for (const Column& column : table.columns) {
        out += &column == table.columns.data() ? "\n  {" : ",\n  {";
        append_pair(out, "name", column.name);
        out += ',';
        append_pair(out, "title",
                    table.module.empty()
                        ? column.label
                        : contents.translator.translate(table.module, locale, column.label));
        out += ',';
        append_pair(out, "type", type_of(column.kind));
        if (column.kind == Kind::bytes) out += ",\"format\":\"binary\"";
        out += '}';
    }
    out += "],\"missingValues\":[\"\"]";
    if (!table.key.empty()) {
        out += ",\"primaryKey\":";
        char before = '[';
        for (const std::string& name : table.key) {
            out += before;
            text::append_json(out, name);
            before = ',';
        }
        out += ']';
    }
    out += '}';
}

// "core/people.csv": "core.people".
std::string name_of(const Table& table) {
    std::string name = table.path.substr(0, table.path.rfind('.'));
    name[name.find('/')] = '.';
    return name;
}

}  // namespace

std::string datapackage_of(const Contents& contents, std::string_view locale,
                           const std::vector<int64_t>& rows) {
    std::string out = "{\"profile\":\"data-package\",";
    append_pair(out, "name", contents.code);
    out += ',';
    append_pair(out, "title", contents.organisation);
    out += ',';
    append_pair(out, "created", contents.made);
    out += ",\"resources\":[";
    for (size_t i = 0; i < contents.tables.size(); ++i) {
        const Table& table = contents.tables[i];
        out += i == 0 ? "\n{" : ",\n{";
        append_pair(out, "name", name_of(table));
        out += ',';
        append_pair(out, "path", table.path);
        out += ',';
        append_pair(out, "title",
                    table.module.empty()
                        ? table.title
                        : contents.translator.translate(table.module, locale, table.title));
        out += fmt::format(
            ",\"profile\":\"tabular-data-resource\",\"format\":\"csv\",\"mediatype\":\"text/csv\","
            "\"encoding\":\"utf-8\",\"dialect\":{{\"delimiter\":\";\",\"doubleQuote\":true,"
            "\"header\":true}},\"rows\":{},",
            rows[i]);
        append_schema(out, contents, locale, table);
        out += '}';
    }
    return out + "]}\n";
}

}  // namespace kerege::leaving
