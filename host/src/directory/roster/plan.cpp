#include "host/src/directory/roster/plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/matcher.hpp"

namespace kerege::directory::roster {
namespace {

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view one) { return text::fold(one) == word; });
}

// Takes what the file says over what is known; an empty cell says nothing.
void settle(Planned& planned, std::string& wanted, const std::string& known, const char* field,
            bool of_person) {
    if (wanted.empty()) wanted = known;
    if (wanted == known) return;
    planned.changes.emplace_back(field);
    planned.person_changed = planned.person_changed || of_person;
}

// `known_first`: what is known stands, the file only fills what is empty.
void compare(Planned& planned, const Known& known, bool known_first) {
    planned.person = known.person;
    if (known_first) {
        if (!known.phone.empty()) planned.phone = known.phone;
        if (!known.email.empty()) planned.email = known.email;
    }
    planned.has_account = known.has_account;
    settle(planned, planned.family_name, known.family_name, "family_name", true);
    settle(planned, planned.given_name, known.given_name, "given_name", true);
    settle(planned, planned.patronymic, known.patronymic, "patronymic", true);
    settle(planned, planned.birth_date, known.birth_date, "birth_date", true);
    settle(planned, planned.sex, known.sex, "sex", true);
    settle(planned, planned.phone, known.phone, "phone", true);
    settle(planned, planned.email, known.email, "email", true);
    settle(planned, planned.residence, known.residence, "residence", true);
    if (known.ended || known.profile != planned.profile) {
        planned.labels_changed = !planned.labels.empty();
        return;
    }
    planned.membership = known.membership;
    settle(planned, planned.position, known.position, "position", false);
    planned.labels_changed = !planned.labels.empty() && planned.labels != known.labels;
    if (planned.labels_changed) {
        planned.changes.emplace_back(planned.profile == "learner" ? "class" : "subjects");
    }
    planned.state = planned.changes.empty() ? State::unchanged : State::changed;
}

Planned of_row(Kind kind, const Row& row) {
    Planned planned;
    planned.row = row.row;
    planned.profile = kind == Kind::staff ? "employee" : "learner";
    planned.family_name = row.family_name;
    planned.given_name = row.given_name;
    planned.patronymic = row.patronymic;
    planned.birth_date = row.birth_date;
    planned.sex = row.sex;
    planned.phone = row.phone;
    planned.email = row.email;
    planned.residence = row.residence;
    planned.position = row.position;
    planned.labels = kind == Kind::staff ? row.subjects : std::vector<std::string>{row.class_label};
    planned.labels_changed = !planned.labels.empty();
    if (kind == Kind::staff) {
        planned.roles = roles_of_position(row.position, !row.subjects.empty());
    }
    return planned;
}

Planned of_guardian(const GuardianRow& guardian, int row) {
    Planned planned;
    planned.row = row;
    planned.profile = "guardian";
    planned.family_name = guardian.family_name;
    planned.given_name = guardian.given_name;
    planned.patronymic = guardian.patronymic;
    planned.phone = guardian.phone;
    planned.email = guardian.email;
    return planned;
}

class Planner {
public:
    Planner(const Checked& roster, const std::vector<Known>& known)
        : roster_(roster), matcher_(known) {}

    Plan run() {
        for (const Row& row : roster_.rows) add(row);
        for (const Planned& one : plan_.people) count(one.state, plan_.people_tally);
        for (const Planned& one : plan_.guardians) count(one.state, plan_.guardians_tally);
        return std::move(plan_);
    }

private:
    static void count(State state, Tally& tally) {
        ++(state == State::fresh     ? tally.fresh
           : state == State::changed ? tally.changed
                                     : tally.unchanged);
    }

    void add(const Row& row) {
        Planned planned = of_row(roster_.kind, row);
        const Known* known = matcher_.person(planned);
        if (known) compare(planned, *known, false);
        plan_.people.push_back(std::move(planned));
        const size_t learner = plan_.people.size() - 1;
        std::set<size_t> linked;
        for (const GuardianRow& one : row.guardians) {
            const size_t guardian = find_or_add(one, row.row, known);
            if (!linked.insert(guardian).second) continue;
            link(learner, guardian, known);
        }
    }

    size_t find_or_add(const GuardianRow& guardian, int row, const Known* learner) {
        Planned planned = of_guardian(guardian, row);
        const std::string contact = guardian.phone.empty() ? guardian.email : guardian.phone;
        const std::string key = contact.empty() ? "" : name_key(planned) + '|' + contact;
        if (!key.empty()) {
            if (const auto found = by_contact_.find(key); found != by_contact_.end()) {
                add_email(plan_.guardians[found->second], guardian.email);
                return found->second;
            }
        }
        if (const Known* known = matcher_.guardian(planned, learner)) {
            const auto found = by_person_.find(known->person.value);
            if (found != by_person_.end()) return found->second;
            // The data of those who work here come from the roster of staff.
            compare(planned, *known, matcher_.is_employee(known->person));
            by_person_.emplace(known->person.value, plan_.guardians.size());
        }
        plan_.guardians.push_back(std::move(planned));
        if (!key.empty()) by_contact_.emplace(key, plan_.guardians.size() - 1);
        return plan_.guardians.size() - 1;
    }

    // A later row may know the address that the first one lacks.
    static void add_email(Planned& guardian, const std::string& email) {
        if (email.empty() || !guardian.email.empty()) return;
        guardian.email = email;
        guardian.person_changed = static_cast<bool>(guardian.person);
        if (guardian.state == State::fresh) return;
        guardian.state = State::changed;
        guardian.changes.emplace_back("email");
    }

    void link(size_t learner, size_t guardian, const Known* known) {
        Planned& child = plan_.people[learner];
        const MembershipId membership = plan_.guardians[guardian].membership;
        const bool there = known && child.membership && membership &&
                           std::count(known->guardians.begin(), known->guardians.end(), membership);
        if (there) return;
        plan_.new_links.push_back({learner, guardian});
        if (child.state == State::fresh) return;
        child.state = State::changed;
        if (!std::count(child.changes.begin(), child.changes.end(), "guardians")) {
            child.changes.emplace_back("guardians");
        }
    }

    const Checked& roster_;
    Matcher matcher_;
    Plan plan_;
    std::map<std::string, size_t> by_contact_;  // of guardians in the file
    std::map<int64_t, size_t> by_person_;
};

}  // namespace

bool Plan::changes_nothing() const {
    const auto settled = [](const Planned& one) {
        return one.state == State::unchanged && one.has_account;
    };
    return new_links.empty() && std::all_of(people.begin(), people.end(), settled) &&
           std::all_of(guardians.begin(), guardians.end(), settled);
}

Plan make_plan(const Checked& roster, const std::vector<Known>& known) {
    return Planner(roster, known).run();
}

std::vector<std::string> roles_of_position(const std::string& position, bool has_subjects) {
    std::set<std::string> roles;
    for (const std::string& part : text::split(position, "/,;")) {
        const std::string word = text::fold(part);
        // Only the bare word: a "системный администратор" looks after computers.
        if (is_one_of(word, {"әкімші", "мектеп әкімшісі", "администратор", "администратор школы",
                             "administrator", "school administrator"})) {
            roles.insert("administrator");
        }
        if (is_one_of(word, {"редактор", "editor"})) roles.insert("editor");
        for (const std::string& one : text::split(word, " ")) {
            if (is_one_of(one, {"мұғалім", "мұғалімі", "учитель", "teacher"})) {
                roles.insert("teacher");
            }
        }
    }
    if (has_subjects) roles.insert("teacher");
    if (roles.empty()) roles.insert("staff");
    return {roles.begin(), roles.end()};
}

}  // namespace kerege::directory::roster
