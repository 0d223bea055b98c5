#include "host/src/access/session_cache.hpp"

#include <algorithm>
#include <functional>

namespace kerege::access {
namespace {

// A host remembers what it served for the last minutes; older entries only fill the memory.
constexpr int64_t kStaleAfterMs = 60'000;

}  // namespace

SessionCache::SessionCache(size_t entries_max)
    : shard_entries_max_(std::max<size_t>(1, entries_max / kShards)) {}

SessionCache::Shard& SessionCache::shard_of(std::string_view token_hash) {
    return shards_[std::hash<std::string_view>()(token_hash) % kShards];
}

std::shared_ptr<const Session> SessionCache::find(const std::string& token_hash, int64_t now_ms,
                                                  int64_t loaded_after_ms, int64_t seen_before_ms) {
    Shard& shard = shard_of(token_hash);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.entries.find(token_hash);
    if (found == shard.entries.end()) return {};
    Entry& entry = found->second;
    if (entry.loaded_at_ms <= loaded_after_ms || entry.expires_at_ms <= now_ms) return {};
    if (entry.seen_at_ms < seen_before_ms) {
        entry.seen_at_ms = now_ms;
        shard.seen.push_back({token_hash, entry.created_at_ms, now_ms});
    }
    return entry.session;
}

bool SessionCache::knows(const std::string& token_hash, int64_t now_ms) {
    Shard& shard = shard_of(token_hash);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.entries.find(token_hash);
    return found != shard.entries.end() && found->second.expires_at_ms > now_ms;
}

void SessionCache::put(const std::string& token_hash, Entry entry, uint64_t generation) {
    Shard& shard = shard_of(token_hash);
    const std::lock_guard lock(shard.mutex);
    // Checked under the lock that forget() takes after it has raised the generation.
    if (generation != generation_.load()) return;
    const auto known = shard.entries.find(token_hash);
    if (known != shard.entries.end()) {
        // A use may be noted here and not be written down yet.
        entry.seen_at_ms = std::max(entry.seen_at_ms, known->second.seen_at_ms);
        known->second = std::move(entry);
        return;
    }
    if (shard.entries.size() >= shard_entries_max_) make_room(shard, entry.loaded_at_ms);
    shard.entries.emplace(token_hash, std::move(entry));
}

void SessionCache::make_room(Shard& shard, int64_t now_ms) const {
    std::erase_if(shard.entries, [&](const auto& item) {
        return item.second.loaded_at_ms < now_ms - kStaleAfterMs;
    });
    while (shard.entries.size() >= shard_entries_max_) shard.entries.erase(shard.entries.begin());
}

void SessionCache::forget(std::string_view token_hash) {
    ++generation_;
    Shard& shard = shard_of(token_hash);
    const std::lock_guard lock(shard.mutex);
    shard.entries.erase(std::string(token_hash));
}

void SessionCache::forget(PersonId person) {
    ++generation_;
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        std::erase_if(shard.entries, [&](const auto& item) {
            return item.second.session->scope.person == person;
        });
    }
}

void SessionCache::forget_all() {
    ++generation_;
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        shard.entries.clear();
    }
}

std::vector<SessionCache::Seen> SessionCache::take_seen() {
    std::vector<Seen> all;
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        std::ranges::move(shard.seen, std::back_inserter(all));
        shard.seen.clear();
    }
    return all;
}

}  // namespace kerege::access
