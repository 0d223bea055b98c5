// One lesson as an ordinary form: the journal on a phone and without scripts.
#include <map>

#include "kerege/sdk/tr.hpp"
#include "src/http/lesson_fields.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/entry_store.hpp"
#include "src/storage/lesson_store.hpp"

namespace kerege::journal {
namespace {

constexpr size_t kTopicBytesMax = 400;

// What the page shows over what is stored: after a save that did not go through as a whole.
struct Overlay {
    std::map<LearnerId, SubmittedRow> typed;
    std::map<LearnerId, RowConflict> conflicts;
    std::map<LearnerId, std::string> problems;
    std::string summary;  // translated
};

std::string shown(const sdk::Call& call, const CellValue& value) {
    std::string text = value.mark ? std::to_string(*value.mark) : std::string();
    const std::string_view attendance = attendance_name(call, value.attendance);
    if (!text.empty() && !attendance.empty()) text += ", ";
    text += attendance;
    return text.empty() ? std::string(call.tr(KEREGE_TR("nothing"))) : text;
}

void add_choices(const sdk::Call& call, sdk::Model& row, const CellValue& value) {
    for (int mark = kMarkMax; mark >= 1; --mark) {
        sdk::Model option = row.add("mark");
        option.set("value", mark).show_if(value.mark == mark, "chosen");
    }
    for (const Attendance attendance : kAttendances) {
        sdk::Model option = row.add("attendance");
        option.set("value", attendance_word(attendance));
        option.set("letter", attendance_letter(attendance, call.locale()));
        option.set("name", attendance_name(call, attendance));
        option.show_if(value.attendance == attendance, "chosen");
    }
}

void show_row(const sdk::Call& call, sdk::Model& list, const LessonRow& stored,
              const Overlay& overlay) {
    sdk::Model row = list.add("row");
    row.set("id", stored.learner).set("name", stored.name.short_form());
    Cell seen = stored.cell;
    CellValue value = stored.cell.value;
    if (const auto typed = overlay.typed.find(stored.learner); typed != overlay.typed.end()) {
        seen = typed->second.seen;
        value = typed->second.typed;
    }
    if (const auto at = overlay.problems.find(stored.learner); at != overlay.problems.end())
        row.add("problem").set("text", call.tr(at->second));
    if (const auto at = overlay.conflicts.find(stored.learner); at != overlay.conflicts.end()) {
        seen = at->second.theirs;
        value = at->second.typed;
        sdk::Model conflict = row.add("conflict");
        conflict.set("theirs", shown(call, at->second.theirs.value));
        conflict.set("by", at->second.by);
        conflict.set("mine", shown(call, at->second.typed));
    }
    row.set("seen", seen_text(seen));
    add_choices(call, row, value);
}

Result<> show(sdk::Call& call, const Lesson& lesson, const std::vector<LessonRow>& rows,
              const Overlay& overlay, std::string_view topic) {
    const std::string day = call.day(lesson.held_on, KEREGE_DAY_WEEKDAY);
    sdk::Model page = call.model();
    page.set("title", lesson.section.title() + " · " + day);
    page.set("section_title", lesson.section.title()).set("day", day);
    page.set("lesson", lesson.id).set("topic", topic).set("seen_topic", lesson.topic);
    page.add("crumb").set("label", call.tr(KEREGE_TR("Journal"))).set("href", "/journal");
    page.add("crumb")
        .set("label", lesson.section.title())
        .set("href", "/journal/sections/" + lesson.section.id.text());
    if (!overlay.summary.empty()) page.add("summary").set("text", overlay.summary);
    const Viewer viewer = viewer_of(call);
    if (lesson.section.entered_by(viewer) && call.permitted(kEnter)) {
        sdk::Model form = page.add("form");
        for (const LessonRow& row : rows) show_row(call, form, row, overlay);
        return call.page("lesson", page);
    }
    sdk::Model list = page.add("list");
    for (const LessonRow& row : rows) {
        sdk::Model line = list.add("line");
        line.set("name", row.name.short_form());
        if (!row.cell.value.empty()) line.set("value", shown(call, row.cell.value));
    }
    return call.page("lesson", page);
}

Overlay overlay_of(const std::vector<SubmittedRow>& rows) {
    Overlay overlay;
    for (const SubmittedRow& row : rows) overlay.typed.emplace(row.learner, row);
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
    return show(call, *lesson, store.rows(*lesson), {}, lesson->topic);
}

Result<> save_lesson(sdk::Call& call) {
    const auto id = call.path_id<LessonId>("lesson");
    if (!id) return not_found("lesson id");
    const Result<LessonForm> form = read_form(call);
    if (!form) return form.fault();
    const std::string_view topic = call.field("topic");
    if (topic.size() > kTopicBytesMax) return invalid("topic too long");

    const sdk::Scope scope = call.scope();
    auto transaction = call.write();
    LessonStore store(transaction, scope.organisation);
    const auto lesson = store.find(*id, viewer_of(call));
    if (!lesson || !lesson->section.entered_by(viewer_of(call)))
        return not_found("lesson " + id->text());
    const auto stored = store.rows(*lesson);
    if (!form->problems.empty()) {
        Overlay overlay = overlay_of(form->rows);
        overlay.problems = form->problems;
        overlay.summary =
            call.tr(KEREGE_TR("Nothing is saved yet: please check the marked lines."));
        call.status(422);
        return show(call, *lesson, stored, overlay, topic);
    }

    const FormPlan plan =
        plan_form(lesson->section.id, *id, stored, form->rows, scope.membership, call.now_ms());
    SqlEntryStore entries(transaction, scope.organisation, scope.membership);
    const FormOutcome outcome = save_form(entries, lesson->held_on, plan);
    if (topic != call.field("seen_topic")) store.set_topic(*lesson, topic);
    const std::string saved =
        call.tr_plural(KEREGE_TR("{count} entry is saved."),
                       KEREGE_TR("{count} entries are saved."), outcome.saved);
    if (outcome.conflicts.empty()) {
        transaction.commit();
        return call.redirect("/journal/lessons/" + id->text(), saved);
    }
    const auto now_stored = store.rows(*lesson);
    transaction.commit();
    Overlay overlay;
    for (const RowConflict& conflict : outcome.conflicts)
        overlay.conflicts.emplace(conflict.learner, conflict);
    overlay.summary =
        saved + ' ' +
        call.tr_plural(KEREGE_TR("{count} line waits for your choice: somebody else changed it."),
                       KEREGE_TR("{count} lines wait for your choice: somebody else changed them."),
                       static_cast<int64_t>(outcome.conflicts.size()));
    call.status(409);
    Lesson changed = *lesson;
    changed.topic = topic;
    return show(call, changed, now_stored, overlay, topic);
}

}  // namespace kerege::journal
