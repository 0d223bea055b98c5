// What a lesson's page shows: the form for its teacher, a list for those who look on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kerege/sdk/call.hpp"
#include "src/domain/lesson_form.hpp"
#include "src/storage/lesson_store.hpp"

namespace kerege::journal {

// What the page shows over what is stored, after a save that did not go through as a whole.
struct Overlay {
    std::map<LearnerId, SubmittedRow> typed;
    std::map<LearnerId, RowConflict> conflicts;
    std::map<LearnerId, std::string> problems;  // message ids
    std::optional<SubmittedTopic> topic;
    std::optional<TopicConflict> topic_conflict;
    std::string topic_problem;  // a message id
    std::string summary;        // translated
    std::string gone;           // names: typed for, and no longer in the class
};

// As the database holds them now.
struct LessonContent {
    Lesson lesson;
    std::vector<LessonRow> rows;
    std::vector<EntryChange> changes;
};

LessonContent content_of(LessonStore& store, const Lesson& lesson);

Result<> show_lesson(sdk::Call& call, const LessonContent& content, const Overlay& overlay);

}  // namespace kerege::journal
