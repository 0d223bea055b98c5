// A table for spreadsheets: UTF-8, semicolons, every cell in quotes.
//
//   sdk::CsvTable table;
//   table.row({"Name", "Day"});
//   table.row({name, day});
//   return call.body("text/csv; charset=utf-8", table.text());
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace kerege::sdk {

class CsvTable {
public:
    void row(std::initializer_list<std::string_view> cells) {
        bool first = true;
        for (const std::string_view cell : cells) {
            if (!first) text_ += ';';
            first = false;
            add(cell);
        }
        text_ += "\r\n";
    }
    const std::string& text() const { return text_; }

private:
    // A cell that a spreadsheet takes for text, whatever it begins with.
    void add(std::string_view cell) {
        constexpr std::string_view kFormula = "=+-@\t\r\n";
        text_ += '"';
        if (!cell.empty() && kFormula.find(cell.front()) != std::string_view::npos) text_ += '\'';
        for (const char letter : cell) {
            if (letter == '"') text_ += '"';
            text_ += letter;
        }
        text_ += '"';
    }

    std::string text_ = "\xEF\xBB\xBF";  // so that spreadsheets read it as UTF-8
};

}  // namespace kerege::sdk
