// Sections and homeroom teachers in the database.
#pragma once

#include <functional>

#include "kerege/sdk/database.hpp"
#include "src/domain/teaching.hpp"

namespace kerege::school {

class SqlTeachingStore final : public TeachingStore {
public:
    // `transaction` must be a write transaction and outlive the store; `new_id` gives ids of the
    // host.
    SqlTeachingStore(sdk::Transaction& transaction, OrganisationId organisation, std::string today,
                     std::function<int64_t()> new_id);

    bool has_teacher(TeacherId teacher) override;
    bool has_subject(SubjectId subject) override;
    bool has_class(ClassId class_id) override;
    bool open_section(const Teaching& teaching) override;
    std::optional<Section> section(SectionId id) override;
    std::optional<Section> section_of(const Teaching& teaching) override;
    void set_teacher(SectionId section, TeacherId teacher) override;
    bool close_section(SectionId section, const std::string& on) override;
    bool set_homeroom(ClassId class_id, TeacherId teacher) override;

private:
    bool exists(const sdk::Statement& statement, std::initializer_list<sdk::Argument> args);

    sdk::Transaction& transaction_;
    OrganisationId organisation_;
    std::string today_;
    std::function<int64_t()> new_id_;
};

}  // namespace kerege::school
