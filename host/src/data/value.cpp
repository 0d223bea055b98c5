#include "host/src/data/value.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace kerege::data {
namespace {

[[noreturn]] void wrong_type(size_t column, int32_t type, const char* wanted) {
    throw std::logic_error(
        fmt::format("column {} holds a value of type {}, not {}", column, type, wanted));
}

}  // namespace

int64_t Row::int64(size_t column) const {
    const kerege_value& value = values_[column];
    if (value.type != KEREGE_DB_INT64) wrong_type(column, value.type, "an integer");
    return value.as.int64;
}

std::string_view Row::text(size_t column) const {
    const kerege_value& value = values_[column];
    if (value.type != KEREGE_DB_TEXT) wrong_type(column, value.type, "text");
    return {value.as.text.data, value.as.text.size};
}

int64_t Row::int64_or(size_t column, int64_t fallback) const {
    return is_null(column) ? fallback : int64(column);
}

std::string_view Row::text_or(size_t column, std::string_view fallback) const {
    return is_null(column) ? fallback : text(column);
}

}  // namespace kerege::data
