#include "host/src/directory/roster/csv.hpp"

#include <algorithm>
#include <optional>

#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster {
namespace {

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::optional<Fault> unreadable(std::string_view bytes, size_t bytes_max) {
    if (bytes.empty()) return invalid("roster: empty file", KEREGE_TR("The file is empty."));
    if (bytes.size() > bytes_max) {
        return file_too_large();
    }
    if (!text::valid_utf8(bytes)) {
        return invalid(
            "roster: not UTF-8",
            KEREGE_TR("The file must be saved as UTF-8: Windows-1251 has no Kazakh letters. "
                      "Choose “CSV UTF-8” when saving."));
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return invalid("roster: NUL bytes",
                       KEREGE_TR("The file contains NUL bytes, so it is no text."));
    }
    return {};
}

// The separator that stands most often in the first line, outside quotes.
char separator_of(std::string_view text) {
    constexpr std::string_view kCandidates = ";,\t";
    size_t counts[3] = {};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        const size_t at = kCandidates.find(c);
        if (at != std::string_view::npos) ++counts[at];
    }
    return kCandidates[static_cast<size_t>(std::max_element(counts, counts + 3) - counts)];
}

class Reader {
public:
    Reader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    bool at_end() const { return at_ >= text_.size(); }
    bool quote_open() const { return quote_open_; }

    std::vector<std::string> row() {
        std::vector<std::string> cells;
        for (;;) {
            std::string value = cell();
            // Office programs write empty columns by the thousand; others are too many.
            const bool kept = cells.size() < kColumnsMax ||
                              (cells.size() == kColumnsMax && !text::tidy(value).empty());
            if (kept) cells.push_back(std::move(value));
            if (at_end()) return cells;
            const char c = text_[at_++];
            if (c == separator_) continue;
            if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
            return cells;
        }
    }

private:
    bool ends_cell(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

    std::string cell() {
        std::string out;
        if (!at_end() && text_[at_] == '"') quoted_part(out);
        // What stands behind a closing quote is kept: losing it would hide a fault.
        while (!at_end() && !ends_cell(text_[at_])) out += text_[at_++];
        return out;
    }

    void quoted_part(std::string& out) {
        quote_open_ = true;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] != '"') {
                out += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                out += '"';
                ++at_;
            } else {
                ++at_;
                quote_open_ = false;
                return;
            }
        }
    }

    std::string_view text_;
    size_t at_ = 0;
    char separator_;
    bool quote_open_ = false;
};

bool blank(const std::vector<std::string>& cells) {
    return std::all_of(cells.begin(), cells.end(),
                       [](const std::string& cell) { return text::tidy(cell).empty(); });
}

}  // namespace

Result<Csv> read_csv(std::string_view bytes, char separator, const CsvLimits& limits) {
    if (auto fault = unreadable(bytes, limits.bytes_max)) return std::move(*fault);
    if (starts_with(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
    Csv csv;
    csv.separator = separator ? separator : separator_of(bytes);
    Reader reader(bytes, csv.separator);
    for (int row = 1; !reader.at_end(); ++row) {
        std::vector<std::string> cells = reader.row();
        if (reader.quote_open()) {
            Fault fault =
                invalid("roster: open quote",
                        KEREGE_TR("The quotation mark opened in row {row} is never closed."));
            fault.values.emplace_back("row", std::to_string(row));
            return fault;
        }
        if (cells.size() > kColumnsMax) return too_many_columns();
        if (blank(cells)) continue;
        if (csv.rows.size() == limits.rows_max) {
            return invalid("roster: too many rows",
                           KEREGE_TR("The file has more than 60,000 rows."));
        }
        csv.rows.push_back({row, std::move(cells)});
    }
    if (csv.rows.empty()) return invalid("roster: blank file", KEREGE_TR("The file is empty."));
    return csv;
}

}  // namespace kerege::directory::roster
