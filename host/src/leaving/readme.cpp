#include <fmt/format.h>

#include "host/src/leaving/contents.hpp"
#include "host/src/leaving/csv.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::leaving {
namespace {

constexpr std::string_view kEnd = "\r\n";  // so that every editor of school computers shows lines

struct Writer {
    const Contents& contents;
    std::string_view locale;
    std::string out = std::string(kByteOrderMark);

    std::string_view words(std::string_view message) const {
        return contents.translator.translate("core", locale, message);
    }
    void line(std::string_view text = {}) { out.append(text).append(kEnd); }
    void file(std::string_view path, std::string_view text) {
        line(fmt::format("{} – {}", path, text));
    }
    // A module's own words; of one that is not installed there are none.
    std::string_view of_module(const std::string& module, std::string_view message) const {
        return module.empty() ? message : contents.translator.translate(module, locale, message);
    }
};

void tell_of_tables(Writer& to) {
    std::string module = "core";
    to.line(to.words(KEREGE_TR("The system")));
    for (const Table& table : to.contents.tables) {
        if (table.module != module) {
            module = table.module;
            const auto* entry = to.contents.modules.find(module);
            to.line();
            to.line(entry ? to.of_module(module, entry->manifest.name)
                          : to.words(KEREGE_TR("Modules that are not installed any more")));
        }
        to.file(table.path, to.of_module(table.module, table.title));
    }
}

}  // namespace

std::string readme_of(const Contents& contents, std::string_view locale) {
    Writer to{contents, locale};
    to.line(contents.organisation);
    to.line(view::fill(to.words(KEREGE_TR("Everything of the organisation, made {at} (UTC)")),
                       {{"at", contents.made}}));
    to.line();
    for (const char* const message :
         {KEREGE_TR("The tables are CSV files: UTF-8, columns separated by semicolons, their names "
                    "in the first line. They are as the database was at one moment."),
          KEREGE_TR("Numbers that name rows have up to 19 digits: have a spreadsheet import these "
                    "columns as text, or it rounds them."),
          KEREGE_TR("A text that a spreadsheet would run as a formula begins with an apostrophe. "
                    "Instants are UTC, days are local. An empty cell is no value."),
          KEREGE_TR("Passwords and what else opens accounts are not in it.")})
        to.line(to.words(message));
    to.line();
    to.file("datapackage.json",
            to.words(KEREGE_TR("columns, types and keys of every table, for programs (Frictionless "
                               "Data Package)")));
    to.file("roster/oneroster.zip",
            to.words(KEREGE_TR("people and classes in OneRoster 1.2, for other school systems")));
    to.file("roster/staff.csv", to.words(KEREGE_TR("staff as a roster, for the import here")));
    to.file("roster/learners.csv",
            to.words(KEREGE_TR("learners and parents as a roster, for the import here")));
    to.file("files/", to.words(KEREGE_TR("what was uploaded, each file under its number and name; "
                                         "the numbers stand in core/files.csv")));
    to.line();
    tell_of_tables(to);
    return std::move(to.out);
}

}  // namespace kerege::leaving
