// One lesson as an ordinary form: the journal on a phone and without scripts.
#include "kerege/sdk/tr.hpp"
#include "src/http/lesson_fields.hpp"
#include "src/http/lesson_view.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::journal {
namespace {

// Their names, one after the other. Fault not_found: no learner of this school.
Result<std::string> names_of(LessonStore& store, const std::vector<LearnerId>& learners) {
    std::string names;
    for (const LearnerId learner : learners) {
        const auto name = store.learner_name(learner);
        if (!name) return not_found("learner " + learner.text());
        names += (names.empty() ? "" : ", ") + name->short_form();
    }
    return names;
}

std::string waiting_lines(const sdk::Call& call, const FormOutcome& outcome) {
    const size_t lines = outcome.conflicts.size() + (outcome.topic_conflict ? 1 : 0);
    if (lines == 0) return {};
    return ' ' + call.tr_plural(
                     KEREGE_TR("{count} line waits for your choice: somebody else changed it."),
                     KEREGE_TR("{count} lines wait for your choice: somebody else changed them."),
                     static_cast<int64_t>(lines));
}

// The form goes back as it came: with everything typed, and every choice made.
Overlay overlay_of_problems(const sdk::Call& call, const SubmittedForm& form,
                            const FormPlan& plan) {
    Overlay overlay;
    for (const SubmittedRow& row : form.rows) overlay.typed.emplace(row.learner, row);
    for (const RowConflict& conflict : plan.conflicts)
        overlay.conflicts.emplace(conflict.learner, conflict);
    for (const RowConflict& conflict : plan.answered)
        overlay.conflicts.emplace(conflict.learner, conflict);
    overlay.problems = plan.problems;
    overlay.topic = form.topic;
    overlay.topic_conflict = plan.topic_conflict ? plan.topic_conflict : plan.topic_answered;
    overlay.topic_problem = plan.topic_problem;
    overlay.summary = call.tr(KEREGE_TR("Nothing is saved yet: please check the marked lines."));
    return overlay;
}

}  // namespace

Result<> lesson_page(sdk::Call& call) {
    const auto id = call.path_id<LessonId>("lesson");
    if (!id) return not_found("lesson id");
    auto transaction = call.read();
    LessonStore store(transaction, call.scope().organisation);
    const auto lesson = store.find(*id, viewer_of(call));
    if (!lesson) return not_found("lesson " + id->text());
    return show_lesson(call, content_of(store, *lesson), {});
}

Result<> save_lesson_form(sdk::Call& call) {
    const auto id = call.path_id<LessonId>("lesson");
    if (!id) return not_found("lesson id");
    const Result<SubmittedForm> form = read_form(call);
    if (!form) return form.fault();

    const sdk::Scope scope = call.scope();
    auto transaction = call.write();
    LessonStore store(transaction, scope.organisation);
    const auto lesson = store.find(*id, viewer_of(call));
    if (!lesson || !lesson->section.entered_by(viewer_of(call)))
        return not_found("lesson " + id->text());
    const FormPlan plan = plan_form(*lesson, store.rows(*lesson), *form,
                                    {scope.membership, call.now_ms(), call.today()});
    const Result<std::string> gone = names_of(store, plan.gone);
    if (!gone) return gone.fault();
    if (plan.has_problems()) {
        Overlay overlay = overlay_of_problems(call, *form, plan);
        overlay.gone = *gone;
        call.status(422);
        return show_lesson(call, content_of(store, *lesson), overlay);
    }

    SqlEntryStore entries(transaction, scope.organisation, scope.membership);
    const FormOutcome outcome = save_form(entries, store, *lesson, plan);
    const std::string saved =
        call.tr_plural(KEREGE_TR("{count} entry is saved."),
                       KEREGE_TR("{count} entries are saved."), outcome.saved);
    const std::string waiting = waiting_lines(call, outcome);
    if (waiting.empty() && gone->empty()) {
        transaction.commit();
        return call.redirect("/journal/lessons/" + id->text(), saved);
    }
    const auto now = store.find(*id, viewer_of(call));
    const LessonContent content = content_of(store, now ? *now : *lesson);
    transaction.commit();
    Overlay overlay;
    for (const RowConflict& conflict : outcome.conflicts)
        overlay.conflicts.emplace(conflict.learner, conflict);
    overlay.topic_conflict = outcome.topic_conflict;
    overlay.summary = saved + waiting;
    overlay.gone = *gone;
    call.status(409);
    return show_lesson(call, content, overlay);
}

}  // namespace kerege::journal
