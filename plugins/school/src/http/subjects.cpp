// The school's subjects: the list, and one that was added by hand.
#include "kerege/sdk/audit_detail.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/search/entries.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/subject_store.hpp"

namespace kerege::school {
namespace {

SqlSubjectStore subject_store(sdk::Call& call, sdk::Transaction& transaction) {
    return {transaction, call.scope().organisation, [&call] { return call.new_id(); }};
}

// What a person typed and may mend; anything else is the caller's fault to pass on.
bool may_be_mended(const Fault& fault) {
    return fault.kind == FaultKind::invalid && !fault.user_message.empty();
}

Result<> show_list(sdk::Call& call, std::string_view problem) {
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Subjects")));
    auto transaction = call.read();
    const auto subjects = ClassStore(transaction, call.scope().organisation).subjects();
    const bool manages = call.permitted(kManage);
    page.show_if(subjects.empty(), "empty");
    if (!subjects.empty()) {
        sdk::Model table = page.add("table");
        for (const SubjectCard& subject : subjects) {
            sdk::Model row = table.add("subject").set("sections", subject.sections);
            sdk::Model name = row.add(manages ? "linked" : "plain").set("name", subject.name);
            if (manages) name.set("id", subject.id);
        }
    }
    if (manages) {
        sdk::Model form = page.add("form");
        form.set("typed_name", call.field("name"));
        if (!problem.empty()) form.add("problem").set("text", call.tr(problem));
    }
    return call.page("subjects", page);
}

Result<> show_subject(sdk::Call& call, SubjectId id, std::string_view problem) {
    auto transaction = call.read();
    auto store = subject_store(call, transaction);
    const auto name = store.name_of(id);
    if (!name) return not_found("subject " + id.text());

    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Subjects"))).set("href", "/school/subjects");
    page.set("title", *name).set("name", *name);
    if (store.named_by_roster(*name)) {
        page.add("of_roster");
    } else {
        sdk::Model form = page.add("form").set("subject", id);
        form.set("typed_name", call.is_post() && !problem.empty() ? call.field("name") : *name);
        if (!problem.empty()) form.add("problem").set("text", call.tr(problem));
        if (store.was_taught(id))
            page.add("taught");
        else
            page.add("removal").set("subject", id);
    }
    return call.page("subject", page);
}

}  // namespace

Result<> subject_list(sdk::Call& call) { return show_list(call, {}); }

Result<> save_subject(sdk::Call& call) {
    Fault fault;
    {
        auto transaction = call.write();
        auto store = subject_store(call, transaction);
        const auto added = add_subject(store, call.field("name"));
        if (added) {
            call.audit(KEREGE_TR("school.subject.added"), "subject:" + added->text(),
                       sdk::name_detail(*store.name_of(*added)));
            put_subject_entry(call, *added, *store.name_of(*added));
            transaction.commit();
            return call.redirect("/school/subjects", call.tr(KEREGE_TR("The subject is added.")));
        }
        fault = added.fault();
    }
    if (!may_be_mended(fault)) return fault;
    call.status(422);
    return show_list(call, fault.user_message);
}

Result<> subject_page(sdk::Call& call) {
    const auto id = call.path_id<SubjectId>("subject");
    if (!id) return not_found("subject id");
    return show_subject(call, *id, {});
}

Result<> save_subject_name(sdk::Call& call) {
    const auto id = call.path_id<SubjectId>("subject");
    if (!id) return not_found("subject id");
    Fault fault;
    {
        auto transaction = call.write();
        auto store = subject_store(call, transaction);
        const auto renamed = rename_subject(store, *id, call.field("name"));
        if (renamed) {
            call.audit(KEREGE_TR("school.subject.renamed"), "subject:" + id->text(),
                       sdk::name_detail(*store.name_of(*id)));
            put_subject_entry(call, *id, *store.name_of(*id));
            publish_teaching(call, *id);
            transaction.commit();
            return call.redirect("/school/subjects", call.tr(KEREGE_TR("The name is saved.")));
        }
        fault = renamed.fault();
    }
    if (!may_be_mended(fault)) return fault;
    call.status(422);
    return show_subject(call, *id, fault.user_message);
}

Result<> remove_subject(sdk::Call& call) {
    const auto id = call.path_id<SubjectId>("subject");
    if (!id) return not_found("subject id");
    auto transaction = call.write();
    auto store = subject_store(call, transaction);
    const auto removed = remove_subject(store, *id);
    if (!removed) return removed.fault();
    call.audit(KEREGE_TR("school.subject.removed"), "subject:" + id->text(),
               sdk::name_detail(*removed));
    remove_subject_entry(call, *id);
    transaction.commit();
    return call.redirect("/school/subjects", call.tr(KEREGE_TR("The subject is removed.")));
}

}  // namespace kerege::school
