// The data of a person by the names that changes have, for people of a roster and known ones alike.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace kerege::directory::roster {

// A link of a learner to a guardian, whose membership it names.
inline constexpr std::string_view kGuardianField = "guardian";

// What a guardian is to a learner, whose link it is of: "kinship:" and the guardian's membership.
inline constexpr std::string_view kKinshipField = "kinship";
inline std::string kinship_field(std::string_view guardian) {
    return std::string(kKinshipField) + ':' + std::string(guardian);
}
inline bool is_kinship_field(std::string_view field) { return field.starts_with("kinship:"); }

inline bool is_label_field(std::string_view field) {
    return field == "class" || field == "subjects";
}

// nullptr: no such field. The last one is of the membership, the others are of the person.
template <class Named>
auto* field_of(Named& named, std::string_view field) {
    using Text = std::conditional_t<std::is_const_v<Named>, const std::string, std::string>;
    const std::pair<std::string_view, Text*> all[] = {
        {"family_name", &named.family_name},
        {"given_name", &named.given_name},
        {"patronymic", &named.patronymic},
        {"birth_date", &named.birth_date},
        {"sex", &named.sex},
        {"phone", &named.phone},
        {"email", &named.email},
        {"residence", &named.residence},
        {"position", &named.position},
    };
    for (const auto& [name, text] : all)
        if (name == field) return text;
    return static_cast<Text*>(nullptr);
}

// One to a line.
inline std::string joined_labels(const std::vector<std::string>& labels) {
    std::string all;
    for (const std::string& label : labels) all += all.empty() ? label : '\n' + label;
    return all;
}

template <class Named>
std::string value_of(const Named& named, std::string_view field) {
    if (is_label_field(field)) return joined_labels(named.labels);
    const std::string* text = field_of(named, field);
    return text ? *text : std::string();
}

}  // namespace kerege::directory::roster
