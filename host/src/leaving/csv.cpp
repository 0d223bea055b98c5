#include "host/src/leaving/csv.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <ctime>

#include "host/src/directory/roster/writing/files.hpp"

namespace kerege::leaving {
namespace {

constexpr char kSeparator = ';';

std::string base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    out.resize(static_cast<size_t>(length));
    return out;
}

std::string cell_of(const Column& column, const kerege_value& value) {
    switch (value.type) {
        case KEREGE_DB_INT64:
            if (column.kind == Kind::instant) return iso_instant(value.as.int64);
            if (column.kind == Kind::truth) return value.as.int64 == 0 ? "false" : "true";
            return std::to_string(value.as.int64);
        case KEREGE_DB_REAL:
            return fmt::format("{}", value.as.real);
        case KEREGE_DB_TEXT: {
            std::string text(value.as.text.data, value.as.text.size);
            directory::roster::mark_formula(text);
            return text;
        }
        case KEREGE_DB_BLOB:
            return base64({value.as.text.data, value.as.text.size});
        default:
            return {};
    }
}

}  // namespace

std::string iso_instant(int64_t at_ms) {
    const int64_t ms = ((at_ms % 1000) + 1000) % 1000;
    const std::time_t seconds = (at_ms - ms) / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                       ms);
}

std::string csv_heading(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(column.name);
    std::string out(kByteOrderMark);
    directory::roster::add_line(out, names, kSeparator);
    return out;
}

void append_csv_row(std::string& out, const Table& table, const data::Row& row) {
    std::vector<std::string> cells;
    cells.reserve(table.columns.size());
    for (size_t i = 0; i < table.columns.size(); ++i)
        cells.push_back(cell_of(table.columns[i], row.values()[i]));
    directory::roster::add_line(out, cells, kSeparator);
}

}  // namespace kerege::leaving
