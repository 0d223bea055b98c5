// Achievements of learners, and what they learn beside lessons.
#include "kerege/sdk/plugin.hpp"
#include "queries/portfolio.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/privacy/personal_data.hpp"

namespace {

using namespace kerege;

void start(sdk::Registration& plugin) {
    plugin.statements(queries::all);

    plugin.get("/portfolio", portfolio::kOpen, portfolio::home);
    plugin.get("/portfolio/own", portfolio::kViewOwn, portfolio::own_page);
    plugin.get("/portfolio/own/sheet", portfolio::kViewOwn, portfolio::own_sheet);

    plugin.get("/portfolio/classes/{class}", portfolio::kView, portfolio::class_page);
    plugin.get("/portfolio/classes/{class}/table", portfolio::kView, portfolio::class_table);
    plugin.get("/portfolio/classes/{class}/new", portfolio::kEnter, portfolio::new_for_class);
    plugin.post("/portfolio/classes/{class}/new", portfolio::kEnter, portfolio::add_for_class);

    plugin.get("/portfolio/learners/{learner}", portfolio::kView, portfolio::learner_page);
    plugin.get("/portfolio/learners/{learner}/sheet", portfolio::kView, portfolio::learner_sheet);
    plugin.get("/portfolio/learners/{learner}/new", portfolio::kEnter, portfolio::new_for_learner);
    plugin.post("/portfolio/learners/{learner}/new", portfolio::kEnter, portfolio::add_for_learner);

    plugin.get("/portfolio/entries/{entry}", portfolio::kEnter, portfolio::entry_page);
    plugin.post("/portfolio/entries/{entry}", portfolio::kEnter, portfolio::save_entry);
    plugin.post("/portfolio/entries/{entry}/remove", portfolio::kEnter, portfolio::remove_entry);
    plugin.post("/portfolio/entries/{entry}/restore", portfolio::kEnter, portfolio::restore_entry);

    plugin.slot("dashboard", portfolio::dashboard_slot);
    plugin.slot("learner.card", portfolio::learner_slot);

    plugin.event("core.members.changed", portfolio::members_changed);

    plugin.on_export(portfolio::give_out);
    plugin.on_erase(portfolio::erase);
}

}  // namespace

KEREGE_PLUGIN("portfolio", "0.1.0", start)
