#include "src/search/entries.hpp"

#include <vector>

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/search.hpp"
#include "queries/school.hpp"
#include "src/storage/class_store.hpp"

namespace kerege::school {
namespace {

constexpr std::string_view kTopic = "school.teaching.changed";

}  // namespace

void put_class_entry(sdk::Call& call, ClassId id, const ClassLabel& label, int year) {
    const std::string title = label.text(), detail = sdk::school_year_text(year);
    sdk::SearchIndex(call).put({.kind = "class", .id = id.value, .title = title, .detail = detail});
}

void put_subject_entry(sdk::Call& call, SubjectId id, const std::string& name) {
    sdk::SearchIndex(call).put({.kind = "subject", .id = id.value, .title = name});
}

void remove_subject_entry(sdk::Call& call, SubjectId id) {
    sdk::SearchIndex(call).remove("subject", id.value);
}

Result<> rebuild_search(sdk::Call& call) {
    const OrganisationId school = call.scope().organisation;
    struct Class {
        ClassId id;
        ClassLabel label;
        int year;
    };
    std::vector<Class> classes;
    auto transaction = call.write();
    transaction.each(queries::all_classes, {school}, [&](const sdk::Row& row) {
        classes.push_back({row.id<ClassId>(0),
                           {static_cast<int>(row.int64(2)), std::string(row.text(3))},
                           static_cast<int>(row.int64(1))});
    });
    for (const Class& one : classes) put_class_entry(call, one.id, one.label, one.year);
    for (const SubjectCard& subject : ClassStore(transaction, school).subjects())
        put_subject_entry(call, subject.id, subject.name);
    transaction.commit();
    return success();
}

void publish_teaching(sdk::Call& call, ClassId id) {
    call.publish(kTopic, "class:" + id.text(), "{}");
}

void publish_teaching(sdk::Call& call, SubjectId id) {
    call.publish(kTopic, "subject:" + id.text(), "{}");
}

}  // namespace kerege::school
