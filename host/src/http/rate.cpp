#include "host/src/http/rate.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace kerege::http {
namespace {

constexpr size_t kBucketsMax = 8192;  // of one shard

}  // namespace

RateLimiter::RateLimiter(Rate rate) : rate_(rate) {}

RateLimiter::Shard& RateLimiter::shard_of(std::string_view key) {
    return shards_[std::hash<std::string_view>()(key) % shards_.size()];
}

void RateLimiter::give_back(std::string_view key) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.buckets.find(std::string(key));
    if (found == shard.buckets.end()) return;
    found->second.tokens = std::min<double>(rate_.burst, found->second.tokens + 1);
}

int RateLimiter::take(std::string_view key, int64_t now_ms) {
    Shard& shard = shard_of(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.buckets.size() >= kBucketsMax) forget_full(shard, now_ms);
    const auto [found, is_new] =
        shard.buckets.try_emplace(std::string(key), Bucket{double(rate_.burst), now_ms});
    Bucket& bucket = found->second;
    const double passed_s = double(std::max<int64_t>(0, now_ms - bucket.at_ms)) / 1000;
    bucket.tokens = std::min<double>(rate_.burst, bucket.tokens + passed_s * rate_.per_second);
    bucket.at_ms = now_ms;
    if (bucket.tokens < 1) {
        return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rate_.per_second)));
    }
    bucket.tokens -= 1;
    return 0;
}

void RateLimiter::forget_full(Shard& shard, int64_t now_ms) const {
    const auto fill_ms = static_cast<int64_t>(1000 * rate_.burst / rate_.per_second) + 1;
    std::erase_if(shard.buckets,
                  [&](const auto& entry) { return now_ms - entry.second.at_ms >= fill_ms; });
    // Somebody invents keys faster than buckets fill up: starting over is the lesser evil.
    if (shard.buckets.size() >= kBucketsMax) shard.buckets.clear();
}

}  // namespace kerege::http
