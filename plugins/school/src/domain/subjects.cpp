#include "src/domain/subjects.hpp"

#include "kerege/sdk/letters.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::school {
namespace {

Result<std::string> readable(std::string_view typed) {
    std::string name = sdk::tidy(typed);
    if (name.empty() || sdk::count_letters(name) > kSubjectLettersMax)
        return invalid("subject name", KEREGE_TR("Write the subject's name, in at most 80 "
                                                 "letters."));
    return name;
}

Fault taken() {
    return invalid("subject name taken", KEREGE_TR("There is a subject of this name already."));
}

// The name of a subject the administrator may change.
Result<std::string> own_name(SubjectStore& store, SubjectId subject) {
    const auto name = store.name_of(subject);
    if (!name) return not_found("subject " + subject.text());
    if (store.named_by_roster(*name))
        return invalid("subject of the roster",
                       KEREGE_TR("The roster names this subject: change it there."));
    return *name;
}

}  // namespace

Result<SubjectId> add_subject(SubjectStore& store, std::string_view typed) {
    const auto name = readable(typed);
    if (!name) return name.fault();
    const auto added = store.add(*name);
    if (!added) return taken();
    return *added;
}

Result<> rename_subject(SubjectStore& store, SubjectId subject, std::string_view typed) {
    const auto old_name = own_name(store, subject);
    if (!old_name) return old_name.fault();
    const auto name = readable(typed);
    if (!name) return name.fault();
    const auto other = store.find(*name);
    if (other && *other != subject) return taken();
    store.rename(subject, *name);
    return success();
}

Result<std::string> remove_subject(SubjectStore& store, SubjectId subject) {
    const auto name = own_name(store, subject);
    if (!name) return name.fault();
    if (store.was_taught(subject))
        return invalid("subject was taught",
                       KEREGE_TR("The subject was taught, and its journals are kept: it can't be "
                                 "removed."));
    store.remove(subject);
    return *name;
}

}  // namespace kerege::school
