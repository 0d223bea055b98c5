#include "host/src/directory/roster/writing/everybody.hpp"

#include <fmt/format.h>

#include "host/src/directory/roster/writing/files.hpp"

namespace kerege::directory::roster {
namespace {

// In a stable order, so that a number stays while nothing changes.
void number(std::map<std::string, std::string>& groups, const char* prefix) {
    size_t next = 1;
    for (auto& [label, id] : groups) id = fmt::format("{}-{}", prefix, next++);
}

}  // namespace

NamedCells::NamedCells(std::vector<std::string> heading) : heading_(std::move(heading)) {
    add_line(out_, heading_, ',');
}

void NamedCells::add(const std::map<std::string, std::string>& values) {
    std::vector<std::string> cells;
    for (const std::string& column : heading_) {
        const auto found = values.find(column);
        cells.push_back(found == values.end() ? std::string() : found->second);
    }
    add_line(out_, cells, ',');
}

Everybody::Everybody(const SchoolNamed& school, const std::vector<Known>& people,
                     const std::string& today)
    : school_id_("school-" + school.id.text()),
      // A school year is named by the year it ends in, and begins with September.
      year_(std::stoi(today.substr(0, 4)) + (today.substr(5, 2) >= "07" ? 1 : 0)) {
    for (const Known& one : people) {
        if (one.ended) continue;
        here_.push_back(&one);
        by_membership_.emplace(one.membership.value, &one);
        by_person_[one.person.value].push_back(&one);
        for (const std::string& label : one.labels)
            (one.profile == "learner" ? classes_ : subjects_)[label];
    }
    number(classes_, "class");
    number(subjects_, "subject");
}

const std::string& Everybody::group_of(const Known& one, const std::string& label) const {
    return (one.profile == "learner" ? classes_ : subjects_).at(label);
}

Everybody::Whole Everybody::whole(const Known& one) const {
    Whole whole;
    for (const Known* other : by_person_.at(one.person.value)) {
        if (other->profile == "employee") {
            whole.position = other->position;
            whole.residence = other->residence;
        }
        if (other->profile != "learner") continue;
        if (!other->labels.empty()) whole.grade = grade_of_label(other->labels.front());
        for (const MembershipId id : other->guardians) {
            const auto found = by_membership_.find(id.value);
            if (found == by_membership_.end()) continue;
            whole.guardians.push_back(found->second);
            whole.kinships.push_back(other->kinship_of(id));
        }
    }
    return whole;
}

std::string grade_of_label(const std::string& label) {
    return label.substr(0, label.find_first_not_of("0123456789"));
}

}  // namespace kerege::directory::roster
