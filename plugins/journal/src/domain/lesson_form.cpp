#include "src/domain/lesson_form.hpp"

#include <unordered_map>

#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::journal {
namespace {

void plan_topic(FormPlan& plan, const std::string& stored, const SubmittedTopic& topic) {
    // A choice holds for what it was made about.
    const bool stands = topic.seen == stored;
    const TopicConflict both{topic.typed, stored, stands ? topic.choice : Choice::none};
    if (topic.choice == Choice::theirs) {
        if (topic.asked && stands) plan.topic_answered = both;
        return;
    }
    const bool undecided = topic.asked && topic.choice == Choice::none;
    if ((topic.typed == topic.seen && !undecided) || topic.typed == stored) return;
    if (sdk::count_letters(topic.typed) > kTopicLettersMax) {
        plan.topic_problem = KEREGE_TR("A topic has at most 200 characters.");
        if (topic.asked) plan.topic_answered = both;
    } else if (undecided || !stands) {
        plan.topic_conflict = both;
    } else {
        plan.topic = TopicWrite{stored, topic.typed};
        if (topic.asked) plan.topic_answered = both;
    }
}

void plan_row(FormPlan& plan, const Lesson& lesson, const LessonRow& now, const SubmittedRow& row,
              const Entering& entering) {
    const bool stands = row.seen.revision == now.cell.revision;
    const RowConflict both{row.learner, row.typed, now.cell, now.changed_by,
                           stands ? row.choice : Choice::none};
    if (row.choice == Choice::theirs) {
        if (row.asked && stands) plan.answered.push_back(both);
        return;
    }
    const bool untouched = row.typed == row.seen.value && !row.undecided();
    if (untouched || row.typed == now.cell.value) return;
    const auto allowed = checked_for_day(row.typed, lesson.held_on, entering.today);
    if (!allowed) {
        plan.problems.emplace(row.learner, allowed.fault().user_message);
        if (row.asked) plan.answered.push_back(both);
    } else if (row.undecided() || !stands) {
        plan.conflicts.push_back(both);
    } else {
        plan.writes.push_back({{lesson.section.id, lesson.id, row.learner},
                               now.cell,
                               row.typed,
                               entering.by,
                               entering.at_ms});
        if (row.asked) plan.answered.push_back(both);
    }
}

}  // namespace

FormPlan plan_form(const Lesson& lesson, const std::vector<LessonRow>& stored,
                   const SubmittedForm& form, const Entering& entering) {
    std::unordered_map<LearnerId, const LessonRow*> rows;
    for (const LessonRow& row : stored) rows.emplace(row.learner, &row);

    FormPlan plan;
    plan_topic(plan, lesson.topic, form.topic);
    for (const SubmittedRow& row : form.rows) {
        if (const auto found = rows.find(row.learner); found != rows.end())
            plan_row(plan, lesson, *found->second, row, entering);
        else if (row.typed != row.seen.value)
            plan.gone.push_back(row.learner);
    }
    return plan;
}

FormOutcome save_form(EntryStore& entries, TopicStore& topics, const Lesson& lesson,
                      const FormPlan& plan) {
    FormOutcome outcome{0, plan.conflicts, plan.topic_conflict};
    DayChange change;
    for (const EntryWrite& write : plan.writes) {
        if (entries.put(write)) {
            change.add(write.before.value, write.after);
            ++outcome.saved;
        } else if (const auto found = entries.find(write.place);
                   found && found->cell.value != write.after) {
            // The same value by another request at this moment, a form sent twice, is no conflict.
            outcome.conflicts.push_back(
                {write.place.learner, write.after, found->cell, found->changed_by});
        }
    }
    if (!change.empty()) entries.add_to_day(lesson.held_on, change);
    if (plan.topic) {
        const std::string stored = topics.put_topic(lesson, *plan.topic);
        if (stored != plan.topic->after)
            outcome.topic_conflict = TopicConflict{plan.topic->after, stored};
    }
    return outcome;
}

}  // namespace kerege::journal
