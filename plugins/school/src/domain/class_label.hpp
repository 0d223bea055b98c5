// A class as people call it: a grade and a letter.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kerege::school {

struct ClassLabel {
    int grade = 0;
    std::string letter;  // upper case; one to three letters, as a school names its classes

    auto operator<=>(const ClassLabel&) const = default;
    // "5Ә"
    std::string text() const { return std::to_string(grade) + letter; }

    // Reads what schools write: "5Ә", "5 «ә»", "5-Ә", "11 б". Grades 0 (pre-school) to 12. nullopt
    // for anything else. Letters are compared in upper case; Latin look-alikes become Cyrillic.
    static std::optional<ClassLabel> parse(std::string_view text);
};

}  // namespace kerege::school
