// The smallest useful plugin: a page with a table, a form, a permission and a translation.
#include "kerege/sdk/plugin.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/example.hpp"
#include "src/domain/reminder.hpp"

namespace {

using namespace kerege;

// The page, with what was typed and, at its field, the reason why it was not saved, if it was not.
Result<> show(sdk::Call& call, std::string_view field = {}, std::string_view problem = {}) {
    sdk::Model page = call.model();
    page.set("title", call.tr("Reminders"));

    std::optional<sdk::Model> table;
    auto transaction = call.read();
    transaction.each(
        queries::reminders_due, {call.scope().organisation, call.today()},
        [&](const sdk::Row& row) {
            if (!table) table = page.add("table");
            table->add("reminder").set("text", row.text(1)).set("day", call.day(row.text(2)));
        });
    page.show_if(!table, "empty");

    if (call.permitted("example.reminders.write")) {
        sdk::Model form = page.add("form");
        form.set("typed_text", call.field("text")).set("typed_due_on", call.field("due_on"));
        if (!problem.empty())
            form.add(std::string(field) + "_problem").set("words", call.tr(problem));
    }
    return call.page("reminders", page);
}

Result<> list(sdk::Call& call) { return show(call); }

Result<> add(sdk::Call& call) {
    const std::string_view text = call.field("text");
    const std::string_view due_on = call.field("due_on");
    if (const auto checked = reminders::check_text(text); !checked.ok()) {
        call.status(422);
        return show(call, "text", checked.fault().user_message);
    }
    if (!call.is_day(due_on)) {
        call.status(422);
        return show(call, "due_on", KEREGE_TR("Choose a day."));
    }
    auto transaction = call.write();
    const sdk::Scope scope = call.scope();
    transaction.execute(queries::add_reminder,
                        {scope.organisation, call.new_id(), text, due_on, scope.person});
    transaction.commit();
    return call.redirect("/example", call.tr(KEREGE_TR("The reminder is saved.")));
}

void start(sdk::Registration& plugin) {
    plugin.statements(queries::all);
    plugin.get("/example", "example.reminders.view", list);
    plugin.post("/example", "example.reminders.write", add);
}

}  // namespace

KEREGE_PLUGIN("example", "1.0.0", start)
