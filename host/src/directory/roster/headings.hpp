// The words by which the columns of real files are known, in Kazakh, Russian and English.
#pragma once

#include <string>

#include "host/src/directory/roster/columns.hpp"

namespace kerege::directory::roster {

// The field a heading names, whatever its case, dots and spaces: "Тегі", or one of two languages as
// in "Тегі/Фамилия"; Field::count for none.
Field field_of_heading(const std::string& heading);

}  // namespace kerege::directory::roster
