#include "host/src/directory/roster/xlsx/workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "host/src/base/text_values.hpp"
#include "host/src/directory/roster/xlsx/xml.hpp"

namespace kerege::directory::roster::xlsx {
namespace {

constexpr size_t kSharedBytesMax = size_t{64} * 1024 * 1024;
constexpr size_t kSharedMax = 1'000'000;
constexpr size_t kTextBytesMax = 200'000;  // the format's own limit is 32,767 letters
constexpr size_t kStylesMax = 100'000;
constexpr size_t kSheetsMax = 50;
constexpr double kSerialMax = 2'958'466;  // the day after 9999-12-31

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

Result<> read_part(archive::Reader& archive, std::string_view path, Parts& parts) {
    Xml xml(parts);
    const Result<> read =
        archive.read(path, [&](std::string_view piece) { return xml.take(piece); });
    return read ? xml.finish() : read;
}

struct Relation {
    std::string type;
    std::string target;
};

class Relations : public Parts {
public:
    void start(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship") return;
        if (by_id.size() >= 1'000) {
            fault = damaged_workbook("too many relations");
            return;
        }
        by_id[std::string(attributes.get("Id"))] = {std::string(attributes.get("Type")),
                                                    std::string(attributes.get("Target"))};
    }
    std::map<std::string, Relation> by_id = {};
};

struct Listed {
    std::string name;
    std::string relation;
};

class Sheets : public Parts {
public:
    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr") {
            const auto flag = attributes.get("date1904");
            from_1904 = flag == "1" || flag == "true";
        }
        if (name != "sheet") return;
        const auto state = attributes.get("state");
        if (state == "hidden" || state == "veryHidden" || listed.size() >= kSheetsMax) return;
        listed.push_back({std::string(attributes.get("name")), std::string(attributes.get("id"))});
    }
    std::vector<Listed> listed = {};
    bool from_1904 = false;
};

// Readings above the signs of Japanese stand in <rPh> and are no part of the text.
class Strings : public Parts {
public:
    explicit Strings(std::vector<std::string>& all) : all_(all) {}
    void start(std::string_view name, const Attributes&) override {
        if (name == "si") {
            if (all_.size() >= kSharedMax) fault = damaged_workbook("too many texts");
            all_.emplace_back();
        }
        if (name == "rPh") ++reading_;
        in_text_ = name == "t" && reading_ == 0 && !all_.empty();
    }
    void end(std::string_view name) override {
        if (name == "rPh") --reading_;
        in_text_ = false;
    }
    void text(std::string_view piece) override {
        if (!in_text_) return;
        bytes_ += piece.size();
        if (bytes_ > kSharedBytesMax) fault = damaged_workbook("too much text");
        all_.back() += piece;
        if (all_.back().size() > kTextBytesMax) fault = damaged_workbook("a text is too long");
    }

private:
    std::vector<std::string>& all_;
    size_t bytes_ = 0;
    int reading_ = 0;
    bool in_text_ = false;
};

class Styles : public Parts {
public:
    explicit Styles(std::vector<bool>& days) : days_(days) {}
    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "numFmt" && formats_.size() < kStylesMax) {
            formats_[std::string(attributes.get("numFmtId"))] =
                is_day_format(attributes.get("formatCode"));
        }
        if (name == "cellXfs") in_cells_ = true;
        if (name != "xf" || !in_cells_) return;
        if (days_.size() >= kStylesMax) {
            fault = damaged_workbook("too many styles");
            return;
        }
        days_.push_back(shows_day(attributes.get("numFmtId")));
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cells_ = false;
    }

private:
    bool shows_day(std::string_view id) const {
        if (const auto own = formats_.find(std::string(id)); own != formats_.end()) {
            return own->second;
        }
        int number = 0;
        std::from_chars(id.data(), id.data() + id.size(), number);
        // Those every spreadsheet knows without being told, in all languages.
        return (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 31) ||
               number == 36 || (number >= 50 && number <= 54) || number == 57 || number == 58;
    }
    std::vector<bool>& days_;
    std::map<std::string, bool> formats_ = {};
    bool in_cells_ = false;
};

// Where a relation leads, seen from the folder of the part that has it.
std::string resolved(std::string_view folder, std::string_view target) {
    if (!target.empty() && target.front() == '/') return std::string(target.substr(1));
    while (target.substr(0, 3) == "../") {
        target.remove_prefix(3);
        const size_t slash = folder.empty() ? std::string_view::npos
                                            : folder.substr(0, folder.size() - 1).rfind('/');
        folder = slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash + 1);
    }
    return std::string(folder) + std::string(target);
}

std::string folder_of(std::string_view path) {
    const size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash + 1));
}

// The part that says what is related to `path`.
std::string relations_of(std::string_view path) {
    const std::string folder = folder_of(path);
    return folder + "_rels/" + std::string(path.substr(folder.size())) + ".rels";
}

Result<std::string> main_part(archive::Reader& archive) {
    if (!archive.has("_rels/.rels")) return std::string("xl/workbook.xml");
    Relations relations;
    const Result<> read = read_part(archive, "_rels/.rels", relations);
    if (!read) return read.fault();
    for (const auto& [id, relation] : relations.by_id) {
        if (ends_with(relation.type, "/officeDocument")) return resolved("", relation.target);
    }
    return std::string("xl/workbook.xml");
}

}  // namespace

bool is_workbook(const archive::Reader& archive) {
    if (!archive.has("[Content_Types].xml")) return false;
    for (const std::string& name : archive.names()) {
        if (ends_with(name, "workbook.xml")) return true;
    }
    return false;
}

Result<Workbook> read_workbook(archive::Reader& archive) {
    const Result<std::string> path = main_part(archive);
    if (!path) return path.fault();
    Sheets sheets;
    Relations relations;
    if (const Result<> read = read_part(archive, *path, sheets); !read) return read.fault();
    if (const Result<> read = read_part(archive, relations_of(*path), relations); !read) {
        return read.fault();
    }
    Workbook book;
    book.from_1904 = sheets.from_1904;
    const std::string folder = folder_of(*path);
    for (const auto& [id, relation] : relations.by_id) {
        const std::string part = resolved(folder, relation.target);
        if (!archive.has(part)) continue;
        if (ends_with(relation.type, "/sharedStrings")) {
            Strings strings(book.shared);
            if (const Result<> read = read_part(archive, part, strings); !read) return read.fault();
        } else if (ends_with(relation.type, "/styles")) {
            Styles styles(book.day_styles);
            if (const Result<> read = read_part(archive, part, styles); !read) return read.fault();
        }
    }
    for (const Listed& one : sheets.listed) {
        const auto found = relations.by_id.find(one.relation);
        // Sheets of nothing but a chart are no tables.
        if (found == relations.by_id.end() || !ends_with(found->second.type, "/worksheet")) {
            continue;
        }
        book.sheets.push_back({one.name, resolved(folder, found->second.target)});
    }
    return book;
}

std::string shown_number(std::string_view number, bool as_day, bool from_1904) {
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) {
        return std::string(number);
    }
    const double whole = std::floor(value);
    // Day 60 of 1900 is a 29th of February that never was.
    if (as_day && whole < kSerialMax && (from_1904 ? whole >= 0 : whole >= 1 && whole != 60)) {
        const char* first = from_1904 ? "1904-01-01" : whole < 60 ? "1899-12-31" : "1899-12-30";
        const std::string day = text::day_of(text::day_number(first) + static_cast<int64_t>(whole));
        if (day.size() == 10) {
            return day.substr(8, 2) + "." + day.substr(5, 2) + "." + day.substr(0, 4);
        }
    }
    if (whole == value && std::abs(value) < 1e15) {
        return std::to_string(static_cast<int64_t>(value));
    }
    return fmt::format("{}", value);
}

bool is_day_format(std::string_view code) {
    for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        switch (code[i]) {
            case '\\':
            case '_':
            case '*':
                ++i;  // the next one stands for itself
                break;
            case '"':
                i = std::min(code.find('"', i + 1), code.size());
                break;
            case '[':
                i = std::min(code.find(']', i + 1), code.size());
                break;
            case 'y':
            case 'Y':
            case 'd':
            case 'D':
                return true;
            default:
                break;
        }
    }
    return false;
}

}  // namespace kerege::directory::roster::xlsx
