// The audit log as a chain: each entry is sealed by SHA-256 over itself and the hash before it, so
// that one which is edited, deleted, put elsewhere or put in afterwards no longer fits.
//
// Entries are sealed after their transactions have committed, in one chain for all hosts of a
// database; until then they are the unsealed tail. Why: docs/decisions/0022-audit-chain.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"

namespace kerege::audit {

inline constexpr int kSealedAtOnce = 500;
// No transaction is open for so long; an entry that comes later than this was not written then.
inline constexpr int64_t kLateMs = int64_t{3600} * 1000;
// The job comes every minute: an entry that has waited for so long says that nobody seals.
inline constexpr int64_t kTailMs = int64_t{600} * 1000;
inline constexpr size_t kBrokenTold = 20;

// Where the chain ends. Kept elsewhere, it shows that all before it is as it was.
struct Head {
    int64_t number = 0;  // of entries sealed; 0: none
    std::string hash;    // hexadecimal; empty with none
    int64_t sealed_at_ms = 0;

    std::string text() const { return std::to_string(number) + ":" + hash; }
    // "17:<64 hexadecimal digits>" as text() writes it.
    static std::optional<Head> parse(std::string_view text);
};

struct Tail {
    int64_t entries = 0;
    int64_t oldest_at_ms = 0;  // 0: there are none

    bool stale(int64_t now_ms) const { return entries > 0 && oldest_at_ms < now_ms - kTailMs; }
};

// A place where the chain does not hold.
struct Broken {
    int64_t number = 0;  // in the chain; 0: not in it
    int64_t entry = 0;   // core_audit.id; 0: none
    std::string what;    // English, for whoever ran the command
};

struct Verdict {
    Head head;  // as far as the chain holds: before the first break
    Tail tail;
    std::vector<Broken> broken;  // in the chain's order, at most kBrokenTold
    int64_t broken_more = 0;     // beyond those
    bool whole = true;           // false: the walk was broken off
};

// Heads that were noted earlier, and kept elsewhere.
struct Noted {
    std::optional<Head> after = {};  // what lies up to here is not looked at, and may be gone
    std::optional<Head> head = {};   // to be found on the way
};

// All throw what data::Database throws.

// Seals at most kSealedAtOnce entries that wait, the oldest first. Returns how many. Hosts that
// seal at the same time take turns; nobody who writes entries waits for them on PostgreSQL, on
// SQLite as long as for any short write. [any]
int64_t seal_some(data::Database& database, const Clock& clock);

Head head(data::Database& database);  // [any]
Tail tail(data::Database& database);  // [any]

// Walks the chain to its end, a thousand entries at a time; a break is told and walked over.
// go_on is asked after each thousand with the number come to: on "no" the walk ends there, and
// nothing is said of what was not looked at. [any]
using GoOn = std::function<bool(int64_t number)>;
Verdict verify(data::Database& database, const Noted& noted = {}, const GoOn& go_on = {});

}  // namespace kerege::audit
