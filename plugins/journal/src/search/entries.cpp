#include "src/search/entries.hpp"

#include <string>
#include <vector>

#include "kerege/sdk/day.hpp"
#include "queries/journal.hpp"
#include "src/http/words.hpp"
#include "src/storage/section_store.hpp"

namespace kerege::journal {
namespace {

constexpr std::string_view kKind = "section";
constexpr std::string_view kOfClass = "class:";
constexpr std::string_view kOfSubject = "subject:";

// Those of a class, of a subject, or with 0 for both all.
void put_sections(sdk::Call& call, int64_t class_id, int64_t subject_id) {
    auto transaction = call.write();
    std::vector<Section> sections;
    transaction.each(queries::sections_to_find, {call.scope().organisation, class_id, subject_id},
                     [&](const sdk::Row& row) {
                         Section& section = sections.emplace_back();
                         section.id = row.id<SectionId>(0);
                         section.year = static_cast<int>(row.int64(1));
                         section.grade = static_cast<int>(row.int64(2));
                         section.letter = row.text(3);
                         section.subject = row.text(4);
                     });
    sdk::SearchIndex index(call);
    for (const Section& section : sections) {
        const std::string title = section.title();
        const std::string year = sdk::school_year_text(section.year);
        index.put({.kind = kKind, .id = section.id.value, .title = title, .detail = year});
    }
    transaction.commit();
}

}  // namespace

Result<> rebuild_search(sdk::Call& call) {
    put_sections(call, 0, 0);
    return success();
}

Result<> teaching_changed(sdk::Call& call, const sdk::Event& event) {
    const std::string_view subject = event.subject;
    if (subject.starts_with(kOfClass)) {
        if (const auto id = ClassId::parse(subject.substr(kOfClass.size())))
            put_sections(call, id->value, 0);
    } else if (subject.starts_with(kOfSubject)) {
        if (const auto id = SubjectId::parse(subject.substr(kOfSubject.size())))
            put_sections(call, 0, id->value);
    }
    return success();
}

Result<> search_visible(sdk::Call& call, std::string_view, std::span<sdk::SearchAsked> asked) {
    const Viewer viewer = viewer_of(call);
    auto transaction = call.read();
    SectionStore store(transaction, call.scope().organisation);
    for (sdk::SearchAsked& one : asked)
        one.visible = store.find(SectionId{one.id}, viewer).has_value();
    return success();
}

}  // namespace kerege::journal
