#include "src/storage/subject_store.hpp"

#include "kerege/sdk/letters.hpp"
#include "queries/school.hpp"

namespace kerege::school {

std::optional<std::string> SqlSubjectStore::name_of(SubjectId subject) {
    return transaction_.first(queries::subject_name, {organisation_, subject},
                              [](const sdk::Row& row) { return std::string(row.text(0)); });
}

// In the program, for the roster's names are tidied here before they are compared.
bool SqlSubjectStore::named_by_roster(const std::string& name) {
    bool named = false;
    transaction_.each(queries::taught_subjects, {organisation_}, [&](const sdk::Row& row) {
        named = named || sdk::tidy(row.text(1)) == name;
    });
    return named;
}

bool SqlSubjectStore::was_taught(SubjectId subject) {
    return transaction_
        .first(queries::subject_sections, {organisation_, subject},
               [](const sdk::Row&) { return true; })
        .has_value();
}

std::optional<SubjectId> SqlSubjectStore::add(const std::string& name) {
    const SubjectId id{new_id_()};
    const bool added = transaction_.execute(queries::add_subject, {organisation_, id, name}) > 0;
    return added ? std::optional(id) : std::nullopt;
}

void SqlSubjectStore::rename(SubjectId subject, const std::string& name) {
    transaction_.execute(queries::rename_subject, {name, organisation_, subject});
}

std::optional<SubjectId> SqlSubjectStore::find(const std::string& name) {
    return transaction_.first(queries::subject_by_name, {organisation_, name},
                              [](const sdk::Row& row) { return row.id<SubjectId>(0); });
}

void SqlSubjectStore::remove(SubjectId subject) {
    transaction_.execute(queries::remove_subject, {organisation_, subject});
}

}  // namespace kerege::school
