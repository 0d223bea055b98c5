#include "host/src/leaving/schema.hpp"

#include <fmt/format.h>

#include "host/src/base/text.hpp"

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

void append_schema(std::string& out, const Table& table, const AppendTitles& titles) {
    out += "\"schema\":{\"fields\":[";
    for (const Column& column : table.columns) {
        out += &column == table.columns.data() ? "\n  {" : ",\n  {";
        append_pair(out, "name", column.name);
        out += ',';
        titles(out, column.label);
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
    if (const size_t slash = name.find('/'); slash != std::string::npos) name[slash] = '.';
    return name;
}

}  // namespace

void append_pair(std::string& out, std::string_view key, std::string_view value) {
    text::append_json(out, key);
    out += ':';
    text::append_json(out, value);
}

void append_resource(std::string& out, const Table& table, int64_t rows,
                     const AppendTitles& titles) {
    out += '{';
    append_pair(out, "name", name_of(table));
    out += ',';
    append_pair(out, "path", table.path);
    out += ',';
    titles(out, table.title);
    out += fmt::format(
        ",\"profile\":\"tabular-data-resource\",\"format\":\"csv\",\"mediatype\":\"text/csv\","
        "\"encoding\":\"utf-8\",\"dialect\":{{\"delimiter\":\";\",\"doubleQuote\":true,"
        "\"header\":true}},\"rows\":{},",
        rows);
    append_schema(out, table, titles);
    out += '}';
}

}  // namespace kerege::leaving
