// The grid of a section, and saving one of its cells.
#include <charconv>

#include "kerege/sdk/tr.hpp"
#include "src/http/grid_table.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/entry_store.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

// Shown in the grid's line as it is.
Result<> refuse(sdk::Call& call, const Fault& fault) {
    call.status(422);
    return call.body("text/plain; charset=utf-8",
                     call.tr(fault.user_message.empty()
                                 ? KEREGE_TR("Write a mark from 1 to 10 or an attendance letter.")
                                 : std::string_view(fault.user_message)));
}

std::optional<int> revision_field(const sdk::Call& call) {
    const std::string_view text = call.field("revision");
    int revision = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
    if (error != std::errc() || end != text.data() + text.size() || revision < 0) return {};
    return revision;
}

}  // namespace

Result<> section_page(sdk::Call& call) {
    const auto id = call.path_id<SectionId>("section");
    if (!id) return not_found("section id");
    const Viewer viewer = viewer_of(call);
    const std::string today = call.today();
    auto transaction = call.read();
    SectionStore store(transaction, call.scope().organisation);
    const auto section = store.find(*id, viewer);
    if (!section) return not_found("section " + id->text());
    const auto terms = store.terms();
    const Term* term = choose_term(terms, section->year, wanted_term(call), today);
    if (!term) return not_found("terms of section " + id->text());
    const Grid grid = store.grid(*section, term->days);

    call.note_class_view(section->class_label());
    sdk::Model page = call.model();
    page.set("wide", "1").set("title", section->title()).set("section", *id);
    page.add("crumb").set("label", call.tr(KEREGE_TR("Journal"))).set("href", "/journal");
    page.set("teacher", section->teacher_name).set("term_number", term->number);
    page.set("learners", call.tr_plural(KEREGE_TR("{count} learner"), KEREGE_TR("{count} learners"),
                                        static_cast<int64_t>(grid.learners().size())));
    add_term_links(page, terms, *term, "/journal/sections/" + id->text());
    const bool enters = section->entered_by(viewer) && call.permitted(kEnter);
    page.show_if(enters, "enters");
    if (grid.lessons().empty() || grid.learners().empty()) {
        page.add(grid.learners().empty() ? "no_learners" : "no_lessons");
        return call.page("section", page);
    }
    sdk::Model table = page.add(enters ? "editable" : "readable");
    table.set("letters", letters_json(call.locale()));
    table.set("labels", attendance_names_json(call));
    table.set_html("grid", grid_table(call, grid, today));
    return call.page("section", page);
}

Result<> save_cell_form(sdk::Call& call) {
    const auto section = call.path_id<SectionId>("section");
    const auto lesson = LessonId::parse(call.field("lesson"));
    const auto learner = LearnerId::parse(call.field("learner"));
    const auto revision = revision_field(call);
    if (!section || !lesson || !learner || !revision) return not_found("ids of a cell");
    const std::string locale(call.locale());
    const Result<CellValue> value = parse_cell(call.field("value"), locale);
    if (!value) return refuse(call, value.fault());

    const sdk::Scope scope = call.scope();
    auto transaction = call.write();
    SqlEntryStore store(transaction, scope.organisation, scope.membership);
    const Result<SaveOutcome> saved =
        save_cell(store, {*section, *lesson, *learner}, *value, *revision,
                  {scope.membership, call.now_ms(), call.today()});
    if (!saved)
        return saved.fault().kind == FaultKind::invalid ? refuse(call, saved.fault())
                                                        : Result<>(saved.fault());
    sdk::HtmlWriter writer(128);
    if (saved->conflict) {
        call.status(409);
        write_conflict(writer, *saved, locale);
    } else {
        transaction.commit();
        write_cell(writer, saved->cell, locale);
    }
    return call.body("text/html; charset=utf-8", writer.html());
}

}  // namespace kerege::journal
