// Subjects in the database.
#pragma once

#include <functional>

#include "kerege/sdk/database.hpp"
#include "src/domain/subjects.hpp"

namespace kerege::school {

class SqlSubjectStore final : public SubjectStore {
public:
    // `transaction` must outlive the store, and be a write transaction for what changes; `new_id`
    // gives ids of the host.
    SqlSubjectStore(sdk::Transaction& transaction, OrganisationId organisation,
                    std::function<int64_t()> new_id)
        : transaction_(transaction), organisation_(organisation), new_id_(std::move(new_id)) {}

    std::optional<std::string> name_of(SubjectId subject) override;
    bool named_by_roster(const std::string& name) override;
    bool was_taught(SubjectId subject) override;
    std::optional<SubjectId> add(const std::string& name) override;
    void rename(SubjectId subject, const std::string& name) override;
    std::optional<SubjectId> find(const std::string& name) override;
    void remove(SubjectId subject) override;

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
    std::function<int64_t()> new_id_;
};

}  // namespace kerege::school
