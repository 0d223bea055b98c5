#include "host/src/directory/roster/exchange/records.hpp"

#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster::exchange {
namespace {

// A year's enrolments of a whole school.
constexpr CsvLimits kLimits{size_t{40} * 1024 * 1024, 1'000'000};

std::string key(std::string_view name) {
    std::string out;
    for (const char c : text::lower(name)) {
        if (c != ' ' && c != '_') out += c;
    }
    return out;
}

}  // namespace

std::string path_of(const archive::Reader& archive, std::string_view file) {
    for (const std::string& name : archive.names()) {
        if (name.find("__MACOSX") != std::string::npos) continue;
        const size_t slash = name.rfind('/');
        const std::string_view last =
            std::string_view(name).substr(slash == std::string::npos ? 0 : slash + 1);
        if (text::lower(last) == text::lower(file)) return name;
    }
    return {};
}

Result<Records> Records::read(archive::Reader& archive, std::string_view file) {
    Records records;
    const std::string path = path_of(archive, file);
    if (path.empty()) return records;
    const Result<std::string> content = archive.content(path, kLimits.bytes_max);
    if (!content) return content.fault();
    if (text::tidy(*content).empty()) return records;
    Result<Csv> csv = read_csv(*content, ',', kLimits);
    if (!csv) {
        Fault fault = csv.fault();
        fault.log_text = std::string(file) + ": " + fault.log_text;
        return fault;
    }
    records.csv_ = *std::move(csv);
    const auto& heading = records.csv_.rows.front().cells;
    for (size_t i = 0; i < heading.size(); ++i) records.columns_.emplace(key(heading[i]), i);
    return records;
}

bool Records::has(std::string_view column) const { return columns_.count(key(column)) != 0; }

std::string Records::at(size_t index, std::string_view column) const {
    const auto found = columns_.find(key(column));
    const auto& cells = csv_.rows[index + 1].cells;
    if (found == columns_.end() || found->second >= cells.size()) return {};
    return text::tidy(cells[found->second]);
}

bool Records::active(size_t index) const {
    const std::string status = text::lower(at(index, "status"));
    return status != "tobedeleted" && status != "inactive";
}

}  // namespace kerege::directory::roster::exchange
