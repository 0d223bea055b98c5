// How many requests one session or address may send: token buckets in memory.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kerege::http {

struct Rate {
    double per_second = 50;
    int burst = 200;
};

class RateLimiter {
public:
    explicit RateLimiter(Rate rate);

    // Takes one. Returns 0 if there was one, else after how many seconds there will be. [any]
    int take(std::string_view key, int64_t now_ms);
    // Gives back what was taken. [any]
    void give_back(std::string_view key);

private:
    struct Bucket {
        double tokens;
        int64_t at_ms;
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Bucket> buckets;
    };
    Shard& shard_of(std::string_view key);
    void forget_full(Shard& shard, int64_t now_ms) const;

    Rate rate_;
    std::array<Shard, 16> shards_;
};

}  // namespace kerege::http
