// What several stores read out of rows.
#pragma once

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/person_name.hpp"
#include "src/domain/portfolio.hpp"

namespace kerege::portfolio {

// One name for each language.
struct Names {
    std::string kk, ru, en;

    std::string_view in(std::string_view locale) const {
        return locale == "ru" ? ru : locale == "en" ? en : kk;
    }
};

inline Names names_at(const sdk::Row& row, uint32_t first) {
    return {std::string(row.text_or_empty(first)), std::string(row.text_or_empty(first + 1)),
            std::string(row.text_or_empty(first + 2))};
}

// "5Ә" of a grade and a letter in two columns from `first`.
inline std::string label_at(const sdk::Row& row, uint32_t first) {
    return std::to_string(row.int64(first)).append(row.text(first + 1));
}

inline int int_at(const sdk::Row& row, uint32_t column) {
    return static_cast<int>(row.int64(column));
}

// Whoever looks: the homeroom teacher of a class, or who sees the whole school.
struct Viewer {
    MembershipId membership;
    bool sees_school = false;
};

}  // namespace kerege::portfolio
