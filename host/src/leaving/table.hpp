// One table of an archive: what its file is called, and what its columns are. Internal.
#pragma once

#include <string>
#include <vector>

#include "host/src/data/paging.hpp"

namespace kerege::leaving {

// How a value is written, and what the schema says of it. id: digits, but nothing to count with.
enum class Kind { text, id, whole, real, truth, day, instant, bytes };

struct Column {
    std::string name;   // the file's heading
    std::string label;  // a message id of its module, or the name again
    Kind kind = Kind::text;
};

// What its pages take as a second parameter: a day on which people are here, or by how many
// milliseconds the clock on the wall is ahead of UTC.
enum class Asks { nothing, day, offset };

struct Table {
    std::string module;  // "core", a plugin's id, or empty: of none that is installed
    std::string path;    // "journal/entry.csv"
    std::string title;   // a message id of its module, or the table's name
    std::vector<Column> columns;
    std::vector<std::string> key;     // names of columns
    std::vector<size_t> key_columns;  // where the key stands in the rows that are read
    const data::Pages* pages = nullptr;
    Asks asks = Asks::nothing;
};

}  // namespace kerege::leaving
