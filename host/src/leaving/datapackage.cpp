#include "host/src/leaving/contents.hpp"
#include "host/src/leaving/schema.hpp"

namespace kerege::leaving {

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
        out += i == 0 ? "\n" : ",\n";
        append_resource(out, table, rows[i], [&](std::string& to, std::string_view message) {
            append_pair(to, "title",
                        table.module.empty()
                            ? message
                            : contents.translator.translate(table.module, locale, message));
        });
    }
    return out + "]}\n";
}

}  // namespace kerege::leaving
