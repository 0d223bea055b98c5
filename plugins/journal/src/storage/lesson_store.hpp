// One lesson with its class, its topic and its history.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "src/domain/lesson_form.hpp"

namespace kerege::journal {

// One line of a lesson's history.
struct EntryChange {
    PersonName learner;
    CellValue before;
    CellValue after;
    std::string by;  // a name
    int64_t at_ms = 0;
};

class LessonStore final : public TopicStore {
public:
    // `transaction` must outlive the store; it writes only in a write transaction.
    LessonStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    // nullopt: there is none, or not for this person.
    std::optional<Lesson> find(LessonId lesson, const Viewer& viewer);
    // The class on that day, by the Kazakh alphabet.
    std::vector<LessonRow> rows(const Lesson& lesson);
    // The newest first, at most 200.
    std::vector<EntryChange> changes(const Lesson& lesson);
    // A learner of this organisation, wherever they are now. nullopt: there is none.
    std::optional<PersonName> learner_name(LearnerId learner);
    std::string put_topic(const Lesson& lesson, const TopicWrite& write) override;

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
