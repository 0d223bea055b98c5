// Which sheet of a workbook, or which school of an archive, a roster is taken from.
#pragma once

#include "host/src/directory/roster/rosters.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Adds to the preview which part of the file it shows, what else the file holds, and the way to
// take another: a child "part". Nothing where the file is one table. [request]
void add_roster_part(House& house, const http::Exchange& exchange,
                     directory::roster::UploadId upload, Model& page);

// Where a file can't be looked at yet: to the page that asks which part is meant, or which column
// is which. Of any other fault it is the fault. [request]
Result<> to_what_is_asked(House& house, http::Exchange& exchange,
                          directory::roster::UploadId upload, const Fault& fault);

}  // namespace kerege::pages
