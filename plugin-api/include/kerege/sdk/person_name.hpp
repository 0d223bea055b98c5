// A person's name in its parts.
#pragma once

#include <cstdint>
#include <string>

namespace kerege {

struct PersonName {
    std::string family;
    std::string given;
    std::string patronymic;  // may be empty

    // As a register lists people.
    std::string short_form() const { return family + ' ' + given; }
    std::string full() const { return short_form() + (patronymic.empty() ? "" : ' ' + patronymic); }
};

// Family name, given name and patronymic in three columns of an sdk::Row from `first`; empty where
// there is nobody.
template <class Row>
PersonName name_at(const Row& row, uint32_t first) {
    return {std::string(row.text_or_empty(first)), std::string(row.text_or_empty(first + 1)),
            std::string(row.text_or_empty(first + 2))};
}

}  // namespace kerege
