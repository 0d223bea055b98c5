// Attendance: stored as a meaning, shown and typed as the letter of the user's language.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace kerege::journal {

enum class Attendance { present, unexcused, excused, ill, late };

// Those that are written down.
inline constexpr std::array<Attendance, 4> kAttendances = {
    Attendance::unexcused, Attendance::excused, Attendance::ill, Attendance::late};

// "unexcused", "excused", "ill", "late"; empty for present.
std::string_view attendance_word(Attendance attendance);
// The other way round; nullopt for an unknown word.
std::optional<Attendance> attendance_of_word(std::string_view word);

// The letter in "kk", "ru" or "en": ж д а к · н у б о · u e i l. Empty for present.
std::string_view attendance_letter(Attendance attendance, std::string_view locale);
// What a letter means, small or capital: in the user's language first, then in the others.
std::optional<Attendance> attendance_of_letter(std::string_view letter, std::string_view locale);

// Who was late was there.
constexpr bool is_absence(Attendance attendance) {
    return attendance != Attendance::present && attendance != Attendance::late;
}

}  // namespace kerege::journal
