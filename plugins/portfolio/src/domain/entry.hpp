// An achievement, or something learned beside lessons: what it is made of, and what may be entered.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kerege/sdk/result.hpp"

namespace kerege::portfolio {

enum class Kind { olympiad, competition, sport, art, project, course, volunteering, other };
enum class Level { school_class, school, district, region, country, international };

// In the order in which a form offers them.
inline constexpr std::array kKinds = {Kind::olympiad,     Kind::competition, Kind::sport,
                                      Kind::art,          Kind::project,     Kind::course,
                                      Kind::volunteering, Kind::other};
inline constexpr std::array kLevels = {Level::school_class, Level::school,  Level::district,
                                       Level::region,       Level::country, Level::international};

// As it is stored, and sent by a form.
std::string_view word_of(Kind kind);
std::string_view word_of(Level level);
std::optional<Kind> kind_of(std::string_view word);
std::optional<Level> level_of(std::string_view word);

// A club, a section or a course outside lessons runs over a period, whose end may be open.
constexpr bool is_course(Kind kind) { return kind == Kind::course; }
// What is won or shown somewhere has a level; a course and work for others need none.
constexpr bool needs_level(Kind kind) {
    return kind != Kind::course && kind != Kind::volunteering && kind != Kind::other;
}

inline constexpr size_t kTitleLettersMax = 200;
inline constexpr size_t kResultLettersMax = 100;
inline constexpr size_t kPlaceLettersMax = 200;
inline constexpr size_t kNoteLettersMax = 1000;

struct Entry {
    Kind kind = Kind::other;
    std::optional<Level> level;
    std::string title;
    std::string result;  // may be empty
    std::string begins_on;
    std::string ends_on;  // empty: one day, or a course that goes on
    std::string place;    // may be empty
    std::string note;     // may be empty

    bool operator==(const Entry&) const = default;
};

// As a person typed it.
struct TypedEntry {
    std::string_view kind, level, title, result, begins_on, ends_on, place, note;
};

// Texts tidied and their letters mended. Fault invalid, with what is wrong by field.
Result<Entry> check_entry(const TypedEntry& typed, std::string_view today);

}  // namespace kerege::portfolio
