// One lesson with its class.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "src/domain/lesson_form.hpp"
#include "src/domain/section.hpp"

namespace kerege::journal {

struct Lesson {
    LessonId id;
    std::string held_on;
    int number = 1;
    std::string topic;
    Section section;  // without the teacher's name
};

class LessonStore {
public:
    // `transaction` must outlive the store.
    LessonStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    // nullopt: there is none, or not for this person.
    std::optional<Lesson> find(LessonId lesson, const Viewer& viewer);
    // The class on that day, by the Kazakh alphabet.
    std::vector<LessonRow> rows(const Lesson& lesson);
    void set_topic(const Lesson& lesson, std::string_view topic);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
