// The formats of exchange that an archive of CSV files may be: School Data Sync 1 and 2.1, and
// OneRoster 1.1 and 1.2. Pure.
#pragma once

#include "host/src/archive/zip.hpp"
#include "host/src/directory/roster/exchange/register.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster::exchange {

enum class Format { none, sds_1, sds_2, oneroster };

// By the files it has.
Format format_of(const archive::Reader& archive);

// Fault: a file that can't be read.
Result<Register> read_sds_1(archive::Reader& archive);
// SDS 2.1 has grown out of OneRoster: one reader for both.
Result<Register> read_users(archive::Reader& archive, Format format);

// REQUIRES: format is not none.
Result<Register> read_register(archive::Reader& archive, Format format);

}  // namespace kerege::directory::roster::exchange
