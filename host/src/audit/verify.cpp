// Walking the chain.
#include <fmt/format.h>

#include <algorithm>

#include "host/src/audit/chain.hpp"
#include "host/src/audit/seal.hpp"
#include "host/src/base/ids.hpp"
#include "queries/audit.hpp"

namespace kerege::audit {
namespace {

namespace sql = queries::audit;

constexpr int64_t kWalkedAtOnce = 1000;

class Walk {
public:
    explicit Walk(const std::optional<Head>& kept) : kept_(kept) {}

    // [number, audit_id, sealed_at_ms, hash, the entry's columns…]
    void step(const data::Row& row) {
        if (verdict.broken) return;
        const Seal seal{row.int64(0), row.int64(1), row.int64(2), std::string(row.text(3))};
        if (const std::string wrong = wrong_with(seal, row); !wrong.empty()) {
            verdict.broken = Broken{seal.number, seal.entry, wrong};
            return;
        }
        latest_ = std::max(latest_, seal.entry);
        verdict.head = {seal.number, seal.hash, seal.sealed_at_ms};
    }

    void end_at(const Head& noted) {
        Head& head = verdict.head;
        if (kept_ && kept_->number > head.number) {
            verdict.broken = Broken{
                head.number + 1, 0,
                fmt::format("the chain ends here, but the head kept is number {}", kept_->number)};
        } else if (noted.number != head.number || noted.hash != head.hash) {
            verdict.broken =
                Broken{head.number + 1, 0,
                       fmt::format("the chain ends here, but was {} entries long", noted.number)};
        }
    }

    Verdict verdict;

private:
    std::string wrong_with(const Seal& seal, const data::Row& row) const {
        const Head& before = verdict.head;
        if (seal.number != before.number + 1)
            return fmt::format("the seals from {} on are gone", before.number + 1);
        if (row.is_null(4)) return "the entry was deleted";
        if (seal_hash(before.hash, seal, {row, 4}) != seal.hash)
            return "the entry or its seal was changed, put elsewhere or put in";
        const int64_t at_ms = row.int64(4);
        if (std::abs(id_instant_ms(seal.entry) - at_ms) > kLateMs)
            return "the entry's time is not the one in its id: it was put in";
        if (seal.entry < latest_ && before.sealed_at_ms > at_ms + kLateMs)
            return "the entry came long after later ones were sealed: it was put in, or a clock "
                   "was set back";
        if (kept_ && kept_->number == seal.number && kept_->hash != seal.hash)
            return "the head kept has another hash: entries up to here were changed, and all of "
                   "them sealed anew";
        return {};
    }

    const std::optional<Head>& kept_;
    int64_t latest_ = 0;  // the highest id so far
};

// Entries outside of the chain that are not its tail.
std::optional<Broken> stray(data::Transaction& transaction) {
    std::optional<Broken> broken;
    const auto look = [&](const data::Statement& statement, const char* what) {
        transaction.first(statement, {}, [&](const data::Row& row) {
            if (!broken && !row.is_null(0)) broken = Broken{0, row.int64(0), what};
        });
    };
    look(sql::unknown_entry, "the entry is neither sealed nor waits to be: it was put in");
    look(sql::lost_entry,
         "the entry waits to be sealed, but was deleted, or sealed before and put in again");
    return broken;
}

}  // namespace

Verdict verify(data::Database& database, const std::optional<Head>& kept) {
    Walk walk(kept);
    Verdict& verdict = walk.verdict;
    for (;;) {
        auto transaction = database.read();
        int64_t steps = 0;
        transaction.each(sql::chain_walk, {verdict.head.number, kWalkedAtOnce},
                         [&](const data::Row& row) {
                             ++steps;
                             walk.step(row);
                         });
        if (steps > 0 && !verdict.broken) continue;
        // In the snapshot in which nothing more was found.
        transaction.first(sql::unsealed, {}, [&](const data::Row& row) {
            verdict.tail.entries = row.int64(0);
            if (verdict.tail.entries > 0) verdict.tail.oldest_at_ms = id_instant_ms(row.int64(1));
        });
        if (verdict.broken) return verdict;
        transaction.first(sql::chain_head, {}, [&](const data::Row& row) {
            walk.end_at({row.int64(0), std::string(row.text(1)), row.int64(2)});
        });
        if (!verdict.broken) verdict.broken = stray(transaction);
        return verdict;
    }
}

}  // namespace kerege::audit
