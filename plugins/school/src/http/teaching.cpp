// Who teaches what: choose a teacher, a subject, and tick the classes.
#include <algorithm>
#include <map>

#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/search/entries.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/teaching_store.hpp"

namespace kerege::school {
namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

void show_sections(sdk::Model& page, const std::vector<TeacherSection>& sections) {
    page.show_if(sections.empty(), "no_sections");
    std::string subject;
    std::optional<sdk::Model> group;
    for (const TeacherSection& section : sections) {
        if (!group || section.subject_name != subject) {
            group = page.add("group").set("subject", section.subject_name);
            subject = section.subject_name;
        }
        group->add("class").set("id", section.class_id).set("label", section.label.text());
    }
}

// The subjects of the roster first; the first of them is chosen.
void show_subjects(sdk::Model& page, const std::vector<SubjectCard>& subjects,
                   const std::vector<std::string>& able) {
    const auto is_able = [&](const SubjectCard& subject) {
        for (const std::string& name : able)
            if (name == subject.name) return true;
        return false;
    };
    bool chosen = false;
    for (const SubjectCard& subject : subjects) {
        const bool own = is_able(subject);
        sdk::Model option = page.add(own ? "own_subject" : "other_subject");
        option.set("id", subject.id).set("name", subject.name);
        option.show_if(own && !chosen, "chosen");
        chosen = chosen || own;
    }
}

void show_classes(sdk::Model& page, const std::vector<ClassSummary>& classes) {
    int grade = -1;
    std::optional<sdk::Model> row;
    for (const ClassSummary& summary : classes) {
        if (!row || summary.label.grade != grade) {
            row = page.add("grade").set("number", summary.label.grade);
            grade = summary.label.grade;
        }
        row->add("class").set("id", summary.id).set("label", summary.label.text());
    }
}

Result<> show(sdk::Call& call, TeacherId id, std::string_view problem) {
    auto transaction = call.read();
    ClassStore store(transaction, call.scope().organisation);
    const std::string today = call.today();
    const auto employees = store.employees(today);
    const auto teacher = std::find_if(employees.begin(), employees.end(),
                                      [&](const Employee& employee) { return employee.id == id; });
    if (teacher == employees.end()) return not_found("teacher " + id.text());
    const auto year = store.current_year(today);
    if (!year) return call.redirect("/school/classes");

    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Teaching"))).set("href", "/school/teaching");
    page.set("title", teacher->name.full()).set("teacher", id);
    page.set("name", teacher->name.full()).set("position", teacher->position);
    if (!problem.empty()) page.add("problem").set("text", call.tr(problem));
    show_sections(page, store.sections_of(id, year->year));
    const auto able = store.taught_subjects()[id];
    page.show_if(able.empty(), "no_teacher");
    show_subjects(page, store.subjects(), able);
    show_classes(page, store.classes(year->year, today));
    return call.page("teacher", page);
}

}  // namespace

Result<> teacher_list(sdk::Call& call) {
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Teaching")));
    auto transaction = call.read();
    ClassStore store(transaction, call.scope().organisation);
    const auto employees = store.employees(call.today());
    const auto taught = store.taught_subjects();
    page.show_if(employees.empty(), "empty");
    std::optional<sdk::Model> teachers, others;
    for (const Employee& employee : employees) {
        const auto subjects = taught.find(employee.id);
        const bool teaches = subjects != taught.end() || employee.sections > 0;
        auto& table = teaches ? teachers : others;
        if (!table) table = page.add(teaches ? "teachers" : "others");
        sdk::Model row = table->add("employee");
        row.set("id", employee.id).set("name", employee.name.full());
        row.set("position", employee.position).set("sections", employee.sections);
        row.set("subjects", subjects == taught.end() ? std::string() : joined(subjects->second));
    }
    return call.page("teaching", page);
}

Result<> teacher_page(sdk::Call& call) {
    const auto id = call.path_id<TeacherId>("teacher");
    if (!id) return not_found("teacher id");
    return show(call, *id, {});
}

Result<> save_teaching(sdk::Call& call) {
    const auto teacher = call.path_id<TeacherId>("teacher");
    if (!teacher) return not_found("teacher id");
    const auto subject = SubjectId::parse(call.field("subject"));
    std::vector<Teaching> teachings;
    bool readable = subject.has_value();
    call.each_field([&](std::string_view name, std::string_view value) {
        if (name != "class") return;
        const auto class_id = ClassId::parse(value);
        if (class_id && subject)
            teachings.push_back({*class_id, *subject, *teacher});
        else
            readable = false;
    });
    if (!readable || teachings.empty()) {
        call.status(422);
        return show(call, *teacher,
                    KEREGE_TR("Choose at least one class, a subject and a teacher."));
    }
    auto transaction = call.write();
    SqlTeachingStore store(transaction, call.scope().organisation, call.today(),
                           [&call] { return call.new_id(); });
    const Result<int> added = assign_teaching(store, teachings);
    if (!added) return added.fault();
    call.audit(KEREGE_TR("school.sections.added"), "teacher:" + teacher->text(),
               "{\"count\":" + std::to_string(*added) + "}");
    for (const Teaching& teaching : teachings) publish_teaching(call, teaching.class_id);
    transaction.commit();
    return call.redirect("/school/teaching/" + teacher->text(),
                         call.tr_plural(KEREGE_TR("{count} class is assigned."),
                                        KEREGE_TR("{count} classes are assigned."), *added));
}

}  // namespace kerege::school
