#include "host/src/audit/chain.hpp"

#include <charconv>
#include <vector>

#include "host/src/audit/seal.hpp"
#include "host/src/base/ids.hpp"
#include "queries/audit.hpp"

namespace kerege::audit {
namespace {

namespace sql = queries::audit;

constexpr size_t kHashDigits = 64;

Head read_head(data::Transaction& transaction) {
    Head head;
    transaction.first(sql::chain_head, {}, [&](const data::Row& row) {
        head = {row.int64(0), std::string(row.text(1)), row.int64(2)};
    });
    return head;
}

Tail read_tail(data::Transaction& transaction) {
    Tail tail;
    transaction.first(sql::unsealed, {}, [&](const data::Row& row) {
        tail.entries = row.int64(0);
        if (tail.entries > 0) tail.oldest_at_ms = id_instant_ms(row.int64(1));
    });
    return tail;
}

}  // namespace

std::optional<Head> Head::parse(std::string_view text) {
    Head head;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.number);
    const auto digits = static_cast<size_t>(end - text.data());
    if (error != std::errc() || head.number <= 0 || digits == text.size() || text[digits] != ':')
        return {};
    head.hash = text.substr(digits + 1);
    if (head.hash.size() != kHashDigits ||
        head.hash.find_first_not_of("0123456789abcdef") != std::string::npos)
        return {};
    return head;
}

int64_t seal_some(data::Database& database, const Clock& clock) {
    {
        auto transaction = database.read();
        // Nobody has to wait for the write lock; and a long tail is not counted for each batch.
        if (!transaction.first(sql::anything_unsealed, {}, [](const data::Row&) {})) return 0;
    }
    auto transaction = database.write();
    transaction.execute(sql::chain_lock, {});
    const Head before = read_head(transaction);
    const int64_t now = clock.now_ms();
    std::vector<Seal> seals;
    Head head = before;
    transaction.each(sql::to_seal, {kSealedAtOnce}, [&](const data::Row& row) {
        Seal seal{head.number + 1, row.int64(0), now, {}};
        seal.hash = seal_hash(head.hash, seal, {row, 1});
        head = {seal.number, seal.hash, now};
        seals.push_back(std::move(seal));
    });
    if (seals.empty()) return 0;
    for (const Seal& seal : seals)
        transaction.execute(sql::seal, {seal.number, seal.entry, seal.sealed_at_ms, seal.hash});
    transaction.execute(sql::sealed, {before.number});
    transaction.execute(sql::chain_advance, {head.number, head.hash});
    transaction.commit();
    return static_cast<int64_t>(seals.size());
}

Head head(data::Database& database) {
    auto transaction = database.read();
    return read_head(transaction);
}

Tail tail(data::Database& database) {
    auto transaction = database.read();
    return read_tail(transaction);
}

}  // namespace kerege::audit
