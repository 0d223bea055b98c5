// A table as a resource of a data package (Frictionless Data Package). Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "host/src/leaving/table.hpp"

namespace kerege::leaving {

// "key":"value"
void append_pair(std::string& out, std::string_view key, std::string_view value);

// Appends the titles of a message id of the table's module, as members of an object.
using AppendTitles = std::function<void(std::string& out, std::string_view message)>;
// The whole object: path, format, how many rows, and columns with their types and the key.
void append_resource(std::string& out, const Table& table, int64_t rows,
                     const AppendTitles& titles);

}  // namespace kerege::leaving
