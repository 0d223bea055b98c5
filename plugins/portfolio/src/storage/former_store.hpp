// What learners bring along from the schools they went to before.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "src/storage/rows.hpp"

namespace kerege::portfolio {

// Somebody who came by a transfer, and whose entries there are not copied yet.
struct Transferred {
    LearnerId learner;
    OrganisationId from;
    LearnerId former;  // as whom they learned there
    std::string first_day;
    Names school;
};

class FormerStore {
public:
    // `transaction` must outlive the store, and be a write transaction; `new_id` gives ids of the
    // host.
    FormerStore(sdk::Transaction& transaction, OrganisationId organisation,
                std::function<int64_t()> new_id)
        : transaction_(transaction), organisation_(organisation), new_id_(std::move(new_id)) {}

    std::vector<Transferred> untaken(const std::string& today);
    // Copies what is entered there under numbers of this school's own.
    void take(const Transferred& one, int64_t now_ms);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
    std::function<int64_t()> new_id_;
};

}  // namespace kerege::portfolio
