// Finds the people of a roster among those an organisation knows.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {

// Surname, name and patronymic, small letters.
std::string name_key(const Planned& planned);
std::string name_key(const Known& known);

class Matcher {
public:
    // `known` must outlive this.
    explicit Matcher(const std::vector<Known>& known);

    // A learner or an employee, or nullptr. Each is given out once.
    const Known* person(const Planned& wanted);
    // A guardian: by name and phone, among those of the learner by name alone, by name and e-mail.
    const Known* guardian(const Planned& wanted, const Known* learner) const;
    bool is_employee(PersonId person) const { return employees_.count(person.value) != 0; }

private:
    const Known* by_birth(const Planned& wanted, bool ended) const;
    const Known* by_name_alone(const Planned& wanted) const;
    const Known* by_phone(const Planned& wanted, const std::string& profile) const;
    bool free(const Known& known) const { return !taken_.count(known.membership.value); }

    std::multimap<std::string, const Known*> by_name_;
    std::map<int64_t, const Known*> by_membership_;
    std::set<int64_t> employees_;
    std::set<int64_t> taken_;
};

}  // namespace kerege::directory::roster
