// The comparison of a roster with what is known: see plan.hpp.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "host/src/directory/roster/fields.hpp"
#include "host/src/directory/roster/matcher.hpp"
#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {
namespace {

// Takes what the file says over what is known; an empty cell says nothing.
void settle(Planned& planned, std::string& wanted, const std::string& known, const char* field,
            bool of_person) {
    if (wanted.empty()) wanted = known;
    if (wanted == known) return;
    planned.changes.emplace_back(field);
    planned.were.push_back(known);
    planned.person_changed = planned.person_changed || of_person;
}

// `known_first`: what is known stands, the file only fills what is empty.
// `new_addresses`: also those of accounts in use.
void compare(Planned& planned, const Known& known, bool known_first, bool new_addresses) {
    planned.person = known.person;
    if (known_first) {
        if (!known.phone.empty()) planned.phone = known.phone;
        if (!known.email.empty()) planned.email = known.email;
    }
    const bool other = !planned.email.empty() && planned.email != known.email;
    planned.new_address = known.in_use && other && new_addresses;
    planned.address_kept = known.in_use && other && !new_addresses;
    if (planned.address_kept) planned.email = known.email;
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
        planned.were.push_back(joined_labels(known.labels));
    }
    planned.state = planned.changes.empty() ? State::unchanged : State::changed;
}

Planned of_row(Kind kind, const Row& row) {
    Planned planned;
    planned.row = row.row;
    planned.key = std::to_string(row.row);
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
    planned.labels = row.subjects;
    if (!row.class_label.empty()) planned.labels.push_back(row.class_label);
    planned.labels_changed = !planned.labels.empty();
    if (kind == Kind::staff) {
        planned.roles = roles_of_position(row.position, !row.subjects.empty());
    }
    return planned;
}

Planned of_guardian(const GuardianRow& guardian, int row, size_t number) {
    Planned planned;
    planned.row = row;
    planned.key = std::to_string(row) + '.' + std::to_string(number);
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
    Planner(const Checked& roster, const std::vector<Known>& known, const Answers& answers)
        : roster_(roster), known_(known), answers_(answers), matcher_(known) {}

    Plan run() {
        find_people();
        find_guardians();
        for (size_t at = 0; at < plan_.people.size(); ++at) {
            for (const auto& [guardian, kinship] : guardians_of_[at]) link(at, guardian, kinship);
        }
        leave_out_guardians_without_a_learner();
        for (const Planned& one : plan_.people) count(one, plan_.people_tally);
        for (const Planned& one : plan_.guardians) count(one, plan_.guardians_tally);
        find_gone();
        return std::move(plan_);
    }

private:
    static void count(const Planned& one, Tally& tally) {
        if (one.left_out) return;
        ++(one.state == State::fresh     ? tally.fresh
           : one.state == State::changed ? tally.changed
                                         : tally.unchanged);
    }

    // Whom the file names exactly goes first: nobody is taken for the twin of somebody who stands
    // in the file as well.
    void find_people() {
        for (const Row& row : roster_.rows) {
            plan_.people.push_back(of_row(roster_.kind, row));
            of_people_.push_back(matcher_.person(plan_.people.back()));
        }
        for (size_t at = 0; at < plan_.people.size(); ++at) {
            Planned& planned = plan_.people[at];
            const Known*& known = of_people_[at];
            bool decided = false;
            if (!known) {
                known = answered_twin(planned);
                decided = known != nullptr;
            }
            if (known) settle_on(planned, *known, false, decided);
        }
    }

    // The twin of somebody who is not known, if it was said to be the same person. Asks where
    // nothing was said.
    const Known* answered_twin(Planned& planned) {
        const Known* twin = matcher_.twin(planned);
        const auto answer = answers_.twins.find(planned.key);
        const bool answered = answer != answers_.twins.end();
        if (!twin && !(answered && answer->second)) return nullptr;
        planned.question = Question::same_person;
        if (twin) {
            planned.about = std::make_shared<Known>(*twin);
            resembled_.insert(twin->membership.value);
        }
        if (answered && !answer->second) return nullptr;
        planned.left_out = !answered || !twin || twin->membership != answer->second;
        if (planned.left_out) return nullptr;
        matcher_.take(*twin);
        return twin;
    }

    // `decided`: it was said that this is the person, whose access may have ended.
    void settle_on(Planned& planned, const Known& known, bool known_first, bool decided) {
        if (known.ended && (known.moved || (!known.undone && !decided))) {
            planned.question = Question::comes_back;
            planned.about = std::make_shared<Known>(known);
            planned.left_out =
                known.moved || (!answers_.all_back && !answers_.back.count(known.membership));
        }
        compare(planned, known, known_first, answers_.new_addresses);
    }

    void find_guardians() {
        guardians_of_.resize(plan_.people.size());
        for (size_t at = 0; at < roster_.rows.size(); ++at) {
            std::set<size_t> linked;
            size_t number = 0;
            for (const GuardianRow& one : roster_.rows[at].guardians) {
                const size_t guardian =
                    find_or_add(one, roster_.rows[at].row, ++number, of_people_[at]);
                if (linked.insert(guardian).second)
                    guardians_of_[at].emplace_back(guardian, one.kinship);
            }
        }
        for (Planned& planned : plan_.guardians) {
            if (planned.person) continue;
            const Known* known = answered_twin(planned);
            if (known) settle_on(planned, *known, matcher_.is_employee(known->person), true);
        }
    }

    size_t find_or_add(const GuardianRow& guardian, int row, size_t number, const Known* learner) {
        Planned planned = of_guardian(guardian, row, number);
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
            settle_on(planned, *known, matcher_.is_employee(known->person), false);
            if (known->profile == planned.profile) matcher_.take(*known);
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
        guardian.were.emplace_back();
    }

    // A change of the child's, named once however many links it is of.
    static void note_change(Planned& child, const char* field) {
        if (child.state == State::fresh) return;
        child.state = State::changed;
        if (std::count(child.changes.begin(), child.changes.end(), field)) return;
        child.changes.emplace_back(field);
        child.were.emplace_back();
    }

    void link(size_t learner, size_t guardian, const std::string& kinship) {
        Planned& child = plan_.people[learner];
        const Planned& adult = plan_.guardians[guardian];
        if (child.left_out) return;
        with_learner_.insert(guardian);
        if (adult.left_out) return;
        const Known* known = of_people_[learner];
        const bool there =
            known && child.membership && adult.membership &&
            std::count(known->guardians.begin(), known->guardians.end(), adult.membership);
        if (!there) {
            plan_.new_links.push_back({learner, guardian, kinship});
            note_change(child, "guardians");
            return;
        }
        const std::string was = known->kinship_of(adult.membership);
        if (kinship.empty() || kinship == was) return;
        plan_.new_kinships.push_back({learner, guardian, kinship, was});
        note_change(child, "kinship");
    }

    void leave_out_guardians_without_a_learner() {
        for (size_t at = 0; at < plan_.guardians.size(); ++at) {
            if (!with_learner_.count(at)) plan_.guardians[at].left_out = true;
        }
    }

    void find_gone() {
        const std::string profile = roster_.kind == Kind::staff ? "employee" : "learner";
        for (const Known& one : known_) {
            if (one.profile == profile && !one.ended && !matcher_.taken(one) &&
                !resembled_.count(one.membership.value)) {
                plan_.gone.push_back(one);
            }
        }
    }

    const Checked& roster_;
    const std::vector<Known>& known_;
    const Answers& answers_;
    Matcher matcher_;
    Plan plan_;
    std::vector<const Known*> of_people_;  // nullptr: somebody new
    // Of each of the people, with what they are to them.
    std::vector<std::vector<std::pair<size_t, std::string>>> guardians_of_;
    std::unordered_map<std::string, size_t> by_contact_;  // of guardians in the file
    std::unordered_map<int64_t, size_t> by_person_;
    std::unordered_set<size_t> with_learner_;  // guardians of somebody who is not left out
    std::unordered_set<int64_t> resembled_;    // memberships that a question is about
};

}  // namespace

Plan make_plan(const Checked& roster, const std::vector<Known>& known, const Answers& answers) {
    return Planner(roster, known, answers).run();
}

}  // namespace kerege::directory::roster
