// Classes: the list, and one class with its learners, homeroom teacher and sections.
#include <algorithm>

#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/storage/class_store.hpp"

namespace kerege::school {
namespace {

void add_crumb(sdk::Call& call, sdk::Model& page) {
    page.add("crumb").set("label", call.tr(KEREGE_TR("Classes"))).set("href", "/school/classes");
}

// Teachers first: whoever the roster names for a subject, or who has a section.
void show_homeroom_form(sdk::Model& page, const ClassCard& card,
                        const std::vector<Employee>& employees, const TaughtSubjects& taught) {
    sdk::Model form = page.add("homeroom_form");
    for (const Employee& employee : employees) {
        const bool teaches = employee.sections > 0 || taught.contains(employee.id);
        sdk::Model option = form.add(teaches ? "teacher" : "other");
        option.set("id", employee.id).set("name", employee.name.full());
        option.show_if(employee.id == card.homeroom, "chosen");
    }
}

void add_teacher_options(sdk::Model& row, const std::string& subject, TeacherId chosen,
                         const std::vector<Employee>& employees, const TaughtSubjects& taught) {
    for (const Employee& employee : employees) {
        const auto subjects = taught.find(employee.id);
        const bool able = subjects != taught.end() &&
                          std::find(subjects->second.begin(), subjects->second.end(), subject) !=
                              subjects->second.end();
        if (!able && employee.id != chosen) continue;
        sdk::Model option = row.add("teacher");
        option.set("id", employee.id).set("name", employee.name.full());
        option.show_if(employee.id == chosen, "chosen");
    }
}

void show_sections(sdk::Model& page, const std::vector<SectionCard>& sections) {
    if (sections.empty()) return;
    sdk::Model list = page.add("taught");
    for (const SectionCard& section : sections)
        list.add("section").set("subject", section.subject_name).set("name", section.teacher_name);
}

void show_section_forms(sdk::Model& page, const std::vector<SectionCard>& sections,
                        const std::vector<Employee>& employees, const TaughtSubjects& taught) {
    for (const SectionCard& section : sections) {
        sdk::Model form = page.add("managed");
        form.set("section", section.id).set("subject", section.subject_name);
        add_teacher_options(form, section.subject_name, section.teacher, employees, taught);
    }
}

// One line per subject that nobody teaches here yet and somebody is able to.
void show_add_form(sdk::Model& page, const std::vector<SectionCard>& sections,
                   const std::vector<SubjectCard>& subjects, const std::vector<Employee>& employees,
                   const TaughtSubjects& taught) {
    sdk::Model form = page.add("add_form");
    for (const SubjectCard& subject : subjects) {
        const bool given = std::any_of(sections.begin(), sections.end(), [&](const SectionCard& s) {
            return s.subject == subject.id;
        });
        if (given) continue;
        sdk::Model row = form.add("subject");
        row.set("subject_id", subject.id).set("subject", subject.name);
        add_teacher_options(row, subject.name, {}, employees, taught);
    }
}

}  // namespace

Result<> class_list(sdk::Call& call) {
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Classes")));
    auto transaction = call.read();
    ClassStore store(transaction, call.scope().organisation);
    const std::string today = call.today();
    const auto year = store.current_year(today);
    const auto classes = year ? store.classes(year->year, today) : std::vector<ClassSummary>();
    page.show_if(classes.empty(), "empty");
    page.show_if(call.permitted(kManage), "manages");
    if (!classes.empty()) {
        sdk::Model table = page.add("table");
        table.set("year", year->year).set("next_year", year->year + 1);
        table.show_if(year->provisional, "provisional");
        for (const ClassSummary& summary : classes) {
            sdk::Model row = table.add("class");
            row.set("id", summary.id).set("label", summary.label.text());
            row.set("learners", summary.learners).set("sections", summary.sections);
            if (!summary.homeroom.empty()) row.add("homeroom").set("name", summary.homeroom);
        }
    }
    return call.page("classes", page);
}

Result<> class_page(sdk::Call& call) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    return show_class(call, *id, {});
}

Result<> show_class(sdk::Call& call, ClassId id, std::string_view problem) {
    auto transaction = call.read();
    ClassStore store(transaction, call.scope().organisation);
    const auto card = store.find(id);
    if (!card) return not_found("class " + id.text());

    call.note_class_view(card->label.text());
    sdk::Model page = call.model();
    add_crumb(call, page);
    page.set("title", card->label.text()).set("class", id).set("label", card->label.text());
    if (!problem.empty()) page.add("problem").set("text", call.tr(problem));
    const std::string today = call.today();
    const auto learners = store.learners(id, today);
    page.set("learner_count",
             call.tr_plural(KEREGE_TR("{count} learner"), KEREGE_TR("{count} learners"),
                            static_cast<int64_t>(learners.size())));
    for (const PersonName& learner : learners) page.add("learner").set("name", learner.full());
    if (card->homeroom)
        page.add("homeroom").set("name", card->homeroom_name);
    else
        page.add("no_homeroom");

    const auto sections = store.sections(id);
    page.show_if(sections.empty(), "no_sections");
    if (call.permitted(kManage)) {
        const auto employees = store.employees(today);
        const auto taught = store.taught_subjects();
        show_homeroom_form(page, *card, employees, taught);
        show_section_forms(page, sections, employees, taught);
        show_add_form(page, sections, store.subjects(), employees, taught);
    } else {
        show_sections(page, sections);
    }
    return call.page("class", page);
}

}  // namespace kerege::school
