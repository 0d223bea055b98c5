#include "host/src/directory/roster/writing/files.hpp"

#include <fmt/format.h>

#include "host/src/archive/zip.hpp"

namespace kerege::directory::roster {
namespace {

constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006";
constexpr std::string_view kProlog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view kType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

// Without what XML has no place for.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string types() {
    return fmt::format(
        R"({}<Types xmlns="{}/content-types"><Default Extension="rels" ContentType=)"
        R"("application/vnd.openxmlformats-package.relationships+xml"/>)"
        R"(<Default Extension="xml" ContentType="application/xml"/>)"
        R"(<Override PartName="/xl/workbook.xml" ContentType="{}sheet.main+xml"/>)"
        R"(<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{}worksheet+xml"/></Types>)",
        kProlog, kPackage, kType, kType);
}

std::string relation(std::string_view what, std::string_view target) {
    return fmt::format(R"({}<Relationships xmlns="{}/relationships"><Relationship Id="rId1" )"
                       R"(Type="{}/{}" Target="{}"/></Relationships>)",
                       kProlog, kPackage, kOffice, what, target);
}

std::string book(std::string_view sheet) {
    return fmt::format(
        R"({}<workbook xmlns="{}" xmlns:r="{}"><bookViews><workbookView/></bookViews>)"
        R"(<sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>)",
        kProlog, kMain, kOffice, escaped(sheet));
}

void add_row(std::string& out, int number, const std::vector<std::string>& cells) {
    out += fmt::format(R"(<row r="{}">)", number);
    for (size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        out +=
            fmt::format(R"(<c r="{}{}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>)",
                        column_letters(i), number, escaped(cells[i]));
    }
    out += "</row>";
}

std::string sheet_of(const Table& table) {
    std::string out = fmt::format(
        R"({}<worksheet xmlns="{}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" )"
        R"(topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>)"
        R"(<cols><col min="1" max="{}" width="20" customWidth="1"/></cols><sheetData>)",
        kProlog, kMain, table.heading.size());
    add_row(out, table.heading_row, table.heading);
    for (const TableRow& row : table.rows) add_row(out, row.row, row.cells);
    out += "</sheetData></worksheet>";
    return out;
}

// A phone begins with + and is none.
bool is_formula(std::string_view cell) {
    constexpr std::string_view kFormula = "=-@\t\r";
    if (cell.empty()) return false;
    if (cell.front() != '+') return kFormula.find(cell.front()) != std::string_view::npos;
    return cell.find_first_not_of("0123456789", 1) != std::string_view::npos;
}

}  // namespace

void mark_formula(std::string& cell) {
    if (is_formula(cell)) cell.insert(cell.begin(), '\'');
}

void add_line(std::string& out, const std::vector<std::string>& cells, char separator) {
    const std::string special = std::string("\"\r\n") + separator;
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += separator;
        if (cells[i].find_first_of(special) == std::string::npos) {
            out += cells[i];
            continue;
        }
        out += '"';
        for (const char c : cells[i]) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    out += "\r\n";
}

std::string csv_for_spreadsheets(const Table& table) {
    std::string out = "\xEF\xBB\xBF";
    add_line(out, table.heading, ';');
    for (const TableRow& row : table.rows) {
        std::vector<std::string> cells = row.cells;
        for (std::string& cell : cells) mark_formula(cell);
        add_line(out, cells, ';');
    }
    return out;
}

std::string workbook_of(const Table& table, std::string_view sheet, int64_t at_s) {
    archive::Writer writer(at_s);
    writer.add("[Content_Types].xml", types());
    writer.add("_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
    writer.add("xl/workbook.xml", book(sheet));
    writer.add("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml"));
    writer.add("xl/worksheets/sheet1.xml", sheet_of(table));
    return writer.finish();
}

}  // namespace kerege::directory::roster
