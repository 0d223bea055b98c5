#include "src/http/grid_table.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::journal {
namespace {

constexpr size_t kCellBytes = 24;
constexpr size_t kHeadBytes = 120;

// Lessons stand in the order of their days: those still to come are the last columns.
void write_columns(sdk::HtmlWriter& writer, const Grid& grid, std::string_view today) {
    int64_t held = 0, to_come = 0;
    for (const LessonColumn& lesson : grid.lessons()) ++(lesson.held_on > today ? to_come : held);
    writer.open("colgroup").close();  // the names
    if (held > 0) writer.open("colgroup").attr("span", held).close();
    if (to_come > 0) writer.open("colgroup").attr("class", "to-come").attr("span", to_come).close();
}

void write_head(sdk::HtmlWriter& writer, const sdk::Call& call, const Grid& grid,
                std::string_view today) {
    const LessonId opens_at = grid.opens_at(today);
    writer.open("thead").open("tr");
    writer.open("th").attr("scope", "col").text(call.tr(KEREGE_TR("Learner"))).close();
    for (const LessonColumn& lesson : grid.lessons()) {
        writer.open("th").attr("scope", "col").attr("data-lesson", lesson.id.value);
        if (lesson.id == opens_at) writer.attr("id", kGridAnchor);
        const bool to_come = lesson.held_on > today;
        if (lesson.held_on == today || to_come) writer.attr("class", to_come ? "to-come" : "today");
        if (!lesson.topic.empty()) writer.attr("title", lesson.topic);
        writer.open("a").attr("href", "/journal/lessons/" + lesson.id.text());
        writer.text(call.day(lesson.held_on, KEREGE_DAY_SHORT));
        if (to_come) {
            writer.open("span").attr("class", "visually-hidden");
            writer.text(", ").text(call.tr(KEREGE_TR("still to come"))).close();
        }
        writer.close().close();
    }
    writer.close().close();
}

}  // namespace

void write_cell(sdk::HtmlWriter& writer, const Cell& cell, std::string_view locale) {
    writer.open("td");
    if (cell.revision > 0) writer.attr("data-r", cell.revision);
    if (is_absence(cell.value.attendance)) writer.attr("class", "absent");
    if (!cell.value.empty()) writer.text(cell_text(cell.value, locale));
    writer.close();
}

void write_conflict(sdk::HtmlWriter& writer, const SaveOutcome& outcome, std::string_view locale) {
    writer.open("td").attr("data-r", outcome.cell.revision);
    writer.attr("data-theirs", cell_text(outcome.cell.value, locale));
    writer.attr("data-by", outcome.changed_by);
    writer.text(cell_text(outcome.cell.value, locale)).close();
}

std::string grid_table(const sdk::Call& call, const Grid& grid, std::string_view today) {
    const std::string locale(call.locale());
    const size_t lessons = grid.lessons().size();
    sdk::HtmlWriter writer(lessons * kHeadBytes +
                           grid.learners().size() * (kHeadBytes + lessons * kCellBytes));
    writer.open("table").attr("class", "grid");
    write_columns(writer, grid, today);
    write_head(writer, call, grid, today);
    writer.open("tbody");
    for (size_t row = 0; row < grid.learners().size(); ++row) {
        const LearnerLine& learner = grid.learners()[row];
        writer.open("tr").attr("data-learner", learner.id.value);
        writer.open("th").attr("scope", "row").text(learner.name.short_form()).close();
        for (size_t column = 0; column < lessons; ++column) {
            if (learner.there(grid.lessons()[column].held_on))
                write_cell(writer, grid.at(row, column), locale);
            else
                writer.open("td").attr("class", "away").close();
        }
        writer.close();
    }
    writer.close().close();
    return writer.html();
}

}  // namespace kerege::journal
