#include "host/src/directory/roster/plan.hpp"

#include <algorithm>
#include <set>

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {

std::string Known::kinship_of(MembershipId guardian) const {
    const auto found = std::find(guardians.begin(), guardians.end(), guardian);
    const auto at = static_cast<size_t>(found - guardians.begin());
    return at < kinships.size() ? kinships[at] : std::string();
}

bool Plan::changes_nothing() const {
    const auto settled = [](const Planned& one) {
        return one.left_out || (one.state == State::unchanged && one.has_account);
    };
    return new_links.empty() && new_kinships.empty() &&
           std::all_of(people.begin(), people.end(), settled) &&
           std::all_of(guardians.begin(), guardians.end(), settled);
}

bool Plan::asks() const {
    const auto asks = [](const Planned& one) { return one.question != Question::none; };
    return std::any_of(people.begin(), people.end(), asks) ||
           std::any_of(guardians.begin(), guardians.end(), asks);
}

std::vector<const Planned*> Plan::to_appoint() const {
    std::vector<const Planned*> found;
    for (const Planned& one : people)
        if (one.profile == "employee" && !one.membership && !one.left_out &&
            names_administrator(one.position))
            found.push_back(&one);
    return found;
}

std::vector<const Planned*> Plan::new_addresses() const {
    std::vector<const Planned*> found;
    for (const auto* all : {&people, &guardians})
        for (const Planned& one : *all)
            if (one.new_address && !one.left_out) found.push_back(&one);
    return found;
}

int Plan::addresses_kept() const {
    const auto kept = [](const Planned& one) { return one.address_kept && !one.left_out; };
    return static_cast<int>(std::count_if(people.begin(), people.end(), kept) +
                            std::count_if(guardians.begin(), guardians.end(), kept));
}

std::vector<std::string> roles_of_position(const std::string& position, bool has_subjects) {
    static const std::set<std::string> kEditor = text::folded_words({"редактор", "editor"});
    static const std::set<std::string> kTeacher =
        text::folded_words({"мұғалім", "мұғалімі", "учитель", "teacher"});
    std::set<std::string> roles;
    for (const std::string& part : text::split(position, "/,;")) {
        const std::string word = text::fold(part);
        if (kEditor.contains(word)) roles.insert("editor");
        for (const std::string& one : text::split(word, " "))
            if (kTeacher.contains(one)) roles.insert("teacher");
    }
    if (has_subjects) roles.insert("teacher");
    if (roles.empty()) roles.insert("staff");
    return {roles.begin(), roles.end()};
}

bool names_administrator(const std::string& position) {
    // Only the bare words: a "системный администратор" looks after computers.
    static const std::set<std::string> kAdministrator =
        text::folded_words({"әкімші", "мектеп әкімшісі", "администратор", "администратор школы",
                            "administrator", "school administrator"});
    const std::vector<std::string> parts = text::split(position, "/,;");
    return std::any_of(parts.begin(), parts.end(), [](const std::string& part) {
        return kAdministrator.contains(text::fold(part));
    });
}

}  // namespace kerege::directory::roster
