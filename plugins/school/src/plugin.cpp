// What the school modules share: years, terms, classes, subjects, and who teaches what.
#include "kerege/sdk/plugin.hpp"
#include "queries/school.hpp"
#include "src/http/pages.hpp"
#include "src/privacy/personal_data.hpp"
#include "src/search/entries.hpp"

namespace {

using namespace kerege;

constexpr std::string_view kView = "school.structure.view";

void start(sdk::Registration& plugin) {
    plugin.statements(queries::all);

    plugin.get("/school/classes", kView, school::class_list);
    plugin.get("/school/classes/{class}", kView, school::class_page);
    plugin.post("/school/classes/{class}/homeroom", school::kManage, school::save_homeroom);
    plugin.post("/school/classes/{class}/sections", school::kManage, school::add_sections);
    plugin.post("/school/sections/{section}/teacher", school::kManage,
                school::save_section_teacher);
    plugin.post("/school/sections/{section}/end", school::kManage, school::end_section);

    plugin.get("/school/subjects", kView, school::subject_list);
    plugin.post("/school/subjects", school::kManage, school::save_subject);
    plugin.get("/school/subjects/{subject}", school::kManage, school::subject_page);
    plugin.post("/school/subjects/{subject}", school::kManage, school::save_subject_name);
    plugin.post("/school/subjects/{subject}/remove", school::kManage, school::remove_subject);

    plugin.get("/school/teaching", school::kManage, school::teacher_list);
    plugin.get("/school/teaching/{teacher}", school::kManage, school::teacher_page);
    plugin.post("/school/teaching/{teacher}", school::kManage, school::save_teaching);

    plugin.event("core.roster.applied", school::roster_applied);
    plugin.event("core.members.changed", school::members_changed);

    plugin.on_search_rebuild(school::rebuild_search);

    plugin.on_export(school::give_out);
    plugin.on_erase(school::erase);
}

}  // namespace

KEREGE_PLUGIN("school", "0.1.0", start)
