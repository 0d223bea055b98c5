// Workbooks for tests, put together part by part so that they can be wrong in any way.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "host/src/archive/zip.hpp"

namespace kerege::test {

using ZipFiles = std::vector<std::pair<std::string, std::string>>;

inline std::string zipped(const ZipFiles& files) {
    archive::Writer writer(0);
    for (const auto& [name, content] : files) writer.add(name, content);
    return writer.finish();
}

struct SheetText {
    std::string name;
    std::string rows;        // what stands in <sheetData>
    std::string state = {};  // "hidden"
    std::string after = {};  // what follows it: <mergeCells>
};

struct BookText {
    std::vector<SheetText> sheets;
    std::vector<std::string> shared = {};
    std::string styles = {};  // what stands in <styleSheet>
    bool from_1904 = false;
};

inline std::string workbook(const BookText& book) {
    const std::string type = "http://x/officeDocument/2006/relationships/";
    const auto relation = [&](const std::string& id, const std::string& what,
                              const std::string& target) {
        return fmt::format(R"(<Relationship Id="{}" Type="{}{}" Target="{}"/>)", id, type, what,
                           target);
    };
    ZipFiles files{
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships>" + relation("r1", "officeDocument", "xl/workbook.xml") +
                            "</Relationships>"}};
    std::string sheets, relations;
    for (size_t i = 0; i < book.sheets.size(); ++i) {
        const SheetText& one = book.sheets[i];
        sheets += fmt::format(R"(<sheet name="{}" sheetId="{}" state="{}" r:id="s{}"/>)", one.name,
                              i + 1, one.state.empty() ? "visible" : one.state, i);
        relations += relation(fmt::format("s{}", i), "worksheet",
                              fmt::format("worksheets/sheet{}.xml", i + 1));
        files.emplace_back(
            fmt::format("xl/worksheets/sheet{}.xml", i + 1),
            "<worksheet><sheetData>" + one.rows + "</sheetData>" + one.after + "</worksheet>");
    }
    if (!book.shared.empty()) {
        std::string texts;
        for (const std::string& text : book.shared) texts += "<si>" + text + "</si>";
        relations += relation("t", "sharedStrings", "/xl/sharedStrings.xml");
        files.emplace_back("xl/sharedStrings.xml", "<sst>" + texts + "</sst>");
    }
    if (!book.styles.empty()) {
        relations += relation("y", "styles", "styles.xml");
        files.emplace_back("xl/styles.xml", "<styleSheet>" + book.styles + "</styleSheet>");
    }
    files.emplace_back("xl/workbook.xml",
                       fmt::format(R"(<x:workbook xmlns:x="a" xmlns:r="b"><x:workbookPr )"
                                   R"(date1904="{}"/><sheets>{}</sheets></x:workbook>)",
                                   book.from_1904 ? 1 : 0, sheets));
    files.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships>" + relations + "</Relationships>");
    return zipped(files);
}

// A row of texts, each in its own cell.
inline std::string text_row(int row, const std::vector<std::string>& cells) {
    std::string out = fmt::format(R"(<row r="{}">)", row);
    for (const std::string& cell : cells)
        out += cell.empty() ? "<c/>" : R"(<c t="inlineStr"><is><t>)" + cell + "</t></is></c>";
    return out + "</row>";
}

}  // namespace kerege::test
