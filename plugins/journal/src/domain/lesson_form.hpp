// A whole lesson entered by one form: what was changed is saved, what collides with somebody else's
// entry waits for a decision, and nothing typed is lost.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/person_name.hpp"
#include "src/domain/entry.hpp"
#include "src/domain/lesson.hpp"

namespace kerege::journal {

inline constexpr size_t kTopicLettersMax = 200;

// One learner of the lesson as it is stored.
struct LessonRow {
    LearnerId learner;
    PersonName name;
    Cell cell;
    std::string changed_by;  // a name
};

// What was chosen in a conflict.
enum class Choice { none, mine, theirs };

// One learner of the form as it came back.
struct SubmittedRow {
    LearnerId learner;
    Cell seen;  // what the page had shown
    CellValue typed;
    bool asked = false;  // shown as a conflict before
    Choice choice = Choice::none;

    bool undecided() const { return asked && choice == Choice::none; }
};

struct SubmittedTopic {
    std::string seen;
    std::string typed;
    bool asked = false;
    Choice choice = Choice::none;
};

struct SubmittedForm {
    SubmittedTopic topic;
    std::vector<SubmittedRow> rows;
};

struct RowConflict {
    LearnerId learner;
    CellValue typed;
    Cell theirs;
    std::string by;  // a name
    Choice choice = Choice::none;
};

struct TopicConflict {
    std::string typed;
    std::string theirs;
    Choice choice = Choice::none;
};

struct TopicWrite {
    std::string before;
    std::string after;
};

// What a form comes to. With a problem in it nothing is to be saved: the form goes back with
// everything that was typed and chosen.
struct FormPlan {
    std::vector<EntryWrite> writes;
    std::optional<TopicWrite> topic;
    std::vector<RowConflict> conflicts;  // wait for a choice
    std::optional<TopicConflict> topic_conflict;
    // Conflicts shown before whose choice stands: shown again, with it, if the form goes back.
    std::vector<RowConflict> answered;
    std::optional<TopicConflict> topic_answered;
    std::vector<LearnerId> gone;                // typed for, and no longer in the lesson
    std::map<LearnerId, std::string> problems;  // message ids
    std::string topic_problem;                  // a message id

    bool has_problems() const { return !problems.empty() || !topic_problem.empty(); }
};

struct FormOutcome {
    int saved = 0;
    std::vector<RowConflict> conflicts;
    std::optional<TopicConflict> topic_conflict;
};

// What saving a form needs beyond its entries.
class TopicStore {
public:
    virtual ~TopicStore() = default;
    // Writes the topic if it still is `write.before`. Returns the one that is stored then.
    virtual std::string put_topic(const Lesson& lesson, const TopicWrite& write) = 0;
};

// Compares what came back with what is stored, and writes nothing.
FormPlan plan_form(const Lesson& lesson, const std::vector<LessonRow>& stored,
                   const SubmittedForm& form, const Entering& entering);

// Carries a plan out. Where something moves on while it runs, that becomes a conflict, unless the
// same value came. REQUIRES: a plan without problems.
FormOutcome save_form(EntryStore& entries, TopicStore& topics, const Lesson& lesson,
                      const FormPlan& plan);

}  // namespace kerege::journal
