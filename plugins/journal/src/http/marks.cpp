// A learner's own marks; parents see those of their children.
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/marks_store.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

void show_day(const sdk::Call& call, sdk::Model& subject, const LearnerMark& mark) {
    sdk::Model line = subject.add("day");
    line.set("date", call.day(mark.held_on, KEREGE_DAY_WEEKDAY)).set("topic", mark.topic);
    if (mark.value.mark) line.add("mark").set("value", *mark.value.mark);
    if (mark.value.attendance != Attendance::present)
        line.add("attendance").set("name", attendance_name(call, mark.value.attendance));
}

// Who entered a mark, and who wrote another one: for the learner and the parents.
void show_changes(const sdk::Call& call, sdk::Model& page, const std::vector<MarkChange>& changes) {
    if (changes.empty()) return;
    sdk::Model history = page.add("history");
    for (const MarkChange& change : changes) {
        sdk::Model line = history.add("change");
        line.set("at", call.instant(change.at_ms)).set("subject", change.subject_name);
        line.set("day", call.day(change.held_on, KEREGE_DAY_SHORT)).set("by", change.by);
        line.set("before", value_words(call, change.before));
        line.set("after", value_words(call, change.after));
    }
}

// The one asked for, else the first. Null: the address names somebody else's child.
const OwnLearner* chosen_of(const sdk::Call& call, const std::vector<OwnLearner>& learners) {
    if (call.query_value("learner").empty()) return &learners.front();
    const auto wanted = LearnerId::parse(call.query_value("learner"));
    for (const OwnLearner& learner : learners)
        if (wanted && learner.id == *wanted) return &learner;
    return nullptr;
}

}  // namespace

void show_subjects(const sdk::Call& call, sdk::Model& page, const std::vector<LearnerMark>& marks) {
    page.show_if(marks.empty(), "no_marks");
    for (const SubjectMarks& group : by_subject(marks)) {
        sdk::Model subject = page.add("subject").set("name", group.name);
        for (const LearnerMark& mark : group.marks) show_day(call, subject, mark);
        const Totals& totals = group.totals;
        if (totals.marks > 0) subject.add("average").set("value", totals.average(call.locale()));
        if (totals.absences > 0)
            subject.add("absences")
                .set("text", call.tr_plural(KEREGE_TR("{count} absence"),
                                            KEREGE_TR("{count} absences"), totals.absences));
    }
}

Result<> marks_page(sdk::Call& call) {
    const sdk::Scope scope = call.scope();
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Marks")));
    auto transaction = call.read();
    MarksStore store(transaction, scope.organisation);
    const auto learners = store.own_learners(scope.membership, call.today());
    if (learners.empty()) {
        page.add("no_learners");
        return call.page("marks", page);
    }
    const OwnLearner* learner = chosen_of(call, learners);
    if (!learner) return not_found("learner of this person");
    const auto in_class = store.class_of(learner->id);
    const auto terms = SectionStore(transaction, scope.organisation).terms();
    const Term* term =
        choose_term(terms, in_class ? in_class->year : 0, wanted_term(call), call.today());

    page.set("name", learner->name.full());
    if (in_class) page.add("class").set("label", in_class->label);
    if (learners.size() > 1) {
        sdk::Model tabs = page.add("children");
        for (const OwnLearner& child : learners) {
            sdk::Model tab = tabs.add("child").set("name", child.name.given);
            tab.set("href", "/journal/marks?learner=" + child.id.text());
            tab.show_if(child.id == learner->id, "current");
        }
    }
    offer_former(transaction, scope.organisation, learner->id, page);
    if (!term) {
        page.add("no_marks");
        return call.page("marks", page);
    }
    page.set("term_number", term->number);
    add_term_links(page, terms, *term, "/journal/marks", "&learner=" + learner->id.text());
    show_subjects(call, page, store.marks(learner->id, term->days));
    show_changes(call, page, store.changes(learner->id, term->days));
    return call.page("marks", page);
}

}  // namespace kerege::journal
