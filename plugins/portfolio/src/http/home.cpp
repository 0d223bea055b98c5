// /portfolio: the classes somebody answers for; learners and parents go on to their own.
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/class_store.hpp"

namespace kerege::portfolio {

Result<> home(sdk::Call& call) {
    if (!call.permitted(kView)) return call.redirect("/portfolio/own");
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Achievements")));
    auto transaction = call.read();
    ClassStore store(transaction, call.scope().organisation);
    const auto classes = store.classes(viewer_of(call), call.today());
    page.show_if(classes.empty(), "nothing");
    std::optional<sdk::Model> table;
    for (const ClassLine& line : classes) {
        if (!table) table = page.add("table");
        sdk::Model row = table->add("class");
        row.set("id", line.id).set("label", line.label);
        row.set("learners", line.learners).set("entries", line.entries);
    }
    return call.page("home", page);
}

}  // namespace kerege::portfolio
