// Documents a parent accepts for a child until an age, before the child is a member: what was
// ticked with the registration becomes an acceptance when the school has taken the child in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/agreements/agreements.hpp"

namespace kerege::agreements {

// "2013-05-01" is 14 from "2027-05-01" on. Nobody's age is known without the day of birth: younger.
bool is_younger(std::string_view birth_date, int years, std::string_view today);

struct ForChild {
    std::string code;
    int64_t number = 0;
    Texts title;
    int own_age = 0;  // from which a learner accepts it, until then a parent

    // "code/number", as a form ticks it.
    std::string name() const { return code + "/" + std::to_string(number); }
    bool needed(std::string_view birth_date, std::string_view today) const {
        return is_younger(birth_date, own_age, today);
    }
};

// What of it is in force for learners of an organisation on a day, in the order of the documents.
std::vector<ForChild> for_children(data::Transaction& transaction, OrganisationId organisation,
                                   std::string_view today);

// Keeps what a parent accepted at `at_ms` for who is a learner now, with an entry of the log for
// each. names: of ForChild. Left out is what was of no effect: a document of another organisation,
// and one for which the learner was of age by then. Accepted already: done. [any]
void keep_for_child(data::Transaction& transaction, const audit::Audit& audit,
                    const Member& learner, const std::vector<std::string>& names, const How& how,
                    int64_t at_ms, std::string_view day);

}  // namespace kerege::agreements
