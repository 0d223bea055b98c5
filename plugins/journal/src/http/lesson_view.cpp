#include "src/http/lesson_view.hpp"

#include "kerege/sdk/tr.hpp"
#include "src/http/lesson_fields.hpp"
#include "src/http/words.hpp"

namespace kerege::journal {
namespace {

// Before a lesson's day only what may be entered then is offered, and what is there already.
void add_choices(const sdk::Call& call, sdk::Model& row, const CellValue& value, bool to_come) {
    for (int mark = kMarkMax; mark >= 1; --mark) {
        if (to_come && value.mark != mark) continue;
        sdk::Model option = row.add("mark");
        option.set("value", mark).show_if(value.mark == mark, "chosen");
    }
    for (const Attendance attendance : kAttendances) {
        const bool chosen = value.attendance == attendance;
        if (to_come && !chosen && !is_known_ahead({{}, attendance})) continue;
        sdk::Model option = row.add("attendance");
        option.set("value", attendance_word(attendance));
        option.set("letter", attendance_letter(attendance, call.locale()));
        option.set("name", attendance_name(call, attendance));
        option.show_if(chosen, "chosen");
    }
}

void show_choice(sdk::Model& conflict, Choice choice) {
    conflict.show_if(choice == Choice::theirs, "keeps");
    conflict.show_if(choice == Choice::mine, "puts");
}

void show_row(const sdk::Call& call, sdk::Model& list, const LessonRow& stored,
              const Overlay& overlay, bool to_come) {
    sdk::Model row = list.add("row");
    row.set("id", stored.learner).set("name", stored.name.short_form());
    Cell seen = stored.cell;
    CellValue value = stored.cell.value;
    if (const auto at = overlay.typed.find(stored.learner); at != overlay.typed.end()) {
        seen = at->second.seen;
        value = at->second.typed;
    }
    if (const auto at = overlay.problems.find(stored.learner); at != overlay.problems.end())
        row.add("problem").set("text", call.tr(at->second));
    if (const auto at = overlay.conflicts.find(stored.learner); at != overlay.conflicts.end()) {
        seen = at->second.theirs;
        value = at->second.typed;
        sdk::Model conflict = row.add("conflict");
        conflict.set("theirs", value_words(call, at->second.theirs.value));
        conflict.set("by", at->second.by);
        conflict.set("mine", value_words(call, at->second.typed));
        show_choice(conflict, at->second.choice);
    }
    row.set("seen", seen_text(seen));
    add_choices(call, row, value, to_come);
}

void show_topic(const sdk::Call& call, sdk::Model& form, const std::string& stored,
                const Overlay& overlay) {
    std::string seen = stored;
    std::string value = stored;
    if (overlay.topic) {
        seen = overlay.topic->seen;
        value = overlay.topic->typed;
    }
    if (!overlay.topic_problem.empty())
        form.add("topic_problem").set("text", call.tr(overlay.topic_problem));
    if (overlay.topic_conflict) {
        const TopicConflict& both = *overlay.topic_conflict;
        const auto words = [&](const std::string& topic) {
            return topic.empty() ? std::string(call.tr(KEREGE_TR("nothing"))) : topic;
        };
        seen = both.theirs;
        value = both.typed;
        sdk::Model conflict = form.add("topic_conflict");
        conflict.set("theirs", words(both.theirs)).set("mine", words(both.typed));
        show_choice(conflict, both.choice);
    }
    form.set("topic", value).set("seen_topic", seen);
}

void show_history(const sdk::Call& call, sdk::Model& form,
                  const std::vector<EntryChange>& changes) {
    if (changes.empty()) return;
    sdk::Model history = form.add("history");
    for (const EntryChange& change : changes) {
        sdk::Model line = history.add("change");
        line.set("at", call.instant(change.at_ms)).set("learner", change.learner.short_form());
        line.set("before", value_words(call, change.before))
            .set("after", value_words(call, change.after));
        line.set("by", change.by);
    }
}

}  // namespace

LessonContent content_of(LessonStore& store, const Lesson& lesson) {
    return {lesson, store.rows(lesson), store.changes(lesson)};
}

Result<> show_lesson(sdk::Call& call, const LessonContent& content, const Overlay& overlay) {
    const Lesson& lesson = content.lesson;
    const std::string day = call.day(lesson.held_on, KEREGE_DAY_WEEKDAY);
    const bool to_come = lesson.held_on > call.today();
    call.note_class_view(lesson.section.class_label());
    sdk::Model page = call.model();
    page.set("title", lesson.section.title() + " · " + day);
    page.set("section_title", lesson.section.title()).set("day", day);
    page.set("lesson", lesson.id);
    page.show_if(to_come, "to_come");
    page.add("crumb").set("label", call.tr(KEREGE_TR("Journal"))).set("href", "/journal");
    page.add("crumb")
        .set("label", lesson.section.title())
        .set("href", "/journal/sections/" + lesson.section.id.text() + "#now");
    if (!overlay.summary.empty()) page.add("summary").set("text", overlay.summary);
    if (!overlay.gone.empty()) page.add("gone").set("names", overlay.gone);
    const Viewer viewer = viewer_of(call);
    if (lesson.section.entered_by(viewer) && call.permitted(kEnter)) {
        sdk::Model form = page.add("form");
        show_topic(call, form, lesson.topic, overlay);
        for (const LessonRow& row : content.rows) show_row(call, form, row, overlay, to_come);
        show_history(call, form, content.changes);
        return call.page("lesson", page);
    }
    sdk::Model list = page.add("list").set("topic", lesson.topic);
    for (const LessonRow& row : content.rows) {
        sdk::Model line = list.add("line");
        line.set("name", row.name.short_form());
        if (!row.cell.value.empty()) line.set("value", value_words(call, row.cell.value));
    }
    return call.page("lesson", page);
}

}  // namespace kerege::journal
