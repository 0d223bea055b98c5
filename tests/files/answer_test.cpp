#include "host/src/files/answer.hpp"

#include <gtest/gtest.h>

namespace kerege::files {
namespace {

struct Case {
    const char* header;
    int64_t bytes;
    Range::Kind kind;
    int64_t first;
    int64_t length;
};

TEST(Ranges, AreReadStrictly) {
    using enum Range::Kind;
    const Case cases[] = {
        {"bytes=0-0", 10, part, 0, 1},
        {"bytes=0-", 10, part, 0, 10},
        {"bytes=9-", 10, part, 9, 1},
        {"bytes=5-100", 10, part, 5, 5},
        {"bytes=-3", 10, part, 7, 3},
        {"bytes=-100", 10, part, 0, 10},
        {"bytes= 1-2 ", 10, part, 1, 2},
        {"bytes=10-", 10, none, 0, 0},
        {"bytes=10-20", 10, none, 0, 0},
        {"bytes=-0", 10, none, 0, 0},
        {"bytes=99999999999999999999-", 10, none, 0, 0},
        {"bytes=0-99999999999999999999", 10, part, 0, 10},
        {"bytes=-99999999999999999999", 10, part, 0, 10},
        // What is no range, or several, is the whole.
        {"bytes=5-2", 10, whole, 0, 10},
        {"bytes=0-1,3-4", 10, whole, 0, 10},
        {"bytes=", 10, whole, 0, 10},
        {"bytes=-", 10, whole, 0, 10},
        {"bytes=a-b", 10, whole, 0, 10},
        {"bytes=--1", 10, whole, 0, 10},
        {"bytes=1-+2", 10, whole, 0, 10},
        {"items=0-1", 10, whole, 0, 10},
        {"", 10, whole, 0, 10},
    };
    for (const Case& one : cases) {
        const Range range = range_of(one.header, one.bytes);
        EXPECT_EQ(range.kind, one.kind) << one.header;
        EXPECT_EQ(range.first, one.first) << one.header;
        EXPECT_EQ(range.bytes, one.length) << one.header;
    }
}

TEST(Tags, AreNamedInLists) {
    EXPECT_TRUE(names_tag("\"a\"", "\"a\""));
    EXPECT_TRUE(names_tag("\"b\" , W/\"a\"", "\"a\""));
    EXPECT_TRUE(names_tag("*", "\"a\""));
    EXPECT_FALSE(names_tag("\"b\"", "\"a\""));
    EXPECT_FALSE(names_tag("a", "\"a\""));
    EXPECT_FALSE(names_tag("", "\"a\""));
}

}  // namespace
}  // namespace kerege::files
