// Sections through the eyes of a person, their terms, learners, lessons and entries.
#pragma once

#include <optional>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "src/domain/grid.hpp"
#include "src/domain/section.hpp"
#include "src/domain/series.hpp"
#include "src/domain/term.hpp"

namespace kerege::journal {

// A lesson in the list of a section's lessons.
struct LessonEntry {
    LessonColumn lesson;
    bool filled = false;  // has a topic, or something is entered in it
};

class SectionStore {
public:
    // `transaction` must outlive the store.
    SectionStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    std::vector<Term> terms();
    // nullopt: there is none, or not for this person.
    std::optional<Section> find(SectionId section, const Viewer& viewer);
    // The grid of these days with everything entered, learners by the Kazakh alphabet.
    Grid grid(const Section& section, const Period& days);

    std::vector<Period> breaks(const Section& section);
    std::vector<LessonEntry> lessons(SectionId section, const Period& days);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
