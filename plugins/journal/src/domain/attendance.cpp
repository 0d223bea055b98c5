#include "src/domain/attendance.hpp"

namespace kerege::journal {
namespace {

struct Letters {
    std::string_view locale;
    std::array<std::string_view, 4> small;  // in the order of kAttendances
    std::array<std::string_view, 4> capital;
};

constexpr std::array<Letters, 3> kLetters = {{
    {"kk", {"ж", "д", "а", "к"}, {"Ж", "Д", "А", "К"}},
    {"ru", {"н", "у", "б", "о"}, {"Н", "У", "Б", "О"}},
    {"en", {"u", "e", "i", "l"}, {"U", "E", "I", "L"}},
}};

constexpr std::array<std::string_view, 4> kWords = {"unexcused", "excused", "ill", "late"};

const Letters& letters_of(std::string_view locale) {
    for (const Letters& letters : kLetters)
        if (letters.locale == locale) return letters;
    return kLetters[0];
}

std::optional<Attendance> find(const Letters& letters, std::string_view letter) {
    for (size_t i = 0; i < kAttendances.size(); ++i)
        if (letters.small[i] == letter || letters.capital[i] == letter) return kAttendances[i];
    return {};
}

size_t index(Attendance attendance) { return static_cast<size_t>(attendance) - 1; }

}  // namespace

std::string_view attendance_word(Attendance attendance) {
    return attendance == Attendance::present ? std::string_view() : kWords[index(attendance)];
}

std::optional<Attendance> attendance_of_word(std::string_view word) {
    if (word.empty()) return Attendance::present;
    for (size_t i = 0; i < kWords.size(); ++i)
        if (kWords[i] == word) return kAttendances[i];
    return {};
}

std::string_view attendance_letter(Attendance attendance, std::string_view locale) {
    if (attendance == Attendance::present) return {};
    return letters_of(locale).small[index(attendance)];
}

std::optional<Attendance> attendance_of_letter(std::string_view letter, std::string_view locale) {
    if (const auto own = find(letters_of(locale), letter)) return own;
    // No letter means different things in two languages, so any of the others may be tried.
    for (const Letters& letters : kLetters)
        if (const auto found = find(letters, letter)) return found;
    return {};
}

}  // namespace kerege::journal
