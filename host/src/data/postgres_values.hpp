// PostgreSQL's binary column formats as values.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>

#include "host/src/data/batch_buffer.hpp"

namespace kerege::data {

// Turns one column's bytes into a value. Text and bytea stay where they are; what has to be written
// out goes into the buffer.
using Decode = kerege_value (*)(std::string_view bytes, BatchBuffer& buffer);

// For a column's type: bool, integers, floats, numeric, text, json, date, bytea; nullptr for
// others, which a query casts. A numeric that is a whole number is an integer and otherwise text:
// cast averages to double precision where both databases must give the same.
Decode decoder_of(Oid type);

}  // namespace kerege::data
