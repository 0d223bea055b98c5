#include "host/src/directory/roster/xlsx/sheet.hpp"

#include <algorithm>
#include <charconv>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/xlsx/xml.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster::xlsx {
namespace {

constexpr int kRowMax = 1'048'576;  // of the format itself
constexpr size_t kCellBytesMax = 200'000;
constexpr size_t kFormulaLettersShown = 100;
constexpr size_t kMergesMax = 20'000;
constexpr size_t kMergeStepsMax = 1'000'000;

struct Place {
    int row = 0;
    size_t column = 0;  // from 0
};

// "AB12"; a row of 0: none.
Place place_of(std::string_view text) {
    Place place;
    size_t at = 0, column = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && at < 4; ++at) {
        column = column * 26 + static_cast<size_t>(text[at] - 'A' + 1);
    }
    const char* end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data() + at, end, place.row);
    if (at == 0 || last != end || error != std::errc() || place.row < 1) return {};
    place.column = column - 1;
    return place;
}

struct Merge {
    Place from;
    Place until;
};

// Office programs write a carriage return as this.
void drop_escaped_returns(std::string& text) {
    constexpr std::string_view kReturn = "_x000D_";
    for (size_t at = text.find(kReturn); at != std::string::npos; at = text.find(kReturn, at)) {
        text.erase(at, kReturn.size());
    }
}

class Sheet : public Parts {
public:
    explicit Sheet(const Workbook& book) : book_(book) {}

    void start(std::string_view name, const Attributes& attributes) override {
        gathering_ = nullptr;
        if (name == "row") {
            begin_row(attributes.get("r"));
        } else if (name == "c") {
            begin_cell(attributes);
        } else if (name == "f") {
            has_formula_ = true;
            gathering_ = &formula_;
        } else if (name == "v" || (name == "t" && reading_ == 0)) {
            gathering_ = &value_;
        } else if (name == "rPh") {
            ++reading_;
        } else if (name == "mergeCell") {
            add_merge(attributes.get("ref"));
        }
    }

    void end(std::string_view name) override {
        gathering_ = nullptr;
        if (name == "c") end_cell();
        if (name == "row" && !cells_.empty()) end_row();
        if (name == "rPh") --reading_;
    }

    void text(std::string_view piece) override {
        if (!gathering_) return;
        *gathering_ += piece;
        if (gathering_->size() > kCellBytesMax) fault = damaged_workbook("a cell is too long");
    }

    std::vector<TableRow> take() {
        for (const Merge& merge : merges_) say_in_each(merge);
        return std::move(rows_);
    }

private:
    void begin_row(std::string_view number) {
        cells_.clear();
        next_column_ = 0;
        int row = row_ + 1;
        if (!number.empty()) {
            const char* end = number.data() + number.size();
            const auto [last, error] = std::from_chars(number.data(), end, row);
            if (last != end || error != std::errc()) row = 0;
        }
        if (row <= row_ || row > kRowMax) {
            fault = damaged_workbook("rows out of order");
            return;
        }
        row_ = row;
    }

    void begin_cell(const Attributes& attributes) {
        value_.clear();
        formula_.clear();
        has_formula_ = false;
        type_ = attributes.get("t");
        style_ = 0;
        const auto style = attributes.get("s");
        std::from_chars(style.data(), style.data() + style.size(), style_);
        column_ = next_column_;
        if (const auto where = attributes.get("r"); !where.empty()) {
            const Place place = place_of(where);
            if (place.row != row_) fault = damaged_workbook("a cell in another row");
            column_ = place.column;
        }
        next_column_ = column_ + 1;
    }

    void end_cell() {
        std::string shown = shown_value();
        if (fault || text::tidy(shown).empty()) return;
        if (column_ >= kColumnsMax) {
            fault = too_many_columns();
            return;
        }
        add_bytes(shown.size());
        if (cells_.size() <= column_) cells_.resize(column_ + 1);
        cells_[column_] = std::move(shown);
    }

    void end_row() {
        if (rows_.size() >= kRowsMax + kHeadingRowsMax) {
            fault =
                invalid("roster: too many rows", KEREGE_TR("The file has more than 60,000 rows."));
            return;
        }
        rows_.push_back({row_, std::move(cells_)});
        cells_.clear();
    }

    // Few bytes of the file can stand for many: each cell may show the same long text.
    void add_bytes(size_t bytes) {
        bytes_ += bytes;
        if (bytes_ > kFileBytesMax) {
            fault = file_too_large();
        }
    }

    std::string shown_value() {
        if (has_formula_) return "=" + text::shorten(formula_, kFormulaLettersShown);
        if (type_ == "e") return "=" + value_;
        if (type_ == "s") return shared_text();
        if (type_ == "b") return value_ == "1" ? "TRUE" : value_.empty() ? "" : "FALSE";
        if (type_ == "d") return value_.substr(0, value_.find('T'));
        if (type_ == "str" || type_ == "inlineStr") {
            drop_escaped_returns(value_);
            return std::move(value_);
        }
        return shown_number(value_, book_.shows_day(style_), book_.from_1904);
    }

    std::string shared_text() {
        size_t index = 0;
        const char* end = value_.data() + value_.size();
        const auto [last, error] = std::from_chars(value_.data(), end, index);
        if (last != end || error != std::errc() || index >= book_.shared.size()) {
            fault = damaged_workbook("no such text");
            return {};
        }
        std::string text = book_.shared[index];
        drop_escaped_returns(text);
        return text;
    }

    void add_merge(std::string_view reference) {
        const size_t colon = reference.find(':');
        if (colon == std::string_view::npos || merges_.size() >= kMergesMax) return;
        const Merge merge{place_of(reference.substr(0, colon)),
                          place_of(reference.substr(colon + 1))};
        const bool spans_rows = merge.from.row > 0 && merge.until.row > merge.from.row;
        if (spans_rows && merge.from.column < kColumnsMax) merges_.push_back(merge);
    }

    // Rows that hold nothing else stay empty: a merged cell is no row of its own.
    void say_in_each(const Merge& merge) {
        auto row =
            std::lower_bound(rows_.begin(), rows_.end(), merge.from.row,
                             [](const TableRow& left, int number) { return left.row < number; });
        const size_t column = merge.from.column;
        if (row == rows_.end() || row->row != merge.from.row || row->cells.size() <= column) return;
        const std::string said = row->cells[column];
        for (++row; row != rows_.end() && row->row <= merge.until.row; ++row) {
            if (++merge_steps_ > kMergeStepsMax || fault) return;
            if (row->cells.size() <= column) row->cells.resize(column + 1);
            if (!row->cells[column].empty()) continue;
            row->cells[column] = said;
            add_bytes(said.size());
        }
    }

    const Workbook& book_;
    std::vector<TableRow> rows_ = {};
    std::vector<std::string> cells_ = {};
    std::vector<Merge> merges_ = {};
    std::string value_ = {};
    std::string formula_ = {};
    std::string type_ = {};
    std::string* gathering_ = nullptr;
    bool has_formula_ = false;
    int row_ = 0;
    int reading_ = 0;
    size_t column_ = 0;
    size_t next_column_ = 0;
    size_t style_ = 0;
    size_t bytes_ = 0;
    size_t merge_steps_ = 0;
};

}  // namespace

Result<std::vector<TableRow>> read_sheet(archive::Reader& archive, const Workbook& book,
                                         std::string_view path) {
    Sheet sheet(book);
    Xml xml(sheet);
    Result<> read = archive.read(path, [&](std::string_view piece) { return xml.take(piece); });
    if (read) read = xml.finish();
    if (!read) return read.fault();
    std::vector<TableRow> rows = sheet.take();
    if (sheet.fault) return *sheet.fault;
    return rows;
}

}  // namespace kerege::directory::roster::xlsx
