#include "host/src/directory/roster/matcher.hpp"

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {
namespace {

std::string key(const std::string& family, const std::string& given,
                const std::string& patronymic) {
    return text::lower(family + '|' + given + '|' + patronymic);
}

}  // namespace

std::string name_key(const Planned& planned) {
    return key(planned.family_name, planned.given_name, planned.patronymic);
}

std::string name_key(const Known& known) {
    return key(known.family_name, known.given_name, known.patronymic);
}

Matcher::Matcher(const std::vector<Known>& known) {
    for (const Known& one : known) {
        by_name_.emplace(name_key(one), &one);
        by_membership_.emplace(one.membership.value, &one);
        if (one.profile == "employee" && !one.ended) employees_.insert(one.person.value);
    }
}

const Known* Matcher::by_birth(const Planned& wanted, bool ended) const {
    const auto [begin, end] = by_name_.equal_range(name_key(wanted));
    for (auto it = begin; it != end; ++it) {
        const Known& known = *it->second;
        if (known.profile == wanted.profile && known.ended == ended &&
            known.birth_date == wanted.birth_date && free(known)) {
            return &known;
        }
    }
    return nullptr;
}

// Where one side knows no birth date the name decides, if it is the only such one.
const Known* Matcher::by_name_alone(const Planned& wanted) const {
    const Known* found = nullptr;
    const auto [begin, end] = by_name_.equal_range(name_key(wanted));
    for (auto it = begin; it != end; ++it) {
        const Known& known = *it->second;
        if (known.profile != wanted.profile || known.ended || !free(known)) continue;
        if (!known.birth_date.empty() && !wanted.birth_date.empty()) continue;
        if (found) return nullptr;
        found = &known;
    }
    return found;
}

const Known* Matcher::by_phone(const Planned& wanted, const std::string& profile) const {
    if (wanted.phone.empty()) return nullptr;
    const auto [begin, end] = by_name_.equal_range(name_key(wanted));
    for (auto it = begin; it != end; ++it) {
        const Known& known = *it->second;
        const bool birth_agrees = known.birth_date.empty() || wanted.birth_date.empty() ||
                                  known.birth_date == wanted.birth_date;
        const bool asked = profile.empty() || (known.profile == profile && !known.ended);
        if (asked && birth_agrees && known.phone == wanted.phone) return &known;
    }
    return nullptr;
}

const Known* Matcher::person(const Planned& wanted) {
    const Known* known = by_birth(wanted, false);
    if (!known) known = by_name_alone(wanted);
    if (!known) known = by_birth(wanted, true);
    // A parent who begins to work at the school stays the same person.
    if (!known && wanted.profile == "employee") known = by_phone(wanted, "");
    if (known) taken_.insert(known->membership.value);
    return known;
}

const Known* Matcher::guardian(const Planned& wanted, const Known* learner) const {
    if (const Known* known = by_phone(wanted, "guardian")) return known;
    const std::string name = name_key(wanted);
    if (learner) {
        for (const MembershipId id : learner->guardians) {
            const auto found = by_membership_.find(id.value);
            if (found != by_membership_.end() && name_key(*found->second) == name) {
                return found->second;
            }
        }
    }
    const auto [begin, end] = by_name_.equal_range(name);
    for (auto it = begin; it != end; ++it) {
        const Known& known = *it->second;
        if (known.profile == "guardian" && !known.ended && !wanted.email.empty() &&
            known.email == wanted.email) {
            return &known;
        }
    }
    return by_phone(wanted, "");
}

}  // namespace kerege::directory::roster
