// A person's name in its parts.
#pragma once

#include <string>

namespace kerege::school {

struct PersonName {
    std::string family;
    std::string given;
    std::string patronymic;  // may be empty

    std::string full() const {
        return family + ' ' + given + (patronymic.empty() ? "" : ' ' + patronymic);
    }
};

}  // namespace kerege::school
