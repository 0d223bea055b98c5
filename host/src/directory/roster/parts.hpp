// Somebody says which of several tables in a waiting file is theirs: a sheet of a workbook, a
// school of an archive. The school is remembered; of the other schools nothing is kept then.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/data/database.hpp"
#include "host/src/directory/roster/rosters.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

struct PartShown {
    int number = 0;    // from 1
    std::string name;  // of people of no school empty, as is `code`
    std::string code;
    int rows = 0;
    bool may_be_taken = false;
    bool taken = false;
};

struct PartChoice {
    PartsAre parts_are = PartsAre::none;
    Kind kind = Kind::staff;
    std::string file_name;
    std::vector<PartShown> parts;  // none: the file holds one table

    const PartShown* taken() const;
};

// Whether it is only to be said which part is meant.
bool is_about_parts(const Fault& fault);
Fault no_part_taken();

// The parts of a waiting file. [request]
PartChoice part_choice(data::Database& database, OrganisationId organisation, UploadId upload);

// Fault: not_found; conflict if it was taken over already; invalid for a part that can't be taken.
// [request]
Result<> choose_part(data::Database& database, const audit::Audit& audit, const Takeover& chooser,
                     int number, int64_t now_ms);

// The next archive is asked about again, whatever school was chosen or found by its number.
// [request]
void forget_school(data::Database& database, OrganisationId organisation, PersonId by,
                   int64_t now_ms);

// For staging: the part that is meant. `wanted`: the name, code or number of one, or nothing: the
// first sheet with a known heading, the school that was chosen before, or the one with this number.
// None: to be asked. Fault: `wanted` is none of them. [request]
struct Meant {
    OrganisationId organisation;
    std::string_view number;  // of the organisation
    std::string_view wanted;
};
Result<std::optional<size_t>> meant_part(data::Transaction& transaction, const Meant& meant,
                                         const Contents& contents);
// Writes the parts of a file that was staged, `taken` of them; nothing where there is one.
void keep_parts(data::Transaction& transaction, OrganisationId organisation, UploadId upload,
                Kind kind, const Contents& contents, std::optional<size_t> taken);
// With the part it was taken from.
std::string name_with_part(std::string_view file_name, std::string_view part);

}  // namespace kerege::directory::roster
