// The journal: lessons, marks and attendance.
#include "kerege/sdk/plugin.hpp"
#include "queries/journal.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/letters/week.hpp"
#include "src/privacy/personal_data.hpp"
#include "src/search/entries.hpp"

namespace {

using namespace kerege;

void start(sdk::Registration& plugin) {
    plugin.statements(queries::all);

    plugin.get("/journal", journal::kOpen, journal::home);
    plugin.get("/journal/marks", journal::kViewOwn, journal::marks_page);
    plugin.get("/journal/marks/former", journal::kViewOwn, journal::own_former_page);

    plugin.get("/journal/sections/{section}", journal::kViewSections, journal::section_page);
    plugin.post("/journal/sections/{section}/cells", journal::kEnter, journal::save_cell_form);
    plugin.get("/journal/sections/{section}/lessons", journal::kEnter, journal::lesson_list);
    plugin.post("/journal/sections/{section}/lessons", journal::kEnter, journal::add_lessons_form);

    plugin.get("/journal/lessons/{lesson}", journal::kViewSections, journal::lesson_page);
    plugin.post("/journal/lessons/{lesson}", journal::kEnter, journal::save_lesson_form);
    plugin.post("/journal/lessons/{lesson}/delete", journal::kEnter, journal::delete_lesson_form);

    plugin.get("/journal/classes/{class}", journal::kViewSections, journal::class_page);
    plugin.get("/journal/learners/{learner}/former", journal::kViewSections,
               journal::learner_former_page);

    plugin.slot("dashboard", journal::dashboard_slot);
    plugin.slot("organisation.summary", journal::summary_slot);
    plugin.slot("learner.card", journal::learner_slot);

    plugin.event("core.members.changed", journal::members_changed);

    plugin.on_job("letters.week", journal::write_week_letters);

    plugin.event("school.teaching.changed", journal::teaching_changed);
    plugin.on_search_rebuild(journal::rebuild_search);
    plugin.on_search_visible(journal::search_visible);

    plugin.on_export(journal::give_out);
    plugin.on_erase(journal::erase);
}

}  // namespace

KEREGE_PLUGIN("journal", "0.1.0", start)
