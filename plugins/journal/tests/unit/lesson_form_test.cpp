#include "src/domain/lesson_form.hpp"

#include <gtest/gtest.h>

#include "memory_store.hpp"

namespace kerege::journal {
namespace {

constexpr LearnerId kAidos{7};
constexpr LearnerId kShugyla{8};
const Lesson kLesson = lesson_with("");
constexpr MembershipId kTeacher{9};
const CellValue kNothing{};
const CellValue kSeven{7, Attendance::present};
const CellValue kNine{9, Attendance::present};

LessonRow stored(LearnerId learner, Cell cell) {
    return {learner, {"Бек", "Ян", ""}, cell, "Есенова Ая"};
}

FormPlan plan(const std::vector<LessonRow>& rows, const std::vector<SubmittedRow>& submitted) {
    return plan_form(kLesson, rows, {{}, submitted}, {kTeacher, 1000, "2026-10-14"});
}

TEST(LessonForm, WritesOnlyWhatWasChanged) {
    const auto result = plan({stored(kAidos, {kNine, 1}), stored(kShugyla, {})},
                             {{kAidos, {kNine, 1}, kNine}, {kShugyla, {}, kSeven}});
    ASSERT_EQ(result.writes.size(), 1u);
    EXPECT_EQ(result.writes[0].place.learner, kShugyla);
    EXPECT_TRUE(result.conflicts.empty());
}

TEST(LessonForm, LeavesAloneWhatOnlyTheOtherChanged) {
    const auto result = plan({stored(kAidos, {kNine, 2})}, {{kAidos, {kNothing, 1}, kNothing}});
    EXPECT_TRUE(result.writes.empty());
    EXPECT_TRUE(result.conflicts.empty());
}

TEST(LessonForm, ShowsBothValuesOfAConflict) {
    const auto result = plan({stored(kAidos, {kNine, 1})}, {{kAidos, {}, kSeven}});
    EXPECT_TRUE(result.writes.empty());
    ASSERT_EQ(result.conflicts.size(), 1u);
    EXPECT_EQ(result.conflicts[0].typed, kSeven);
    EXPECT_EQ(result.conflicts[0].theirs, (Cell{kNine, 1}));
    EXPECT_EQ(result.conflicts[0].by, "Есенова Ая");
}

TEST(LessonForm, SeesNoConflictWhereBothMeanTheSame) {
    const auto result = plan({stored(kAidos, {kNine, 1})}, {{kAidos, {}, kNine}});
    EXPECT_TRUE(result.writes.empty());
    EXPECT_TRUE(result.conflicts.empty());
}

TEST(LessonForm, FollowsTheChoiceInAConflict) {
    const std::vector<LessonRow> rows = {stored(kAidos, {kNine, 1})};
    SubmittedRow row{kAidos, {kNine, 1}, kSeven, true, Choice::mine};
    EXPECT_EQ(plan(rows, {row}).writes.size(), 1u);
    row.choice = Choice::theirs;
    EXPECT_TRUE(plan(rows, {row}).writes.empty());
    EXPECT_TRUE(plan(rows, {row}).conflicts.empty());
    row.choice = Choice::none;
    EXPECT_TRUE(plan(rows, {row}).writes.empty());
    EXPECT_EQ(plan(rows, {row}).conflicts.size(), 1u);
}

TEST(LessonForm, NamesWhoLeftTheClassMeanwhile) {
    const LearnerId gone{99}, untouched{98};
    const auto result =
        plan({stored(kAidos, {})},
             {{kAidos, {}, kSeven}, {gone, {kNine, 2}, kSeven}, {untouched, {kNine, 1}, kNine}});
    EXPECT_EQ(result.writes.size(), 1u);
    EXPECT_EQ(result.gone, std::vector<LearnerId>{gone});
}

TEST(LessonForm, SavesTheRestWhenOneLineCollides) {
    MemoryStore store;
    MemoryTopic topic;
    store.cells[kAidos] = {"2026-10-14", {}, {}};
    store.cells[kShugyla] = {"2026-10-14", {kNine, 1}, "Есенова Ая"};
    FormPlan due;
    due.writes = {{{kLesson.section.id, kLesson.id, kAidos}, {}, kSeven, kTeacher, 1000},
                  {{kLesson.section.id, kLesson.id, kShugyla}, {}, kSeven, kTeacher, 1000}};
    const FormOutcome outcome = save_form(store, topic, kLesson, due);
    EXPECT_EQ(outcome.saved, 1);
    ASSERT_EQ(outcome.conflicts.size(), 1u);
    EXPECT_EQ(outcome.conflicts[0].learner, kShugyla);
    EXPECT_EQ(store.day.marks, 1);
}

TEST(LessonForm, TakesTheSameFormTwiceAtTheSameMoment) {
    MemoryStore store;
    MemoryTopic topic;
    store.cells[kShugyla] = {"2026-10-14", {kSeven, 1}, "Есенова Ая"};
    FormPlan due;
    due.writes = {{{kLesson.section.id, kLesson.id, kShugyla}, {}, kSeven, kTeacher, 1000}};
    const FormOutcome outcome = save_form(store, topic, kLesson, due);
    EXPECT_EQ(outcome.saved, 0);
    EXPECT_TRUE(outcome.conflicts.empty());
    EXPECT_EQ(store.day.marks, 0);
}

}  // namespace
}  // namespace kerege::journal
