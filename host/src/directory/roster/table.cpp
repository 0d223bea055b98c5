#include "host/src/directory/roster/table.hpp"

#include <algorithm>
#include <iterator>

#include "host/src/archive/zip.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/roster/csv.hpp"
#include "host/src/directory/roster/exchange/formats.hpp"
#include "host/src/directory/roster/xlsx/sheet.hpp"
#include "host/src/directory/roster/xlsx/workbook.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster {
namespace {

using Rows = std::vector<TableRow>;

bool begins(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

size_t filled(const TableRow& row) {
    return static_cast<size_t>(
        std::count_if(row.cells.begin(), row.cells.end(),
                      [](const std::string& cell) { return !text::tidy(cell).empty(); }));
}

// Where nobody knows the words: the first row that is more than a title.
size_t likely_heading(const Rows& rows) {
    const size_t seen = std::min(rows.size(), kHeadingRowsMax);
    for (size_t i = 0; i < seen; ++i) {
        if (filled(rows[i]) > 1) return i;
    }
    return 0;
}

// REQUIRES: rows is not empty.
Result<Table> table_of(Kind kind, Rows rows) {
    const size_t heading = known_heading(kind, rows).value_or(likely_heading(rows));
    Table table;
    table.heading_row = rows[heading].row;
    table.heading = std::move(rows[heading].cells);
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(heading) + 1;
    table.rows.assign(std::make_move_iterator(first), std::make_move_iterator(rows.end()));
    if (table.rows.size() > kRowsMax) {
        return invalid("roster: too many rows", KEREGE_TR("The file has more than 60,000 rows."));
    }
    return table;
}

// A title above the heading may hold more commas than the table has separators.
Result<Table> of_csv(Kind kind, std::string_view bytes) {
    Result<Csv> csv = read_csv(bytes);
    if (!csv) return csv.fault();
    if (!known_heading(kind, csv->rows)) {
        for (const char separator : {';', ',', '\t'}) {
            if (separator == csv->separator) continue;
            Result<Csv> other = read_csv(bytes, separator);
            if (!other || !known_heading(kind, other->rows)) continue;
            csv = std::move(other);
            break;
        }
    }
    return table_of(kind, std::move(csv->rows));
}

// Rows of a workbook end where their last filled cell stands: that is not to be taken for a row
// that was cut.
void fill_up(Table& table) {
    for (TableRow& row : table.rows) {
        if (row.cells.size() < table.heading.size()) row.cells.resize(table.heading.size());
    }
}

size_t text_bytes(const Rows& rows) {
    size_t bytes = 0;
    for (const TableRow& row : rows)
        for (const std::string& cell : row.cells) bytes += cell.size();
    return bytes;
}

// Sheets that are read while others are kept: together no more than a file may be.
class Sheets {
public:
    explicit Sheets(Kind kind) : kind_(kind) {}

    void add(const std::string& name, Result<Rows> rows) {
        if (!rows) {
            if (!fault_ && !contents_.first) fault_ = rows.fault();
            contents_.parts.push_back({name, {}, {}, 0, {}});
            return;
        }
        if (rows->empty()) return;
        const bool known = known_heading(kind_, *rows).has_value();
        const bool wanted = known && !known_;
        const size_t bytes = text_bytes(*rows), count = rows->size();
        Part part{name, {}, {}, count, {}};
        if (wanted || bytes_ + bytes <= kFileBytesMax) {
            Result<Table> table = table_of(kind_, *std::move(rows));
            if (table) {
                fill_up(*table);
                part.rows = table->rows.size();
                part.table = *std::move(table);
                bytes_ += bytes;
            } else if (!fault_ && !contents_.first) {
                fault_ = table.fault();
            }
        }
        if (part.table && (wanted || !contents_.first)) contents_.first = contents_.parts.size();
        known_ = known_ || (wanted && part.table);
        contents_.parts.push_back(std::move(part));
    }
    // The first sheet with a heading that is known, else the first with anything.
    Result<Contents> taken() {
        if (!known_ && fault_) return *fault_;
        if (!contents_.first) return invalid("xlsx: no rows", KEREGE_TR("The file is empty."));
        if (contents_.parts.size() > 1) contents_.parts_are = PartsAre::sheets;
        return std::move(contents_);
    }
    bool full() const { return known_ && bytes_ > kFileBytesMax; }

private:
    Kind kind_;
    Contents contents_;
    std::optional<Fault> fault_;  // of a sheet before the one that is taken
    size_t bytes_ = 0;
    bool known_ = false;
};

Result<Contents> of_workbook(Kind kind, archive::Reader& archive) {
    const Result<xlsx::Workbook> book = xlsx::read_workbook(archive);
    if (!book) return book.fault();
    Sheets sheets(kind);
    for (const xlsx::SheetPart& part : book->sheets) {
        if (sheets.full()) {
            sheets.add(part.name, file_too_large());
        } else {
            sheets.add(part.name, xlsx::read_sheet(archive, *book, part.path));
        }
    }
    return sheets.taken();
}

Result<Contents> of_one(Result<Table> table) {
    if (!table) return table.fault();
    Contents contents;
    contents.parts.push_back({{}, {}, {}, table->rows.size(), *std::move(table)});
    contents.first = 0;
    return contents;
}

Result<Contents> of_archive(Kind kind, std::string_view bytes) {
    Result<archive::Reader> archive = archive::Reader::open(bytes);
    if (!archive) return archive.fault();
    if (xlsx::is_workbook(*archive)) return of_workbook(kind, *archive);
    if (const auto format = exchange::format_of(*archive); format != exchange::Format::none) {
        const auto people = exchange::read_register(*archive, format);
        return people ? exchange::contents_of(kind, *people) : people.fault();
    }
    return invalid("roster: an archive of something else",
                   KEREGE_TR("This file is no table. Save the list as “Excel workbook (.xlsx)” or "
                             "as “CSV UTF-8”, and upload that."));
}

void add_cell(std::string& out, const std::string& cell) {
    if (cell.find_first_of("\",;\t\r\n") == std::string::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void add_row(std::string& out, const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ';';
        add_cell(out, cells[i]);
    }
    out += '\n';
}

}  // namespace

Fault file_too_large() {
    return invalid("roster: file too large", KEREGE_TR("The file is larger than 10 MB."));
}

Fault several_schools(const Contents& contents) {
    std::string names;
    for (const Part& part : contents.parts)
        names += (names.empty() ? "" : ", ") + (part.name.empty() ? part.code : part.name);
    Fault fault = invalid("roster: people of several schools",
                          KEREGE_TR("The archive holds people of several schools: {schools}."));
    fault.values.emplace_back("schools", text::shorten(names, 300));
    return fault;
}

Fault too_many_columns() {
    return invalid("roster: too many columns", KEREGE_TR("The table has more than 200 columns."));
}

std::optional<size_t> known_heading(Kind kind, const std::vector<TableRow>& rows) {
    std::optional<size_t> best;
    size_t most = 1;
    for (size_t i = 0; i < std::min(rows.size(), kHeadingRowsMax); ++i) {
        const size_t known = known_fields(kind, rows[i].cells);
        if (known <= most) continue;
        most = known;
        best = i;
    }
    return best;
}

std::string_view parts_word(PartsAre parts) {
    if (parts == PartsAre::none) return {};
    return parts == PartsAre::sheets ? "sheets" : "schools";
}

PartsAre parts_of_word(std::string_view word) {
    if (word == "sheets") return PartsAre::sheets;
    return word == "schools" ? PartsAre::schools : PartsAre::none;
}

Result<Contents> read_contents(Kind kind, std::string_view bytes) {
    if (bytes.size() > kFileBytesMax) {
        return file_too_large();
    }
    if (begins(bytes, "\xD0\xCF\x11\xE0")) {
        return invalid("roster: an old workbook",
                       KEREGE_TR("This is a workbook of the old kind (.xls), or one with a "
                                 "password. Save it as “Excel workbook (.xlsx)” without a "
                                 "password, and upload that."));
    }
    if (begins(bytes, "PK\x03\x04") || begins(bytes, "PK\x05\x06")) return of_archive(kind, bytes);
    return of_one(of_csv(kind, bytes));
}

Result<Table> read_table(Kind kind, std::string_view bytes) {
    Result<Contents> contents = read_contents(kind, bytes);
    if (!contents) return contents.fault();
    if (!contents->first) return several_schools(*contents);
    return *std::move(contents->parts[*contents->first].table);
}

Result<Table> read_stored(std::string_view csv) {
    Result<Csv> read = read_csv(csv);
    if (!read) return read.fault();
    Table table;
    table.heading_row = read->rows.front().row;
    table.heading = std::move(read->rows.front().cells);
    table.rows.assign(std::make_move_iterator(read->rows.begin() + 1),
                      std::make_move_iterator(read->rows.end()));
    return table;
}

std::string csv_of(const Table& table) {
    std::string out;
    int at = 1;
    const auto add = [&](int row, const std::vector<std::string>& cells) {
        if (row > at) out.append(static_cast<size_t>(row - at), '\n');
        add_row(out, cells);
        at = row + 1;
    };
    add(table.heading_row, table.heading);
    for (const TableRow& row : table.rows) add(row.row, row.cells);
    return out;
}

}  // namespace kerege::directory::roster
