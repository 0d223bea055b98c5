// What the administrator changes on a class's page.
#include "kerege/sdk/audit_detail.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/search/entries.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/teaching_store.hpp"

namespace kerege::school {
namespace {

constexpr std::string_view kTeacherField = "teacher.";

SqlTeachingStore store_of(sdk::Call& call, sdk::Transaction& transaction) {
    return {transaction, call.scope().organisation, call.today(),
            [&call] { return call.new_id(); }};
}

Result<> back_to_class(sdk::Call& call, ClassId id, std::string_view notice) {
    return call.redirect("/school/classes/" + id.text(), notice);
}

// "7А", or with a section "7А · Алгебра".
std::string name_of(const sdk::Call& call, sdk::Transaction& transaction, ClassId class_id,
                    SectionId section = {}) {
    ClassStore classes(transaction, call.scope().organisation);
    const auto card = classes.find(class_id);
    std::string name = card ? card->label.text() : std::string();
    if (!section) return name;
    for (const SectionCard& one : classes.sections(class_id)) {
        if (one.id == section) name += " · " + one.subject_name;
    }
    return name;
}

std::string teacher_member(TeacherId teacher) { return ",\"teacher\":\"" + teacher.text() + "\""; }

std::string_view notice_of(TeacherChange change) {
    if (change == TeacherChange::reopened)
        return KEREGE_TR(
            "The teacher is changed. This teacher's earlier journal is open again; the other one "
            "is kept.");
    return KEREGE_TR("The teacher is changed.");
}

}  // namespace

Result<> save_homeroom(sdk::Call& call) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    TeacherId teacher;
    if (!call.field("teacher").empty()) {
        const auto chosen = TeacherId::parse(call.field("teacher"));
        if (!chosen) return invalid("teacher id");
        teacher = *chosen;
    }
    auto transaction = call.write();
    auto store = store_of(call, transaction);
    const Result<> saved = choose_homeroom(store, *id, teacher);
    if (!saved) return saved;
    call.audit(KEREGE_TR("school.homeroom.changed"), "class:" + id->text(),
               sdk::name_detail(name_of(call, transaction, *id), teacher_member(teacher)));
    transaction.commit();
    return back_to_class(call, *id, call.tr(KEREGE_TR("The homeroom teacher is saved.")));
}

Result<> add_sections(sdk::Call& call) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    std::vector<Teaching> teachings;
    bool readable = true;
    call.each_field([&](std::string_view name, std::string_view value) {
        if (!name.starts_with(kTeacherField) || value.empty()) return;
        const auto subject = SubjectId::parse(name.substr(kTeacherField.size()));
        const auto teacher = TeacherId::parse(value);
        if (subject && teacher)
            teachings.push_back({*id, *subject, *teacher});
        else
            readable = false;
    });
    if (!readable) return invalid("teacher or subject id");
    if (teachings.empty())
        return back_to_class(call, *id, call.tr(KEREGE_TR("No teacher was chosen.")));

    auto transaction = call.write();
    auto store = store_of(call, transaction);
    const Result<int> added = assign_teaching(store, teachings);
    if (!added) return added.fault();
    call.audit(
        KEREGE_TR("school.sections.added"), "class:" + id->text(),
        sdk::name_detail(name_of(call, transaction, *id), ",\"count\":" + std::to_string(*added)));
    publish_teaching(call, *id);
    transaction.commit();
    return back_to_class(call, *id,
                         call.tr_plural(KEREGE_TR("{count} subject is assigned."),
                                        KEREGE_TR("{count} subjects are assigned."), *added));
}

Result<> save_section_teacher(sdk::Call& call) {
    const auto id = call.path_id<SectionId>("section");
    const auto teacher = TeacherId::parse(call.field("teacher"));
    if (!id || !teacher) return not_found("section or teacher id");
    ClassId class_id;
    Fault fault;
    {
        auto transaction = call.write();
        auto store = store_of(call, transaction);
        const auto section = store.section(*id);
        if (!section) return not_found("section " + id->text());
        class_id = section->teaching.class_id;
        const auto changed = change_teacher(store, *id, *teacher, call.today());
        if (changed) {
            call.audit(KEREGE_TR("school.section.teacher_changed"), "section:" + id->text(),
                       sdk::name_detail(name_of(call, transaction, class_id, *id),
                                        teacher_member(*teacher)));
            transaction.commit();
            return back_to_class(call, class_id, call.tr(notice_of(*changed)));
        }
        fault = changed.fault();
    }
    if (fault.kind != FaultKind::invalid) return fault;
    call.status(422);
    return show_class(call, class_id, fault.user_message);
}

Result<> end_section(sdk::Call& call) {
    const auto section = call.path_id<SectionId>("section");
    if (!section) return not_found("section id");
    auto transaction = call.write();
    auto store = store_of(call, transaction);
    const auto found = store.section(*section);
    const std::string name =
        found ? name_of(call, transaction, found->teaching.class_id, *section) : std::string();
    if (!found || !store.close_section(*section, call.today()))
        return not_found("section " + section->text());
    call.audit(KEREGE_TR("school.section.closed"), "section:" + section->text(),
               sdk::name_detail(name));
    transaction.commit();
    return back_to_class(
        call, found->teaching.class_id,
        call.tr(KEREGE_TR("The subject is no longer taught here; its journal is kept.")));
}

}  // namespace kerege::school
