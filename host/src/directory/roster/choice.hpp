// Somebody says which column of a waiting file is which, and it is remembered for the next file
// with the same headings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/data/database.hpp"
#include "host/src/directory/roster/check.hpp"
#include "host/src/directory/roster/rosters.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

inline constexpr size_t kValuesShown = 3;

struct ColumnShown {
    std::string letters;              // "C"
    std::string heading;              // may be empty
    std::vector<std::string> values;  // the first kValuesShown that hold something, shortened
    Field field = Field::count;       // what it holds, as far as anybody said
};

struct ColumnChoice {
    Kind kind = Kind::staff;
    std::string file_name;
    std::vector<ColumnShown> columns;
    std::vector<Field> absent;   // said to be missing
    std::vector<Field> missing;  // required, and nobody said anything
};

// What was remembered for such a heading, or an empty mapping. [request]
Mapping remembered(data::Transaction& transaction, OrganisationId organisation, Kind kind,
                   const std::vector<std::string>& heading);

// The columns of a waiting file, with what the headings, or somebody, said of them. Fault:
// not_found; conflict if it was taken over already; is_about_parts(). [request]
Result<ColumnChoice> column_choice(data::Database& database, OrganisationId organisation,
                                   UploadId upload);

// Fault: as above; invalid if a required field is neither in a column nor said to be absent.
// [request]
Result<> choose_columns(data::Database& database, OrganisationId organisation, UploadId upload,
                        PersonId by, const Mapping& mapping, int64_t now_ms);

}  // namespace kerege::directory::roster
