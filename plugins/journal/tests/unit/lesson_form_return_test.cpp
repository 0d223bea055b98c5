// A form that goes back to its teacher: with its topic, its problems, and the choices made in it.
#include <gtest/gtest.h>

#include "memory_store.hpp"

namespace kerege::journal {
namespace {

constexpr LearnerId kAidos{7};
constexpr LearnerId kShugyla{8};
const CellValue kThree{3, Attendance::present};
const CellValue kSix{6, Attendance::present};
const CellValue kMarkBesideIll{5, Attendance::ill};
const std::vector<LessonRow> kRows = {{kAidos, {"Бек", "Ян", ""}, {kSix, 2}, "Есенова Ая"},
                                      {kShugyla, {"Есен", "Ая", ""}, {}, ""}};

FormPlan plan(const Lesson& lesson, const SubmittedForm& form, const char* today = "2026-10-14") {
    return plan_form(lesson, kRows, form, {{9}, 1000, today});
}

SubmittedRow asked(Choice choice) { return {kAidos, {kSix, 2}, kThree, true, choice}; }

TEST(ReturnedForm, KeepsTheChoiceMadeInAnotherLine) {
    const SubmittedRow wrong{kShugyla, {}, kMarkBesideIll};
    for (const Choice choice : {Choice::theirs, Choice::mine}) {
        const auto back = plan(lesson_with(""), {{}, {asked(choice), wrong}});
        EXPECT_TRUE(back.has_problems());
        EXPECT_EQ(back.problems.count(kShugyla), 1u);
        EXPECT_TRUE(back.conflicts.empty());
        ASSERT_EQ(back.answered.size(), 1u);
        EXPECT_EQ(back.answered[0].learner, kAidos);
        EXPECT_EQ(back.answered[0].choice, choice);
        EXPECT_EQ(back.answered[0].typed, kThree);
        EXPECT_EQ(back.answered[0].theirs, (Cell{kSix, 2}));
    }
}

TEST(ReturnedForm, AsksAgainWhereNothingWasChosen) {
    const auto back = plan(lesson_with(""), {{}, {asked(Choice::none)}});
    ASSERT_EQ(back.conflicts.size(), 1u);
    EXPECT_EQ(back.conflicts[0].choice, Choice::none);
}

TEST(ReturnedForm, AsksAgainWhereTheirsMovedOn) {
    SubmittedRow row = asked(Choice::mine);
    row.seen = {{4, Attendance::present}, 1};
    const auto back = plan(lesson_with(""), {{}, {row}});
    EXPECT_TRUE(back.writes.empty());
    ASSERT_EQ(back.conflicts.size(), 1u);
    EXPECT_EQ(back.conflicts[0].choice, Choice::none);
}

TEST(ReturnedForm, FindsNoProblemInWhatIsGivenUpForTheirs) {
    SubmittedRow row = asked(Choice::theirs);
    row.typed = kMarkBesideIll;
    EXPECT_FALSE(plan(lesson_with(""), {{}, {row}}).has_problems());
}

TEST(ReturnedForm, HoldsAMarkBackUntilTheLessonsDay) {
    const SubmittedRow untouched{kAidos, {kSix, 2}, kSix};
    const SubmittedRow ahead{kShugyla, {}, kThree};
    const auto back = plan(lesson_with(""), {{}, {untouched, ahead}}, "2026-10-13");
    EXPECT_EQ(back.problems.size(), 1u);
    EXPECT_EQ(back.problems.count(kShugyla), 1u);
    EXPECT_FALSE(plan(lesson_with(""), {{}, {untouched, ahead}}).has_problems());
}

TEST(Topic, IsWrittenOverTheOneThatWasSeen) {
    const auto due = plan(lesson_with("Бөлшектер"), {{"Бөлшектер", "Жай бөлшектер"}, {}});
    ASSERT_TRUE(due.topic);
    EXPECT_EQ(due.topic->before, "Бөлшектер");
    EXPECT_EQ(due.topic->after, "Жай бөлшектер");
    EXPECT_FALSE(plan(lesson_with("Теңдеу"), {{"Бөлшектер", "Бөлшектер"}, {}}).topic);
}

TEST(Topic, IsNeverOverwrittenUnseen) {
    const auto asks = plan(lesson_with("Теңдеу"), {{"", "Бөлшектер"}, {}});
    EXPECT_FALSE(asks.topic);
    ASSERT_TRUE(asks.topic_conflict);
    EXPECT_EQ(asks.topic_conflict->typed, "Бөлшектер");
    EXPECT_EQ(asks.topic_conflict->theirs, "Теңдеу");
    EXPECT_FALSE(plan(lesson_with("Теңдеу"), {{"", "Теңдеу"}, {}}).topic_conflict);
}

TEST(Topic, FollowsTheChoice) {
    SubmittedTopic topic{"Теңдеу", "Бөлшектер", true, Choice::mine};
    EXPECT_TRUE(plan(lesson_with("Теңдеу"), {topic, {}}).topic);
    EXPECT_EQ(plan(lesson_with("Теңдеу"), {topic, {}}).topic_answered->choice, Choice::mine);
    topic.choice = Choice::theirs;
    EXPECT_FALSE(plan(lesson_with("Теңдеу"), {topic, {}}).topic);
    EXPECT_EQ(plan(lesson_with("Теңдеу"), {topic, {}}).topic_answered->choice, Choice::theirs);
    topic.choice = Choice::none;
    EXPECT_FALSE(plan(lesson_with("Теңдеу"), {topic, {}}).topic);
    EXPECT_TRUE(plan(lesson_with("Теңдеу"), {topic, {}}).topic_conflict);
}

TEST(Topic, BecomesAConflictWhenAnotherComesWhileItIsSaved) {
    MemoryStore entries;
    MemoryTopic topics;
    topics.topic = "Теңдеу";
    FormPlan due;
    due.topic = TopicWrite{"", "Бөлшектер"};
    const FormOutcome outcome = save_form(entries, topics, lesson_with(""), due);
    EXPECT_EQ(topics.topic, "Теңдеу");
    ASSERT_TRUE(outcome.topic_conflict);
    EXPECT_EQ(outcome.topic_conflict->theirs, "Теңдеу");
    due.topic->after = "Теңдеу";
    EXPECT_FALSE(save_form(entries, topics, lesson_with(""), due).topic_conflict);
}

// A letter is a letter, however many bytes it takes.
TEST(Topic, HasAtMostTwoHundredLetters) {
    std::string letters;
    for (int i = 0; i < 200; ++i) letters += "қ";
    EXPECT_FALSE(plan(lesson_with(""), {{"", letters}, {}}).has_problems());
    EXPECT_TRUE(plan(lesson_with(""), {{"", letters}, {}}).topic);
    letters += "a";
    const auto back = plan(lesson_with(""), {{"", letters}, {}});
    EXPECT_TRUE(back.has_problems());
    EXPECT_NE(back.topic_problem, "");
    EXPECT_FALSE(back.topic);
}

}  // namespace
}  // namespace kerege::journal
