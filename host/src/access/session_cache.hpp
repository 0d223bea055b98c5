// Sessions just seen, kept in memory. In shards, each with a lock held for one look-up, so that
// hundreds of threads don't wait for each other.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "host/src/access/scope.hpp"

namespace kerege::access {

class SessionCache {
public:
    struct Entry {
        std::shared_ptr<const Session> session;
        int64_t created_at_ms = 0;
        int64_t expires_at_ms = 0;
        int64_t seen_at_ms = 0;  // as written down
        int64_t loaded_at_ms = 0;
    };
    struct Seen {
        std::string token_hash;
        int64_t created_at_ms = 0;
        int64_t seen_at_ms = 0;
    };

    explicit SessionCache(size_t entries_max);

    // Null unless loaded after `loaded_after_ms` and not expired. If it was last seen before
    // `seen_before_ms`, this look-up is noted for take_seen(). [any]
    std::shared_ptr<const Session> find(const std::string& token_hash, int64_t now_ms,
                                        int64_t loaded_after_ms, int64_t seen_before_ms);

    // Whether it is kept and not expired, however long ago it was loaded. [any]
    bool knows(const std::string& token_hash, int64_t now_ms);

    // To be read before a session is loaded: put() drops what was loaded before somebody forgot it.
    uint64_t generation() const { return generation_.load(); }
    void put(const std::string& token_hash, Entry entry, uint64_t generation);

    void forget(std::string_view token_hash);
    void forget(PersonId person);
    void forget_all();

    // What was noted since the last call.
    std::vector<Seen> take_seen();

private:
    static constexpr size_t kShards = 64;
    struct alignas(64) Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Entry> entries;
        std::vector<Seen> seen;
    };

    Shard& shard_of(std::string_view token_hash);
    void make_room(Shard& shard, int64_t now_ms) const;

    size_t shard_entries_max_;
    std::atomic<uint64_t> generation_{0};
    std::array<Shard, kShards> shards_;
};

}  // namespace kerege::access
