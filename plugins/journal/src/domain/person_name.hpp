// A person's name in its parts.
#pragma once

#include <string>

namespace kerege::journal {

struct PersonName {
    std::string family;
    std::string given;
    std::string patronymic;  // may be empty

    // As a register lists people.
    std::string short_form() const { return family + ' ' + given; }
    std::string full() const { return short_form() + (patronymic.empty() ? "" : ' ' + patronymic); }
};

}  // namespace kerege::journal
