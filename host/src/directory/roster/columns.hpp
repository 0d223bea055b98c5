// Which column of a roster holds what, by its heading in Kazakh, Russian or English, or in two of
// them
// ("Тегі/Фамилия"). Pure, from any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

enum class Kind { staff, learners };
// "staff" or "learners", as stored.
std::string_view kind_word(Kind kind);

enum class Field {
    class_label,
    family_name,
    given_name,
    patronymic,
    birth_date,
    sex,
    phone,
    email,
    residence,
    position,
    subjects,
    guardian1_name,
    guardian1_phone,
    guardian1_email,
    guardian2_name,
    guardian2_phone,
    guardian2_email,
    count
};
inline constexpr size_t kFields = static_cast<size_t>(Field::count);

struct Columns {
    std::array<int, kFields> index{};   // of the field's column, -1: none
    std::vector<std::string> headings;  // as in the file, tidied
    std::vector<std::string> ignored;   // headings nobody knows, or known twice

    int of(Field field) const { return index[static_cast<size_t>(field)]; }
    // The heading of the field's column, or empty.
    std::string heading(Field field) const {
        return of(field) < 0 ? std::string() : headings[static_cast<size_t>(of(field))];
    }
};

// Fault: the first required column that is missing; it has a user message. Required are surname,
// name, sex, for staff the position, for learners class and birth date.
Result<Columns> recognise(Kind kind, const std::vector<std::string>& heading);

}  // namespace kerege::directory::roster
