// The lessons of a section: add one or a series, delete empty ones.
#include <charconv>

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/lesson_store.hpp"
#include "src/storage/lessons_store.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

std::string path_of(SectionId section) {
    return "/journal/sections/" + section.text() + "/lessons";
}

// Weekdays the form offers: schools may teach on Saturday, none on Sunday.
constexpr int kWeekdays = 6;
constexpr std::string_view kAnyMonday = "2026-08-31";

std::string weekday_name(const sdk::Call& call, int weekday) {
    const std::string text = call.day(sdk::days_after(kAnyMonday, weekday - 1), KEREGE_DAY_WEEKDAY);
    return text.substr(0, text.find(' '));
}

Series series_of(const sdk::Call& call) {
    Series series;
    series.from = call.field("from");
    series.until = call.field("until");
    const std::string_view per_day = call.field("per_day");
    series.per_day = 0;
    std::from_chars(per_day.data(), per_day.data() + per_day.size(), series.per_day);
    call.each_field([&](std::string_view name, std::string_view value) {
        if (name == "weekday" && value.size() == 1 && value[0] >= '1' && value[0] <= '7')
            series.weekdays.set(static_cast<size_t>(value[0] - '0'));
    });
    return series;
}

void show_form(const sdk::Call& call, sdk::Model& page, const Term& term) {
    const bool came_back = call.is_post();
    const Series typed = series_of(call);
    page.set("from", came_back && !typed.from.empty() ? typed.from : term.days.begins_on);
    page.set("until", came_back && !typed.until.empty() ? typed.until : term.days.ends_on);
    page.set("per_day", came_back && typed.per_day > 0 ? typed.per_day : 1);
    page.set("day", call.field("day"));
    for (int weekday = 1; weekday <= kWeekdays; ++weekday) {
        sdk::Model choice = page.add("weekday");
        choice.set("number", weekday).set("name", weekday_name(call, weekday));
        choice.show_if(came_back && typed.weekdays.test(static_cast<size_t>(weekday)), "chosen");
    }
}

void show_lessons(const sdk::Call& call, sdk::Model& page,
                  const std::vector<LessonEntry>& lessons) {
    page.show_if(lessons.empty(), "no_lessons");
    if (lessons.empty()) return;
    sdk::Model table = page.add("lessons");
    table.set("count", call.tr_plural(KEREGE_TR("{count} lesson"), KEREGE_TR("{count} lessons"),
                                      static_cast<int64_t>(lessons.size())));
    for (const LessonEntry& entry : lessons) {
        sdk::Model row = table.add("lesson");
        row.set("id", entry.lesson.id).set("topic", entry.lesson.topic);
        row.set("day", call.day(entry.lesson.held_on, KEREGE_DAY_WEEKDAY));
        if (entry.lesson.number > 1) row.add("again").set("number", entry.lesson.number);
        row.show_if(!entry.filled, "empty");
    }
}

Result<> show(sdk::Call& call, SectionId id, std::string_view problem) {
    const Viewer viewer = viewer_of(call);
    auto transaction = call.read();
    SectionStore store(transaction, call.scope().organisation);
    const auto section = store.find(id, viewer);
    if (!section || !section->entered_by(viewer)) return not_found("section " + id.text());
    const auto terms = store.terms();
    const Term* term = choose_term(terms, section->year, wanted_term(call), call.today());
    if (!term) return not_found("terms of section " + id.text());

    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Lessons"))).set("section", id);
    page.set("section_title", section->title());
    page.add("crumb").set("label", call.tr(KEREGE_TR("Journal"))).set("href", "/journal");
    page.add("crumb")
        .set("label", section->title())
        .set("href", "/journal/sections/" + id.text() + "#now");
    add_term_links(page, terms, *term, path_of(id));
    if (!problem.empty()) page.add("problem").set("text", call.tr(problem));
    show_form(call, page, *term);
    show_lessons(call, page, store.lessons(id, term->days));
    return call.page("lessons", page);
}

class CallAudit final : public LessonAudit {
public:
    explicit CallAudit(sdk::Call& call) : call_(call) {}
    void lesson_deleted(const Lesson& lesson) override {
        call_.audit(KEREGE_TR("journal.lesson.deleted"), "lesson:" + lesson.id.text(),
                    "{\"section\":\"" + lesson.section.id.text() + "\"}");
    }

private:
    sdk::Call& call_;
};

// The list again, with what is wrong.
Result<> refuse(sdk::Call& call, SectionId section, const Fault& fault) {
    if (fault.kind != FaultKind::invalid) return fault;
    call.status(422);
    return show(call, section, fault.user_message);
}

}  // namespace

Result<> lesson_list(sdk::Call& call) {
    const auto id = call.path_id<SectionId>("section");
    if (!id) return not_found("section id");
    return show(call, *id, {});
}

Result<> add_lessons_form(sdk::Call& call) {
    const auto id = call.path_id<SectionId>("section");
    if (!id) return not_found("section id");
    const Viewer viewer = viewer_of(call);
    const LessonsWanted wanted{std::string(call.field("day")), series_of(call)};
    Result<int> added = 0;
    {
        auto transaction = call.write();
        const OrganisationId organisation = call.scope().organisation;
        const auto section = SectionStore(transaction, organisation).find(*id, viewer);
        if (!section || !section->entered_by(viewer)) return not_found("section " + id->text());
        SqlLessonsStore store(transaction, organisation);
        added = add_lessons(store, *section, wanted, [&] { return LessonId{call.new_id()}; });
        if (added) transaction.commit();
    }
    if (!added) return refuse(call, *id, added.fault());
    return call.redirect("/journal/sections/" + id->text(),
                         call.tr_plural(KEREGE_TR("{count} lesson is added."),
                                        KEREGE_TR("{count} lessons are added."), *added));
}

Result<> delete_lesson_form(sdk::Call& call) {
    const auto id = call.path_id<LessonId>("lesson");
    if (!id) return not_found("lesson id");
    const Viewer viewer = viewer_of(call);
    SectionId section;
    Result<> removed = success();
    {
        auto transaction = call.write();
        const OrganisationId organisation = call.scope().organisation;
        const auto lesson = LessonStore(transaction, organisation).find(*id, viewer);
        if (!lesson || !lesson->section.entered_by(viewer))
            return not_found("lesson " + id->text());
        section = lesson->section.id;
        SqlLessonsStore store(transaction, organisation);
        CallAudit audit(call);
        removed = remove_lesson(store, audit, *lesson);
        if (removed) transaction.commit();
    }
    if (!removed) return refuse(call, section, removed.fault());
    return call.redirect(path_of(section), call.tr(KEREGE_TR("The lesson is deleted.")));
}

}  // namespace kerege::journal
