// Values that go into statements and come out of rows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kerege/abi/db.h"

namespace kerege::data {

// One argument of a statement. Text is borrowed for the call. Days are text, YYYY-MM-DD.
struct Argument {
    kerege_value value{};

    explicit(false) Argument(std::nullptr_t) { value.type = KEREGE_DB_NULL; }
    explicit(false) Argument(int64_t number) { set(number); }
    explicit(false) Argument(int number) { set(number); }
    explicit(false) Argument(std::string_view text) { set(text); }
    explicit(false) Argument(const std::string& text) { set(std::string_view(text)); }
    explicit(false) Argument(const char* text) { set(std::string_view(text)); }
    template <class T>
    explicit(false) Argument(const std::optional<T>& maybe) {
        if (maybe) *this = Argument(*maybe);
    }

private:
    void set(int64_t number) {
        value.type = KEREGE_DB_INT64;
        value.as.int64 = number;
    }
    void set(std::string_view text) {
        value.type = KEREGE_DB_TEXT;
        value.as.text = {text.data(), text.size()};
    }
};

// One row, borrowed from its cursor until the next fetch. Columns count from 0. Asking for a type
// other than the column's throws std::logic_error: that is a bug in the query, not in the data.
class Row {
public:
    explicit Row(std::span<const kerege_value> values) : values_(values) {}

    bool is_null(size_t column) const { return values_[column].type == KEREGE_DB_NULL; }
    int64_t int64(size_t column) const;
    std::string_view text(size_t column) const;
    int64_t int64_or(size_t column, int64_t fallback) const;  // NULL gives the fallback
    std::string_view text_or(size_t column, std::string_view fallback) const;
    std::span<const kerege_value> values() const { return values_; }

private:
    std::span<const kerege_value> values_;
};

}  // namespace kerege::data
