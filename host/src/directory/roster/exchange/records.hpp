// One of the CSV files of an archive, its cells by the names of their columns.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "host/src/archive/zip.hpp"
#include "host/src/directory/roster/csv.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster::exchange {

// The path of a file of this name, in whatever folder and letters, or empty.
std::string path_of(const archive::Reader& archive, std::string_view file);

class Records {
public:
    // A file the archive does not have reads as one without rows. Fault: as read_csv(), told with
    // the file's name.
    static Result<Records> read(archive::Reader& archive, std::string_view file);

    size_t size() const { return csv_.rows.empty() ? 0 : csv_.rows.size() - 1; }
    bool has(std::string_view column) const;
    // Tidied; empty if there is no such column. Names are the same in all letters and with spaces.
    // REQUIRES: index < size().
    std::string at(size_t index, std::string_view column) const;
    // As a spreadsheet counts. REQUIRES: index < size().
    int row(size_t index) const { return csv_.rows[index + 1].row; }
    // Whether the row is still in use: neither "tobedeleted" nor "inactive".
    bool active(size_t index) const;

private:
    Csv csv_;
    std::map<std::string, size_t> columns_;
};

}  // namespace kerege::directory::roster::exchange
