// A class over all its subjects: for its homeroom teacher and the administrator.
#include <algorithm>

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/overview_store.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

void show_missing(const sdk::Call& call, sdk::Model& page, const std::vector<Missing>& missing,
                  const std::vector<ClassLearner>& learners) {
    page.show_if(missing.empty(), "nobody_missing");
    for (const ClassLearner& learner : learners) {
        std::optional<sdk::Model> line;
        for (const Missing& one : missing) {
            if (one.learner != learner.id) continue;
            if (!line) line = page.add("missing").set("name", learner.name.short_form());
            line->add("lesson")
                .set("subject", one.subject)
                .set("attendance", attendance_name(call, one.attendance));
        }
    }
}

void show_sections(const sdk::Call& call, sdk::Model& page,
                   const std::vector<ClassSection>& sections) {
    for (const ClassSection& section : sections) {
        sdk::Model row = page.add("section");
        row.set("id", section.id).set("subject", section.subject);
        row.set("teacher", section.teacher).set("lessons", section.lessons);
        row.show_if(section.ended, "ended");
        if (section.empty > 0 && !section.ended)
            row.add("empty").set("text",
                                 call.tr_plural(KEREGE_TR("{count} empty lesson"),
                                                KEREGE_TR("{count} empty lessons"), section.empty));
    }
}

// Who needs the homeroom teacher's attention, and why.
void show_slipping(const sdk::Call& call, sdk::Model& page,
                   const std::vector<ClassLearner>& learners, const ClassTotals& totals) {
    if (learners.empty()) return;
    sdk::Model list = page.add("slipping");
    bool nobody = true;
    for (const ClassLearner& learner : learners) {
        const Slipping signs = totals.slipping(learner.id);
        if (!signs.any()) continue;
        nobody = false;
        sdk::Model line = list.add("learner").set("name", learner.name.short_form());
        line.show_if(signs.low, "low").show_if(signs.falling, "falling");
        if (signs.unexcused > 0)
            line.add("unexcused")
                .set("text", call.tr_plural(
                                 KEREGE_TR("{count} lesson missed without a reason in two weeks"),
                                 KEREGE_TR("{count} lessons missed without a reason in two weeks"),
                                 signs.unexcused));
    }
    list.show_if(nobody, "nobody");
}

// Who has brought a record along from the school they went to before.
void show_former(sdk::Model& page, const std::vector<ClassLearner>& learners) {
    std::optional<sdk::Model> list;
    for (const ClassLearner& learner : learners) {
        if (!learner.brought_record) continue;
        if (!list) list = page.add("former");
        list->add("learner").set("id", learner.id).set("name", learner.name.short_form());
    }
}

void show_totals(const sdk::Call& call, sdk::Model& page, const std::vector<ClassSection>& sections,
                 const std::vector<ClassLearner>& learners, const ClassTotals& totals) {
    if (sections.empty() || learners.empty()) return;
    sdk::Model table = page.add("totals");
    for (const ClassSection& section : sections)
        table.add("head").set("id", section.id).set("subject", section.subject);
    for (const ClassLearner& learner : learners) {
        sdk::Model row = table.add("learner").set("name", learner.name.short_form());
        row.show_if(totals.slipping(learner.id).any(), "slips");
        for (const ClassSection& section : sections)
            row.add("cell").set("average",
                                totals.at(learner.id, section.id).average(call.locale()));
        const Totals all = totals.of(learner.id);
        row.set("average_of_all", all.average(call.locale())).set("absences", all.absences);
    }
}

}  // namespace

Result<> class_page(sdk::Call& call) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    const Viewer viewer = viewer_of(call);
    const std::string today = call.today();
    auto transaction = call.read();
    const OrganisationId organisation = call.scope().organisation;
    OverviewStore store(transaction, organisation);
    const auto head = store.find_class(*id, viewer);
    if (!head) return not_found("class " + id->text());
    const auto terms = SectionStore(transaction, organisation).terms();
    const Term* term = choose_term(terms, head->year, wanted_term(call), today);
    if (!term) return not_found("terms of class " + id->text());

    call.note_class_view(head->label);
    sdk::Model page = call.model();
    page.set("wide", "1").set("title", head->label).set("label", head->label);
    page.set("term_number", term->number);
    if (!head->homeroom.empty()) page.add("homeroom").set("name", head->homeroom);
    page.add("crumb").set("label", call.tr(KEREGE_TR("Journal"))).set("href", "/journal");
    add_term_links(page, terms, *term, "/journal/classes/" + id->text());
    auto learners = store.learners(*id, term->days, today);
    show_former(page, learners);
    std::erase_if(learners, [](const ClassLearner& learner) { return !learner.in_class; });
    const auto sections = store.sections(*id, term->days, today);
    page.show_if(sections.empty(), "no_sections");
    if (term->days.holds(today)) {
        sdk::Model now = page.add("today");
        show_missing(call, now, store.missing(*id, today), learners);
    }
    show_sections(call, page, sections);
    const std::string last_day = std::min(today, term->days.ends_on);
    const ClassTotals totals(
        store.totals(*id, term->days, sdk::days_after(last_day, 1 - kLatelyDays)));
    show_slipping(call, page, learners, totals);
    show_totals(call, page, sections, learners, totals);
    return call.page("class", page);
}

}  // namespace kerege::journal
