// Which column of a roster holds what, by its heading in Kazakh, Russian or English, or in two of
// them ("Тегі/Фамилия"). Pure, from any thread.
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
    guardian1_kinship,  // what the parent is to the learner
    guardian2_kinship,
    full_name,  // surname, name and patronymic in one cell
    count
};
inline constexpr size_t kFields = static_cast<size_t>(Field::count);

// "family_name" and so on, as stored and as the command line has it; Field::count for no such code.
std::string_view field_code(Field field);
Field field_of_code(std::string_view code);

// Whether a file of this kind may hold it: addresses of staff alone.
bool belongs(Kind kind, Field field);
// Whether a file may be taken although it does not hold this required field: what nobody says
// stays unknown.
bool may_be_absent(Field field);

struct Columns {
    std::array<int, kFields> index{};    // of the field's column, -1: none
    std::array<bool, kFields> absent{};  // required, but the file is taken without
    std::vector<std::string> headings;   // as in the file, tidied; "C" for one without words
    std::vector<std::string> ignored;    // headings nobody knows, or known twice

    int of(Field field) const { return index[static_cast<size_t>(field)]; }
    bool has(Field field) const { return of(field) >= 0; }
    bool lacks(Field field) const { return absent[static_cast<size_t>(field)]; }
    // The heading of the field's column, or empty.
    std::string heading(Field field) const {
        return has(field) ? headings[static_cast<size_t>(of(field))] : std::string();
    }
};

// How many of the fields the cells name, each once.
size_t known_fields(Kind kind, const std::vector<std::string>& cells);

// By the headings alone. Of learners a phone or an e-mail without a word of whose it is belongs to
// the parent whose columns it stands behind.
Columns columns_of(Kind kind, const std::vector<std::string>& heading);

// The required fields without a column, which nobody said the file lacks. Required are surname and
// name (or both in one), sex, for staff the position, for learners class and birth date.
std::vector<Field> missing_fields(Kind kind, const Columns& columns);

// Fault: the first required column that is missing (is_about_columns()); it has a user message.
Result<Columns> recognise(Kind kind, const std::vector<std::string>& heading);
Result<Columns> complete(Kind kind, Columns columns);

// Whether it is only to be said which column is which.
bool is_about_columns(const Fault& fault);

// "A", "B", … "AA" of a column counted from 0.
std::string column_letters(size_t column);

}  // namespace kerege::directory::roster
