// What several stores read out of rows.
#pragma once

#include "kerege/sdk/database.hpp"
#include "src/domain/person_name.hpp"

namespace kerege::school {

// Family name, given name and patronymic in three columns from `first`; empty where there is
// nobody.
inline PersonName name_at(const sdk::Row& row, uint32_t first) {
    return {std::string(row.text_or_empty(first)), std::string(row.text_or_empty(first + 1)),
            std::string(row.text_or_empty(first + 2))};
}

}  // namespace kerege::school
