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
    explicit Walk(const Noted& noted) : kept_(noted.head), after_(noted.after.value_or(Head{})) {
        before_ = verdict.head = after_;
    }

    // [number, audit_id, sealed_at_ms, hash, the entry's columns…]
    void step(const data::Row& row) {
        const Seal seal{row.int64(0), row.int64(1), row.int64(2), std::string(row.text(3))};
        const Head here{seal.number, seal.hash, seal.sealed_at_ms};
        if (std::string wrong = wrong_with(seal, row); !wrong.empty()) {
            blame({seal.number, seal.entry, std::move(wrong)});
        } else if (verdict.broken.empty()) {
            verdict.head = here;
        }
        // What follows is tried against the seal that stands here: one break is told once.
        latest_ = std::max(latest_, seal.entry);
        before_ = here;
    }

    void end_at(const Head& end) {
        const int64_t next = before_.number + 1;
        if (end.number < after_.number) {
            blame({end.number + 1, 0,
                   fmt::format("the chain ends here, before number {}, after which to walk",
                               after_.number)});
        } else if (kept_ && kept_->number > before_.number) {
            blame({next, 0,
                   fmt::format("the chain ends here, but the head kept is number {}",
                               kept_->number)});
        } else if (end.number != before_.number || end.hash != before_.hash) {
            blame(
                {next, 0, fmt::format("the chain ends here, but was {} entries long", end.number)});
        }
    }

    void blame(Broken broken) {
        if (verdict.broken.size() < kBrokenTold) {
            verdict.broken.push_back(std::move(broken));
        } else {
            ++verdict.broken_more;
        }
    }

    int64_t walked_to() const { return before_.number; }

    Verdict verdict;

private:
    std::string wrong_with(const Seal& seal, const data::Row& row) const {
        if (seal.number != before_.number + 1)
            return fmt::format("the seals from {} on are gone", before_.number + 1);
        if (row.is_null(4)) return "the entry was deleted";
        if (seal_hash(before_.hash, seal, {row, 4}) != seal.hash)
            return "the entry or its seal was changed, put elsewhere or put in";
        const int64_t at_ms = row.int64(4);
        if (std::abs(id_instant_ms(seal.entry) - at_ms) > kLateMs)
            return "the entry's time is not the one in its id: it was put in";
        if (seal.entry < latest_ && before_.sealed_at_ms > at_ms + kLateMs)
            return "the entry came long after later ones were sealed: it was put in, or a clock "
                   "was set back";
        if (kept_ && kept_->number == seal.number && kept_->hash != seal.hash)
            return "the head kept has another hash: entries up to here were changed, and all of "
                   "them sealed anew";
        return {};
    }

    const std::optional<Head>& kept_;
    const Head after_;
    Head before_;
    int64_t latest_ = 0;  // the highest id so far
};

// Entries outside of the chain that are not its tail, each of them.
void look_for_strays(data::Transaction& transaction, Walk& walk) {
    const auto look = [&](const data::Statement& statement, const char* what) {
        transaction.each(statement, {}, [&](const data::Row& row) {
            walk.blame({0, row.int64(0), what});
        });
    };
    look(sql::unknown_entry, "the entry is neither sealed nor waits to be: it was put in");
    look(sql::lost_entry,
         "the entry waits to be sealed, but was deleted, or sealed before and put in again");
}

}  // namespace

Verdict verify(data::Database& database, const Noted& noted, const GoOn& go_on) {
    Walk walk(noted);
    Verdict& verdict = walk.verdict;
    for (;;) {
        auto transaction = database.read();
        int64_t steps = 0;
        transaction.each(sql::chain_walk, {walk.walked_to(), kWalkedAtOnce},
                         [&](const data::Row& row) {
                             ++steps;
                             walk.step(row);
                         });
        if (steps > 0) {
            if (!go_on || go_on(walk.walked_to())) continue;
            verdict.whole = false;
            return verdict;
        }
        // In the snapshot in which nothing more was found.
        transaction.first(sql::unsealed, {}, [&](const data::Row& row) {
            verdict.tail.entries = row.int64(0);
            if (verdict.tail.entries > 0) verdict.tail.oldest_at_ms = id_instant_ms(row.int64(1));
        });
        transaction.first(sql::chain_head, {}, [&](const data::Row& row) {
            walk.end_at({row.int64(0), std::string(row.text(1)), row.int64(2)});
        });
        look_for_strays(transaction, walk);
        return verdict;
    }
}

}  // namespace kerege::audit
