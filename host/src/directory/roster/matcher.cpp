#include "host/src/directory/roster/matcher.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {
namespace {

std::string key(const std::string& family, const std::string& given,
                const std::string& patronymic) {
    return text::lower(family + '|' + given + '|' + patronymic);
}

template <class Named>
std::string short_key(const Named& named) {
    return text::lower(named.family_name + '|' + named.given_name);
}

template <class Index>
const std::vector<const Known*>& of(const Index& index, const std::string& key) {
    static const std::vector<const Known*> none;
    const auto found = index.find(key);
    return found == index.end() ? none : found->second;
}

// Those who are here stand before those who left. Of these an end that somebody decided on counts
// before one that came with an import undone; then the last one.
bool better(const Known& one, const Known* than) {
    if (!than || !than->ended) return !than;
    if (!one.ended || one.undone != than->undone) return !one.ended || than->undone;
    return one.end_day > than->end_day;
}

bool one_birth(const Planned& wanted, const Known& known) {
    return !wanted.birth_date.empty() && wanted.birth_date == known.birth_date;
}

// Namesakes of two fathers are two people, unless they were born on one day.
bool alike_by_name(const Planned& wanted, const Known& known) {
    return wanted.patronymic.empty() || known.patronymic.empty() ||
           text::lower(wanted.patronymic) == text::lower(known.patronymic) ||
           one_birth(wanted, known);
}

// A phone is an employee's own; a family shares one, so there it needs a name or a birthday.
bool alike_by_phone(const Planned& wanted, const Known& known) {
    return wanted.profile == "employee" || one_birth(wanted, known) ||
           text::lower(wanted.given_name) == text::lower(known.given_name);
}

}  // namespace

bool is_adult(std::string_view profile) { return profile == "employee" || profile == "guardian"; }

std::string name_key(const Planned& planned) {
    return key(planned.family_name, planned.given_name, planned.patronymic);
}

std::string name_key(const Known& known) {
    return key(known.family_name, known.given_name, known.patronymic);
}

std::vector<Known> alike_people(std::vector<Known> known, const Planned& wanted, size_t most) {
    std::erase_if(known, [&](const Known& one) {
        const bool one_phone = !wanted.phone.empty() && wanted.phone == one.phone;
        if (one.profile != wanted.profile)
            return !is_adult(one.profile) || !is_adult(wanted.profile) ||
                   name_key(one) != name_key(wanted) || !(one_phone || one_birth(wanted, one));
        const bool family = text::lower(one.family_name) == text::lower(wanted.family_name);
        const bool given = text::lower(one.given_name) == text::lower(wanted.given_name);
        return !(family && given) && !((family || given) && one_birth(wanted, one)) &&
               !(one_phone && alike_by_phone(wanted, one));
    });
    const auto rank = [&](const Known& one) {
        return (one.ended ? 2 : 0) + (one_birth(wanted, one) ? 0 : 1);
    };
    std::ranges::stable_sort(known, {}, rank);
    if (known.size() > most) known.resize(most);
    return known;
}

Matcher::Matcher(const std::vector<Known>& known) {
    for (const Known& one : known) {
        by_name_[name_key(one)].push_back(&one);
        by_short_name_[short_key(one)].push_back(&one);
        if (!one.phone.empty()) by_phone_[one.phone].push_back(&one);
        by_membership_.emplace(one.membership.value, &one);
        if (one.profile == "employee" && !one.ended) employees_.insert(one.person.value);
    }
}

const Known* Matcher::by_birth(const Planned& wanted, bool ended) const {
    const Known* found = nullptr;
    for (const Known* known : of(by_name_, name_key(wanted))) {
        if (known->profile == wanted.profile && known->ended == ended &&
            known->birth_date == wanted.birth_date && !taken(*known) && better(*known, found)) {
            found = known;
        }
    }
    return found;
}

// Where one side knows no birth date the name decides, if it is the only such one.
const Known* Matcher::by_name_alone(const Planned& wanted) const {
    const Known* found = nullptr;
    for (const Known* known : of(by_name_, name_key(wanted))) {
        if (known->profile != wanted.profile || known->ended || taken(*known)) continue;
        if (!known->birth_date.empty() && !wanted.birth_date.empty()) continue;
        if (found) return nullptr;
        found = known;
    }
    return found;
}

const Known* Matcher::by_phone(const Planned& wanted, const std::string& profile) const {
    if (wanted.phone.empty()) return nullptr;
    const Known* found = nullptr;
    for (const Known* known : of(by_name_, name_key(wanted))) {
        const bool birth_agrees = known->birth_date.empty() || wanted.birth_date.empty() ||
                                  known->birth_date == wanted.birth_date;
        const bool asked = profile.empty() || (known->profile == profile && !known->ended);
        if (asked && birth_agrees && known->phone == wanted.phone && better(*known, found)) {
            found = known;
        }
    }
    return found;
}

const Known* Matcher::person(const Planned& wanted) {
    const Known* known = by_birth(wanted, false);
    if (!known) known = by_name_alone(wanted);
    if (!known) known = by_birth(wanted, true);
    // A parent who begins to work at the school stays the same person.
    if (!known && wanted.profile == "employee") known = by_phone(wanted, "");
    if (known) take(*known);
    return known;
}

const Known* Matcher::among_guardians(const Known& learner, const std::string& name) const {
    const Known* found = nullptr;
    for (const MembershipId id : learner.guardians) {
        const auto guardian = by_membership_.find(id.value);
        if (guardian != by_membership_.end() && name_key(*guardian->second) == name &&
            better(*guardian->second, found)) {
            found = guardian->second;
        }
    }
    return found;
}

const Known* Matcher::guardian(const Planned& wanted, const Known* learner) const {
    if (const Known* known = by_phone(wanted, "guardian")) return known;
    const std::string name = name_key(wanted);
    const Known* of_learner = learner ? among_guardians(*learner, name) : nullptr;
    if (of_learner && !of_learner->ended) return of_learner;
    for (const Known* known : of(by_name_, name)) {
        if (known->profile == "guardian" && !known->ended && !wanted.email.empty() &&
            known->email == wanted.email) {
            return known;
        }
    }
    const Known* known = by_phone(wanted, "");
    return of_learner && (!known || known->ended) ? of_learner : known;
}

const Known* Matcher::twin(const Planned& wanted) const {
    const Known* found = nullptr;
    const auto look = [&](const std::vector<const Known*>& among, const auto& alike) {
        for (const Known* known : among) {
            if (known->profile == wanted.profile && !taken(*known) && alike(wanted, *known) &&
                better(*known, found)) {
                found = known;
            }
        }
    };
    look(of(by_short_name_, short_key(wanted)), alike_by_name);
    if (!found && !wanted.phone.empty()) look(of(by_phone_, wanted.phone), alike_by_phone);
    return found;
}

}  // namespace kerege::directory::roster
