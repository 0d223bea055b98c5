// A class: its learners with what they have, and all of it as a table for a spreadsheet.
#include "kerege/sdk/audit_detail.hpp"
#include "kerege/sdk/csv.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::portfolio {
namespace {

void add_row(const sdk::Call& call, sdk::CsvTable& table, const NamedRecord& line) {
    const Entry& entry = line.record.entry;
    table.row({line.name.full(), name_of(call, entry.kind), level_words(call, entry), entry.title,
               entry.result, entry.begins_on, entry.ends_on, entry.place, entry.note,
               line.record.former_school});
}

}  // namespace

Result<> class_page(sdk::Call& call) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    auto transaction = call.read();
    ClassStore store(transaction, call.scope().organisation);
    const auto label = store.label_for(viewer_of(call), *id);
    if (!label) return not_found("class " + id->text());

    call.note_class_view(*label);
    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Achievements"))).set("href", "/portfolio");
    page.set("title", *label).set("label", *label).set("class", *id);
    const auto learners = store.learners(*id, call.today());
    page.show_if(learners.empty(), "nobody");
    std::optional<sdk::Model> table;
    for (const LearnerLine& learner : learners) {
        if (!table) table = page.add("table");
        sdk::Model row = table->add("learner");
        row.set("id", learner.id).set("name", learner.name.short_form());
        row.set("achievements", learner.achievements).set("courses", learner.courses);
    }
    if (call.permitted(kEnter) && !learners.empty()) page.add("enters").set("class", *id);
    return call.page("class", page);
}

Result<> class_table(sdk::Call& call) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    sdk::CsvTable table;
    table.row({call.tr(KEREGE_TR("Learner")), call.tr(KEREGE_TR("Kind")),
               call.tr(KEREGE_TR("Level")), call.tr(KEREGE_TR("Title")),
               call.tr(KEREGE_TR("Result")), call.tr(KEREGE_TR("From")),
               call.tr(KEREGE_TR("Until")), call.tr(KEREGE_TR("Where")), call.tr(KEREGE_TR("Note")),
               call.tr(KEREGE_TR("From the former school"))});
    std::string label;
    {
        auto transaction = call.read();
        const OrganisationId organisation = call.scope().organisation;
        const auto found = ClassStore(transaction, organisation).label_for(viewer_of(call), *id);
        if (!found) return not_found("class " + id->text());
        label = *found;
        for (const NamedRecord& line :
             EntryStore(transaction, organisation, call.locale()).of_class(*id, call.today()))
            add_row(call, table, line);
    }
    call.note_class_view(label);
    call.audit(KEREGE_TR("portfolio.table.taken"), "class:" + id->text(), sdk::name_detail(label));
    call.header("Content-Disposition", "attachment; filename=\"portfolio-" + id->text() + ".csv\"");
    return call.body("text/csv; charset=utf-8", table.text());
}

}  // namespace kerege::portfolio
