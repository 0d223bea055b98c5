// The record a learner brought along from schools they went to before: copied when they come, read
// ever after. Everything read is of the store's own organisation.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/person_name.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/marks.hpp"
#include "src/domain/section.hpp"
#include "src/storage/marks_store.hpp"

namespace kerege::journal {

struct SchoolNames {
    std::string kk, ru, en;

    const std::string& in(std::string_view locale) const {
        return locale == "ru" ? ru : locale == "en" ? en : kk;
    }
};

// Somebody who came, and what they were where they come from.
struct Transferred {
    LearnerId learner;
    OrganisationId from;
    LearnerId former;
    std::string first_day;
    SchoolNames school;
};

struct FormerRecord {
    LearnerId former;
    SchoolNames school;
    std::string class_label;  // or empty
    std::string left_on;
    int64_t taken_at_ms = 0;
};

struct FormerTerm {
    LearnerId former;
    int year = 0;
    int term = 0;
};

class FormerStore {
public:
    // `transaction` must outlive the store.
    FormerStore(sdk::Transaction& transaction, OrganisationId organisation)
        : transaction_(transaction), organisation_(organisation) {}

    // Those whose record is to be copied.
    std::vector<Transferred> untaken(const std::string& today);
    // Copies it, with what they had brought along to that school. Twice adds nothing. REQUIRES: the
    // transaction writes.
    void take(const Transferred& one, int64_t now_ms);

    // The school left last first.
    std::vector<FormerRecord> records(LearnerId learner);
    // The latest first.
    std::vector<FormerTerm> terms(LearnerId learner);
    // By subject, newest first. A subject has no id here: its name is what it is.
    std::vector<LearnerMark> marks(LearnerId learner, const FormerTerm& term);

    // nullopt: there is none, or not for this person.
    std::optional<PersonName> learner_for(const Viewer& viewer, LearnerId learner,
                                          const std::string& today);

private:
    sdk::Transaction& transaction_;
    OrganisationId organisation_;
};

}  // namespace kerege::journal
