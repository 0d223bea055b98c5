// Finds the people of a roster among those an organisation knows.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {

// Who may be here in two ways: an employee or a parent.
bool is_adult(std::string_view profile);

// Surname, name and patronymic, small letters.
std::string name_key(const Planned& planned);
std::string name_key(const Known& known);

// Those who may be the wanted one, for whoever decides on it. Of the same profile: of one surname
// and name, whatever the rest, of one of the two and born on one day, or with one phone where that
// says something. An adult in another profile: of the same full name, and of one phone or birthday.
// Those who are here first. At most `most`.
std::vector<Known> alike_people(std::vector<Known> known, const Planned& wanted, size_t most);

class Matcher {
public:
    // `known` must outlive this.
    explicit Matcher(const std::vector<Known>& known);

    // A learner or an employee, or nullptr. Each is given out once.
    const Known* person(const Planned& wanted);
    // A guardian: by name and phone, among those of the learner by name alone, by name and e-mail.
    const Known* guardian(const Planned& wanted, const Known* learner) const;
    // Somebody of the same profile whom nobody took and who resembles the wanted one, or nullptr:
    // of one surname and name, whatever the rest; or with one phone, where that says something.
    // REQUIRES: whom the file names exactly is taken.
    const Known* twin(const Planned& wanted) const;
    void take(const Known& known) { taken_.insert(known.membership.value); }
    bool taken(const Known& known) const { return taken_.count(known.membership.value) != 0; }
    bool is_employee(PersonId person) const { return employees_.count(person.value) != 0; }

private:
    using Index = std::unordered_map<std::string, std::vector<const Known*>>;

    const Known* by_birth(const Planned& wanted, bool ended) const;
    const Known* by_name_alone(const Planned& wanted) const;
    const Known* by_phone(const Planned& wanted, const std::string& profile) const;
    const Known* among_guardians(const Known& learner, const std::string& name) const;

    Index by_name_;
    Index by_short_name_;  // surname and name
    Index by_phone_;
    std::unordered_map<int64_t, const Known*> by_membership_;
    std::unordered_set<int64_t> employees_;
    std::unordered_set<int64_t> taken_;
};

}  // namespace kerege::directory::roster
