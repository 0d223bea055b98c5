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

void put_subject_entry(sdk::Call& call, SubjectId id, const std::string& name) {
    sdk::SearchIndex(call).put({.kind = "subject", .id = id.value, .title = name});
}

void remove_subject_entry(sdk::Call& call, SubjectId id) {
    sdk::SearchIndex(call).remove("subject", id.value);
}

void put_entries(sdk::Call& call, sdk::Transaction& transaction) {
    const OrganisationId school = call.scope().organisation;
    struct Class {
        int64_t id;
        std::string label, year;
    };
    std::vector<Class> classes;
    transaction.each(queries::all_classes, {school}, [&](const sdk::Row& row) {
        classes.push_back({row.int64(0), std::to_string(row.int64(2)).append(row.text(3)),
                           sdk::school_year_text(static_cast<int>(row.int64(1)))});
    });
    sdk::SearchIndex index(call);
    for (const Class& one : classes)
        index.put({.kind = "class", .id = one.id, .title = one.label, .detail = one.year});
    for (const SubjectCard& subject : ClassStore(transaction, school).subjects())
        put_subject_entry(call, subject.id, subject.name);
}

Result<> rebuild_search(sdk::Call& call) {
    auto transaction = call.write();
    put_entries(call, transaction);
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
