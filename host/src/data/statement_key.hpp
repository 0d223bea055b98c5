// What a connection's prepared statements are kept under: the statement and who runs it, since the
// sandbox decides when a statement is compiled.
#pragma once

#include <cstddef>
#include <functional>

#include "host/src/data/database.hpp"

namespace kerege::data {

// Prepared statements a connection keeps; the one not used for longest makes room.
inline constexpr size_t statements_kept_max = 512;

struct StatementKey {
    const Statement* statement;
    const Principal* principal;
    bool operator==(const StatementKey&) const = default;
};

struct StatementKeyHash {
    size_t operator()(const StatementKey& key) const {
        const size_t first = std::hash<const void*>()(key.statement);
        return first ^ (std::hash<const void*>()(key.principal) * 31 + (first >> 6));
    }
};

}  // namespace kerege::data
