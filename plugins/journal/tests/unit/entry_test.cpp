#include "src/domain/entry.hpp"

#include <gtest/gtest.h>

#include "memory_store.hpp"

namespace kerege::journal {
namespace {

constexpr LearnerId kAidos{7};
constexpr CellPlace kPlace{{1}, {2}, kAidos};
constexpr MembershipId kTeacher{9};
constexpr int64_t kNow = 1'793'000'000'000;
const Entering kBy{kTeacher, kNow, "2026-10-14"};  // the lesson's own day
const CellValue kEight{8, Attendance::present};
const CellValue kNine{9, Attendance::present};
const CellValue kIll{{}, Attendance::ill};

MemoryStore with(Cell cell) {
    MemoryStore store;
    store.cells[kAidos] = {"2026-10-14", cell, "Есенова Шұғыла"};
    return store;
}

TEST(SaveCell, WritesTheNextRevision) {
    MemoryStore store = with({});
    const auto saved = save_cell(store, kPlace, kEight, 0, kBy);
    ASSERT_TRUE(saved.ok());
    EXPECT_FALSE(saved->conflict);
    EXPECT_EQ(saved->cell, (Cell{kEight, 1}));
    ASSERT_EQ(store.writes.size(), 1u);
    EXPECT_EQ(store.writes[0].by, kTeacher);
    EXPECT_EQ(store.writes[0].at_ms, kNow);
    EXPECT_EQ(store.day.marks, 1);
}

TEST(SaveCell, NeverOverwritesWhatWasNotSeen) {
    MemoryStore store = with({kNine, 3});
    const auto saved = save_cell(store, kPlace, kEight, 2, kBy);
    ASSERT_TRUE(saved.ok());
    EXPECT_TRUE(saved->conflict);
    EXPECT_EQ(saved->cell, (Cell{kNine, 3}));
    EXPECT_EQ(saved->changed_by, "Есенова Шұғыла");
    EXPECT_TRUE(store.writes.empty());
}

TEST(SaveCell, FindsTheConflictThatComesWhileItWrites) {
    MemoryStore store = with({});
    store.before_put = [&] { store.cells[kAidos].cell = {kNine, 1}; };
    const auto saved = save_cell(store, kPlace, kEight, 0, kBy);
    ASSERT_TRUE(saved.ok());
    EXPECT_TRUE(saved->conflict);
    EXPECT_EQ(saved->cell, (Cell{kNine, 1}));
    EXPECT_EQ(store.day.marks, 0);
}

TEST(SaveCell, TakesTheSameSaveTwiceAtTheSameMoment) {
    MemoryStore store = with({});
    store.before_put = [&] { store.cells[kAidos].cell = {kEight, 1}; };
    const auto saved = save_cell(store, kPlace, kEight, 0, kBy);
    ASSERT_TRUE(saved.ok());
    EXPECT_FALSE(saved->conflict);
    EXPECT_EQ(saved->cell, (Cell{kEight, 1}));
    EXPECT_EQ(store.day.marks, 0);
}

TEST(SaveCell, TakesTheSameSaveTwice) {
    MemoryStore store = with({});
    ASSERT_TRUE(save_cell(store, kPlace, kEight, 0, kBy).ok());
    const auto again = save_cell(store, kPlace, kEight, 0, kBy);
    ASSERT_TRUE(again.ok());
    EXPECT_FALSE(again->conflict);
    EXPECT_EQ(again->cell, (Cell{kEight, 1}));
    EXPECT_EQ(store.writes.size(), 1u);
    EXPECT_EQ(store.day.marks, 1);
}

TEST(SaveCell, DoesNotFindAForeignCell) {
    MemoryStore store;
    const auto saved = save_cell(store, kPlace, kEight, 0, kBy);
    ASSERT_FALSE(saved.ok());
    EXPECT_EQ(saved.fault().kind, FaultKind::not_found);
}

TEST(SaveCell, KeepsTheSumsOfTheDay) {
    MemoryStore store = with({kEight, 1});
    ASSERT_TRUE(save_cell(store, kPlace, kIll, 1, kBy).ok());
    EXPECT_EQ(store.day.marks, -1);
    EXPECT_EQ(store.day.absences, 1);
    ASSERT_TRUE(save_cell(store, kPlace, {}, 2, kBy).ok());
    EXPECT_EQ(store.day.absences, 0);
    const CellValue late{{}, Attendance::late};
    ASSERT_TRUE(save_cell(store, kPlace, late, 3, kBy).ok());
    EXPECT_EQ(store.day.absences, 0);
}

TEST(SaveCell, RefusesAMarkBeforeTheLessonsDay) {
    MemoryStore store = with({});
    const Entering day_before{kTeacher, kNow, "2026-10-13"};
    const CellValue late{{}, Attendance::late};
    const CellValue unexcused{{}, Attendance::unexcused};
    for (const CellValue& value : {kEight, late, unexcused}) {
        const auto saved = save_cell(store, kPlace, value, 0, day_before);
        ASSERT_FALSE(saved.ok());
        EXPECT_EQ(saved.fault().kind, FaultKind::invalid);
        EXPECT_NE(saved.fault().user_message, "");
    }
    EXPECT_TRUE(store.writes.empty());
    EXPECT_TRUE(save_cell(store, kPlace, kEight, 0, {kTeacher, kNow, "2026-10-15"}).ok());
}

TEST(SaveCell, TakesAnAbsenceThatIsKnownAheadAndClearsIt) {
    MemoryStore store = with({});
    const Entering day_before{kTeacher, kNow, "2026-10-13"};
    const CellValue excused{{}, Attendance::excused};
    EXPECT_TRUE(save_cell(store, kPlace, kIll, 0, day_before).ok());
    EXPECT_TRUE(save_cell(store, kPlace, excused, 1, day_before).ok());
    EXPECT_TRUE(save_cell(store, kPlace, {}, 2, day_before).ok());
    EXPECT_EQ(store.writes.size(), 3u);
}

}  // namespace
}  // namespace kerege::journal
