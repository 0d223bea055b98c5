// The SDK's side of the boundary, without a host: what must not be thrown into one, and functions
// an older host does not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "kerege/sdk/plugin.hpp"

namespace kerege::sdk {
namespace {

using testing::HasSubstr;

TEST(StringSink, JoinsWhatIsWritten) {
    StringSink sink;
    write_to(sink.sink(), "one ");
    write_to(sink.sink(), "two");
    EXPECT_EQ(sink.text(), "one two");
    EXPECT_EQ(sink.take(), "one two");
}

TEST(StringSink, ThrowsNothingIntoTheHostAndHandsNoHalfOut) {
    StringSink sink;
    write_to(sink.sink(), "begun");
    static_assert(std::is_same_v<decltype(sink.sink()->write), void (*)(void*, kerege_str)>);
    sink.sink()->write(sink.sink()->context, {"x", std::numeric_limits<uint64_t>::max() / 2});
    EXPECT_EQ(sink.text(), "begun");
    EXPECT_THROW((void)sink.take(), std::bad_alloc);
}

// An interface that has grown since its version 1.
struct Grown {
    uint32_t size;
    uint32_t reserved;
    int32_t (*first)();
    int32_t (*added_later)();
};

int32_t one() { return 1; }

TEST(Interface, AFunctionAddedLaterIsLookedForWhenItIsUsed) {
    Interface<Grown> interface;
    Grown table = {KEREGE_SIZE_WITH(Grown, first), 0, one, one};
    interface.set(&table, "kerege.grown/1");
    EXPECT_EQ(interface->first(), 1);
    try {
        (void)interface.later(&Grown::added_later);
        FAIL() << "an older host's table ends before it";
    } catch (const CallFailed& failed) {
        EXPECT_EQ(failed.status(), KEREGE_UNSUPPORTED);
        EXPECT_THAT(failed.what(), HasSubstr("kerege.grown/1"));
    }
    table.size = sizeof(Grown);
    EXPECT_EQ(interface.later(&Grown::added_later)(), 1);
    table.added_later = nullptr;
    EXPECT_THROW((void)interface.later(&Grown::added_later), CallFailed);
}

struct Asked {
    std::map<std::string, uint32_t, std::less<>> sizes;
} asked;

TEST(Host, AsksForVersionOneOfEachInterface) {
    const kerege_host_api api = {
        sizeof(api), KEREGE_ABI_MAJOR,
        [](kerege_host*, kerege_str name, uint32_t min_size) -> const void* {
            asked.sizes.emplace(view(name), min_size);
            return nullptr;
        }};
    const Host host(&api, nullptr);
    EXPECT_EQ(asked.sizes.at(KEREGE_DB_INTERFACE), KEREGE_DB_V1_SIZE);
    EXPECT_EQ(asked.sizes.at(KEREGE_HTTP_INTERFACE), KEREGE_HTTP_V1_SIZE);
    EXPECT_THROW(host.db->now_ms(nullptr), CallFailed);
}

TEST(Statements, OnlyThoseOfTheArrayHaveANumber) {
    static constexpr Statement all[] = {{"a", "select 1", ""}, {"b", "select 2", ""}};
    static constexpr Statement others[] = {{"a", "select 1", ""}};
    kerege_db_v1 db{};
    db.size = sizeof(db);
    db.add_statement = [](kerege_registration*, kerege_str, kerege_str, kerege_str, int32_t* out,
                          kerege_sink*) -> kerege_status {
        static int32_t next = 40;
        *out = next++;
        return KEREGE_OK;
    };
    static const kerege_db_v1* table = &db;
    const kerege_host_api api = {sizeof(api), KEREGE_ABI_MAJOR,
                                 [](kerege_host*, kerege_str name, uint32_t) -> const void* {
                                     return view(name) == KEREGE_DB_INTERFACE ? table : nullptr;
                                 }};
    const Host host(&api, nullptr);
    Statements statements;
    EXPECT_THROW((void)statements.number(all[0]), std::logic_error) << "before any was handed in";
    statements.add(all, host, nullptr);
    EXPECT_EQ(statements.number(all[1]), 41);
    EXPECT_THROW((void)statements.number(others[0]), std::logic_error);
    EXPECT_THROW(statements.add(others, host, nullptr), std::logic_error);
    EXPECT_EQ(statements.number(all[1]), 41) << "the second call shifts nothing";
}

}  // namespace
}  // namespace kerege::sdk
