// What the journal puts on others' pages: everybody's home, and the officials' overview.
#include "kerege/sdk/day.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/marks_store.hpp"
#include "src/storage/overview_store.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

constexpr size_t kChildrenMax = 4;
constexpr int kSummaryDays = 7;
constexpr std::string_view kOrganisationSubject = "organisation:";

// What now: today's sections first, then how much was never filled in.
void show_teacher(const sdk::Call& call, sdk::Model& model, const Viewer& viewer, const Term& term,
                  OverviewStore& store, const std::string& today) {
    int empty = 0;
    bool any_today = false;
    std::optional<sdk::Model> block;
    const auto sections = store.own_sections(term, today, viewer.membership);
    const OwnSection* first = nullptr;  // with the earliest lesson that was never filled in
    for (const OwnSection& section : sections) {
        if (section.ended) continue;
        empty += section.empty - section.empty_today;
        if (section.empty > 0 && (!first || section.first_empty_on < first->first_empty_on))
            first = &section;
        if (!block) block = model.add("teacher");
        if (section.today == 0) continue;
        any_today = true;
        sdk::Model row = block->add("section");
        row.set("id", section.id).set("class", section.class_label);
        row.set("subject", section.subject);
        row.add(section.empty_today > 0 ? "due" : "done");
    }
    if (!block) return;
    block->show_if(!any_today, "none_today");
    if (empty > 0)
        block->add("empty")
            .set("lesson", first->first_empty)
            .set("text", call.tr_plural(KEREGE_TR("{count} earlier lesson is empty"),
                                        KEREGE_TR("{count} earlier lessons are empty"), empty));
}

// Who is missing in the homeroom teacher's own classes.
void show_homeroom(sdk::Model& model, const Viewer& viewer, const Term& term, OverviewStore& store,
                   const std::string& today) {
    for (const ClassGaps& own : store.classes(term, today, {viewer.membership, false})) {
        std::vector<LearnerId> absent;
        for (const Missing& missing : store.missing(own.id, today))
            if (is_absence(missing.attendance) &&
                (absent.empty() || absent.back() != missing.learner))
                absent.push_back(missing.learner);
        sdk::Model block = model.add("homeroom");
        block.set("id", own.id).set("label", own.label);
        block.set("absent", static_cast<int64_t>(absent.size()));
    }
}

void show_latest(const sdk::Call& call, sdk::Model& model, MarksStore& store) {
    size_t shown = 0;
    for (const OwnLearner& learner : store.own_learners(call.scope().membership, call.today())) {
        if (++shown > kChildrenMax) break;
        sdk::Model block = model.add("learner");
        block.set("id", learner.id).set("name", learner.name.given);
        const auto marks = store.latest(learner.id);
        block.show_if(marks.empty(), "no_marks");
        for (const LearnerMark& mark : marks) {
            sdk::Model line = block.add("line").set("subject", mark.subject_name);
            line.set("date", call.day(mark.held_on, KEREGE_DAY_SHORT));
            if (mark.value.mark) line.add("mark").set("value", *mark.value.mark);
            if (mark.value.attendance != Attendance::present)
                line.add("attendance").set("name", attendance_name(call, mark.value.attendance));
        }
    }
}

template <class Sums>
void put_sums(sdk::Model& row, const Sums& sums) {
    row.set("lessons", sums.lessons).set("marks", sums.marks).set("absences", sums.absences);
}

// A single school: nothing lies below it, so its own days.
void show_days(const sdk::Call& call, sdk::Model& model, const std::vector<DaySums>& days) {
    model.show_if(days.empty(), "no_days");
    if (days.empty()) return;
    sdk::Model table = model.add("days");
    DaySums all;
    for (const DaySums& day : days) {
        sdk::Model row = table.add("day");
        row.set("date", call.day(day.held_on, KEREGE_DAY_WEEKDAY));
        put_sums(row, day);
        all.lessons += day.lessons;
        all.marks += day.marks;
        all.absences += day.absences;
    }
    put_sums(table, all);
}

}  // namespace

Result<> dashboard_slot(sdk::Call& call, std::string_view) {
    sdk::Model model = call.model();
    const OrganisationId organisation = call.scope().organisation;
    auto transaction = call.read();
    if (call.permitted(kViewOwn)) {
        MarksStore store(transaction, organisation);
        show_latest(call, model, store);
    } else {
        const Viewer viewer = viewer_of(call);
        const std::string today = call.today();
        const auto terms = SectionStore(transaction, organisation).terms();
        const Term* term = choose_term(terms, 0, 0, today);
        if (!term) return success();
        OverviewStore store(transaction, organisation);
        if (call.permitted(kEnter)) show_teacher(call, model, viewer, *term, store, today);
        show_homeroom(model, viewer, *term, store, today);
    }
    return call.fragment("dashboard", model);
}

Result<> summary_slot(sdk::Call& call, std::string_view subject) {
    OrganisationId about = call.scope().organisation;
    if (subject.starts_with(kOrganisationSubject)) {
        const auto named = OrganisationId::parse(subject.substr(kOrganisationSubject.size()));
        if (!named) return not_found("subject of the slot");
        about = *named;
    }
    const std::string today = call.today();
    const Period week{sdk::days_after(today, 1 - kSummaryDays), today};
    auto transaction = call.read();
    MarksStore store(transaction, call.scope().organisation);
    const auto sums = store.sums(about, week, call.locale());
    sdk::Model model = call.model();
    model.set("from", call.day(week.begins_on, KEREGE_DAY_SHORT));
    model.set("until", call.day(week.ends_on, KEREGE_DAY_SHORT));
    if (sums.empty()) {
        show_days(call, model, store.day_sums(about, week));
        return call.fragment("summary", model);
    }
    sdk::Model below = model.add("below");
    for (const OrganisationSums& line : sums) {
        sdk::Model row = below.add("row").set("name", line.name);
        put_sums(row, line);
    }
    return call.fragment("summary", model);
}

}  // namespace kerege::journal
