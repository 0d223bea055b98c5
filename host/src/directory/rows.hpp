// Small readings of rows that several stores share.
#pragma once

#include <optional>
#include <string>

#include "host/src/data/value.hpp"

namespace kerege::directory {

// NULL and empty text are one in our values; the database keeps NULL.
inline data::Argument null_if_empty(const std::string& text) {
    return text.empty() ? data::Argument(nullptr) : data::Argument(text);
}

inline std::string text_of(const data::Row& row, size_t column) {
    return std::string(row.text_or(column, {}));
}

inline std::optional<int64_t> number_of(const data::Row& row, size_t column) {
    if (row.is_null(column)) return {};
    return row.int64(column);
}

}  // namespace kerege::directory
