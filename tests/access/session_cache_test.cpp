#include "host/src/access/session_cache.hpp"

#include <gtest/gtest.h>

namespace kerege::access {
namespace {

SessionCache::Entry entry_of(PersonId person, int64_t loaded_at_ms) {
    auto session = std::make_shared<Session>();
    session->scope.person = person;
    SessionCache::Entry entry;
    entry.session = session;
    entry.expires_at_ms = 1'000'000;
    entry.loaded_at_ms = loaded_at_ms;
    entry.seen_at_ms = loaded_at_ms;
    return entry;
}

TEST(SessionCache, KeepsWhatIsFresh) {
    SessionCache cache(100);
    cache.put("one", entry_of(PersonId{1}, 10), cache.generation());
    EXPECT_TRUE(cache.find("one", 11, 9, 0));
    EXPECT_FALSE(cache.find("one", 11, 10, 0)) << "loaded too long ago";
    EXPECT_FALSE(cache.find("one", 1'000'000, 9, 0)) << "expired";
    EXPECT_FALSE(cache.find("two", 11, 9, 0));
}

// A session is loaded, somebody ends it, and only then the loaded one arrives.
TEST(SessionCache, DropsWhatWasLoadedBeforeItWasForgotten) {
    SessionCache cache(100);
    const auto generation = cache.generation();
    cache.forget(PersonId{1});
    cache.put("one", entry_of(PersonId{1}, 10), generation);
    EXPECT_FALSE(cache.find("one", 11, 0, 0));
    cache.put("one", entry_of(PersonId{1}, 10), cache.generation());
    EXPECT_TRUE(cache.find("one", 11, 0, 0));
}

TEST(SessionCache, ForgetsOneSessionOnePersonOrAll) {
    SessionCache cache(1000);
    const auto fill = [&] {
        for (const char* name : {"a", "b", "c"}) {
            cache.put(name, entry_of(PersonId{name[0] == 'c' ? 2 : 1}, 10), cache.generation());
        }
    };
    fill();
    cache.forget("a");
    EXPECT_FALSE(cache.find("a", 11, 0, 0));
    EXPECT_TRUE(cache.find("b", 11, 0, 0));
    fill();
    cache.forget(PersonId{1});
    EXPECT_FALSE(cache.find("b", 11, 0, 0));
    EXPECT_TRUE(cache.find("c", 11, 0, 0));
    cache.forget_all();
    EXPECT_FALSE(cache.find("c", 11, 0, 0));
}

TEST(SessionCache, StaysWithinItsLimit) {
    SessionCache cache(640);
    for (int i = 0; i < 5000; ++i) {
        cache.put(std::to_string(i), entry_of(PersonId{1}, 10), cache.generation());
    }
    int kept = 0;
    for (int i = 0; i < 5000; ++i) kept += cache.find(std::to_string(i), 11, 0, 0) ? 1 : 0;
    EXPECT_LE(kept, 640);
    EXPECT_GT(kept, 500);
}

TEST(SessionCache, NotesUsesOnceInAWhile) {
    SessionCache cache(100);
    cache.put("one", entry_of(PersonId{1}, 100), cache.generation());
    cache.find("one", 150, 0, 90);
    EXPECT_TRUE(cache.take_seen().empty()) << "seen lately";
    cache.find("one", 200, 0, 140);
    cache.find("one", 210, 0, 150);
    const auto seen = cache.take_seen();
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].seen_at_ms, 200);
    // Loaded again before the use was written down: noted already.
    cache.put("one", entry_of(PersonId{1}, 100), cache.generation());
    cache.find("one", 220, 0, 160);
    EXPECT_TRUE(cache.take_seen().empty());
}

}  // namespace
}  // namespace kerege::access
