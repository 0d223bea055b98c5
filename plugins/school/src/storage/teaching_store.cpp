#include "src/storage/teaching_store.hpp"

#include "queries/school.hpp"

namespace kerege::school {
namespace {

Section section_at(const sdk::Row& row) {
    return {row.id<SectionId>(0),
            {row.id<ClassId>(1), row.id<SubjectId>(2), row.id<TeacherId>(3)},
            row.is_null(4)};
}

}  // namespace

SqlTeachingStore::SqlTeachingStore(sdk::Transaction& transaction, OrganisationId organisation,
                                   std::string today, std::function<int64_t()> new_id)
    : transaction_(transaction),
      organisation_(organisation),
      today_(std::move(today)),
      new_id_(std::move(new_id)) {}

bool SqlTeachingStore::exists(const sdk::Statement& statement,
                              std::initializer_list<sdk::Argument> args) {
    return transaction_.first(statement, args, [](const sdk::Row&) { return true; }).has_value();
}

bool SqlTeachingStore::has_teacher(TeacherId teacher) {
    return exists(queries::has_teacher, {organisation_, teacher, today_});
}

bool SqlTeachingStore::has_subject(SubjectId subject) {
    return exists(queries::has_subject, {organisation_, subject});
}

bool SqlTeachingStore::has_class(ClassId class_id) {
    return exists(queries::has_class, {organisation_, class_id});
}

bool SqlTeachingStore::open_section(const Teaching& teaching) {
    return transaction_.execute(queries::open_section, {organisation_, new_id_(), teaching.class_id,
                                                        teaching.subject, teaching.teacher}) > 0;
}

std::optional<Section> SqlTeachingStore::section(SectionId id) {
    return transaction_.first(queries::section_by_id, {organisation_, id}, section_at);
}

std::optional<Section> SqlTeachingStore::section_of(const Teaching& teaching) {
    return transaction_.first(
        queries::section_of_teaching,
        {organisation_, teaching.class_id, teaching.subject, teaching.teacher}, section_at);
}

void SqlTeachingStore::set_teacher(SectionId section, TeacherId teacher) {
    transaction_.execute(queries::set_section_teacher, {teacher, organisation_, section});
}

bool SqlTeachingStore::close_section(SectionId section, const std::string& on) {
    return transaction_.execute(queries::close_section, {on, organisation_, section}) > 0;
}

bool SqlTeachingStore::set_homeroom(ClassId class_id, TeacherId teacher) {
    const sdk::Argument value = teacher ? sdk::Argument(teacher) : sdk::Argument(nullptr);
    return transaction_.execute(queries::set_homeroom, {value, organisation_, class_id}) > 0;
}

}  // namespace kerege::school
