#include "src/domain/subjects.hpp"

#include <array>

#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::school {
namespace {

// Blanks as people paste them: of control characters, without a break, narrow, of no width.
constexpr std::array<std::string_view, 20> kBlanks = {" ",
                                                      "\t",
                                                      "\n",
                                                      "\r",
                                                      "\xC2\xA0",
                                                      "\xE2\x80\x80",
                                                      "\xE2\x80\x81",
                                                      "\xE2\x80\x82",
                                                      "\xE2\x80\x83",
                                                      "\xE2\x80\x84",
                                                      "\xE2\x80\x85",
                                                      "\xE2\x80\x86",
                                                      "\xE2\x80\x87",
                                                      "\xE2\x80\x88",
                                                      "\xE2\x80\x89",
                                                      "\xE2\x80\x8A",
                                                      "\xE2\x80\x8B",
                                                      "\xE2\x80\xAF",
                                                      "\xE3\x80\x80",
                                                      "\xEF\xBB\xBF"};

// How many bytes of a blank `text` begins with; 0: it begins with something to be seen.
size_t blank_bytes(std::string_view text) {
    for (const std::string_view blank : kBlanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

Result<std::string> readable(std::string_view typed) {
    std::string name = tidy(typed);
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

std::string tidy(std::string_view name) {
    std::string out;
    bool between = false;
    while (!name.empty()) {
        if (const size_t bytes = blank_bytes(name)) {
            between = true;
            name.remove_prefix(bytes);
            continue;
        }
        if (between && !out.empty()) out += ' ';
        between = false;
        out += name.front();
        name.remove_prefix(1);
    }
    return out;
}

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
