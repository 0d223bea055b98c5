// /journal: each role's own beginning.
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/overview_store.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

void show_own_sections(sdk::Call& call, sdk::Model& page, const std::vector<OwnSection>& sections) {
    if (sections.empty()) return;
    sdk::Model table = page.add("own");
    for (const OwnSection& section : sections) {
        sdk::Model row = table.add("section");
        row.set("id", section.id).set("class", section.class_label);
        row.set("subject", section.subject);
        if (section.ended)
            row.add("ended");
        else if (section.empty_today > 0)
            row.add("due").set("text", call.tr(KEREGE_TR("Nothing entered today")));
        else if (section.today > 0)
            row.add("done").set("text", call.tr(KEREGE_TR("Today is entered")));
        if (section.empty > 0)
            row.add("empty")
                .set("lesson", section.first_empty)
                .set("text", call.tr_plural(KEREGE_TR("{count} empty lesson"),
                                            KEREGE_TR("{count} empty lessons"), section.empty));
    }
}

void show_classes(sdk::Model& page, const std::vector<ClassGaps>& classes, bool whole_school) {
    if (classes.empty()) return;
    sdk::Model table = page.add(whole_school ? "school" : "homeroom");
    for (const ClassGaps& gaps : classes) {
        sdk::Model row = table.add("class");
        row.set("id", gaps.id).set("label", gaps.label).set("sections", gaps.sections);
        row.set("lessons", gaps.lessons).set("empty", gaps.empty);
    }
}

}  // namespace

Result<> home(sdk::Call& call) {
    if (!call.permitted(kViewSections)) return call.redirect("/journal/marks");
    const Viewer viewer = viewer_of(call);
    const std::string today = call.today();
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Journal")));

    auto transaction = call.read();
    const OrganisationId organisation = call.scope().organisation;
    const auto terms = SectionStore(transaction, organisation).terms();
    const Term* term = choose_term(terms, 0, 0, today);
    if (!term) {
        page.add("no_year");
        return call.page("home", page);
    }
    page.set("number", term->number);
    OverviewStore store(transaction, organisation);
    const auto sections = store.own_sections(*term, today, viewer.membership);
    const auto classes = store.classes(*term, today, viewer);
    show_own_sections(call, page, sections);
    show_classes(page, classes, viewer.sees_school);
    page.show_if(sections.empty() && classes.empty(), "nothing");
    return call.page("home", page);
}

}  // namespace kerege::journal
