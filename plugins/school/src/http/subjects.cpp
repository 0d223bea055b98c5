// The school's subjects.
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/storage/class_store.hpp"

namespace kerege::school {
namespace {

constexpr size_t kNameBytesMax = 160;

Result<> show(sdk::Call& call, std::string_view problem) {
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Subjects")));
    auto transaction = call.read();
    const auto subjects = ClassStore(transaction, call.scope().organisation).subjects();
    page.show_if(subjects.empty(), "empty");
    if (!subjects.empty()) {
        sdk::Model table = page.add("table");
        for (const SubjectCard& subject : subjects)
            table.add("subject").set("name", subject.name).set("sections", subject.sections);
    }
    if (call.permitted(kManage)) {
        sdk::Model form = page.add("form");
        form.set("typed_name", call.field("name"));
        if (!problem.empty()) form.add("problem").set("text", call.tr(problem));
    }
    return call.page("subjects", page);
}

Result<> show_again(sdk::Call& call, std::string_view problem) {
    call.status(422);
    return show(call, problem);
}

}  // namespace

Result<> subject_list(sdk::Call& call) { return show(call, {}); }

Result<> save_subject(sdk::Call& call) {
    const std::string_view name = call.field("name");
    if (name.empty() || name.size() > kNameBytesMax)
        return show_again(call, KEREGE_TR("Write the subject's name, in at most 80 letters."));
    {
        auto transaction = call.write();
        ClassStore store(transaction, call.scope().organisation);
        if (store.add_subject({call.new_id()}, std::string(name))) {
            transaction.commit();
            return call.redirect("/school/subjects", call.tr(KEREGE_TR("The subject is added.")));
        }
    }
    return show_again(call, KEREGE_TR("There is a subject of this name already."));
}

}  // namespace kerege::school
