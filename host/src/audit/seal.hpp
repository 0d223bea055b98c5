// What the seal of one entry is made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/src/data/database.hpp"

namespace kerege::audit {

struct Seal {
    int64_t number = 0;
    int64_t entry = 0;
    int64_t sealed_at_ms = 0;
    std::string hash;
};

// The columns of core_audit after its id, as they lie in a row from `first` on.
struct EntryColumns {
    const data::Row& row;
    size_t first;
};

// SHA-256, in hexadecimal, of the hash before, the seal's numbers and the entry. Every field is
// written with its length before it, so that no two entries read the same.
std::string seal_hash(std::string_view previous, const Seal& seal, EntryColumns entry);

}  // namespace kerege::audit
