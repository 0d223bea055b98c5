#include "src/domain/lessons.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "memory_lessons.hpp"

namespace kerege::journal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MemoryLessons september() {
    MemoryLessons store;
    store.school = {{{2026, 1, {"2026-09-01", "2026-10-25"}}}, {}};
    return store;
}

Result<int> add(MemoryLessons& store, const LessonsWanted& wanted) {
    int64_t last = 100;
    return add_lessons(store, Section{}, wanted, [&] { return LessonId{++last}; });
}

LessonsWanted tuesdays(const char* until) {
    LessonsWanted wanted{"", {"2026-09-01", until, {}, 1}};
    wanted.series.weekdays.set(2);
    return wanted;
}

TEST(AddLessons, CountsEachNewLessonIntoItsDay) {
    MemoryLessons store = september();
    EXPECT_EQ(add(store, tuesdays("2026-09-14")).value(), 2);
    EXPECT_THAT(store.counted, ElementsAre("2026-09-01 +1", "2026-09-08 +1"));
    EXPECT_THAT(store.ids, ElementsAre(LessonId{101}, LessonId{102}));
}

TEST(AddLessons, SaysThatNothingWasLeftToAdd) {
    MemoryLessons store = september();
    ASSERT_TRUE(add(store, tuesdays("2026-09-14")).ok());
    const auto again = add(store, tuesdays("2026-09-14"));
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.fault().kind, FaultKind::invalid);
    EXPECT_NE(again.fault().user_message, "");
    EXPECT_EQ(store.counted.size(), 2u);
}

TEST(AddLessons, LeavesUncountedWhatAnotherRequestAdded) {
    MemoryLessons store = september();
    store.taken_meanwhile = {"2026-09-08", 1};
    EXPECT_EQ(add(store, tuesdays("2026-09-14")).value(), 1);
    EXPECT_THAT(store.counted, ElementsAre("2026-09-01 +1"));
}

TEST(AddLessons, AddsOneMoreOnADay) {
    MemoryLessons store = september();
    store.lessons = {{"2026-09-03", 1}};
    EXPECT_EQ(add(store, {"2026-09-03", {}}).value(), 1);
    EXPECT_EQ(store.lessons.back(), (PlannedLesson{"2026-09-03", 2}));
}

TEST(AddLessons, SaysWhyNot) {
    MemoryLessons store = september();
    EXPECT_EQ(add(store, {"2026-11-01", {}}).fault().kind, FaultKind::invalid);
    store.school.terms.clear();
    EXPECT_EQ(add(store, {"2026-09-03", {}}).fault().kind, FaultKind::not_found);
    EXPECT_THAT(store.counted, IsEmpty());
}

TEST(RemoveLesson, TakesAnEmptyOneOutOfItsDayAndTellsTheAuditLog) {
    MemoryLessons store = september();
    const Lesson lesson{{5}, "2026-09-03", 1, "", {}};
    ASSERT_TRUE(remove_lesson(store, store, lesson).ok());
    EXPECT_THAT(store.counted, ElementsAre("2026-09-03 -1"));
    EXPECT_THAT(store.deleted, ElementsAre(LessonId{5}));
}

TEST(RemoveLesson, LeavesOneThatIsNotEmpty) {
    MemoryLessons store = september();
    store.empty = false;
    const auto removed = remove_lesson(store, store, {{5}, "2026-09-03", 1, "", {}});
    ASSERT_FALSE(removed.ok());
    EXPECT_EQ(removed.fault().kind, FaultKind::invalid);
    EXPECT_NE(removed.fault().user_message, "");
    EXPECT_THAT(store.counted, IsEmpty());
    EXPECT_THAT(store.deleted, IsEmpty());
}

}  // namespace
}  // namespace kerege::journal
