// Permissions, and the small things several pages say alike.
#pragma once

#include <string>

#include "kerege/sdk/call.hpp"
#include "src/domain/portfolio.hpp"
#include "src/storage/rows.hpp"

namespace kerege::portfolio {

inline constexpr std::string_view kOpen = "portfolio.open";
inline constexpr std::string_view kView = "portfolio.view";
inline constexpr std::string_view kViewSchool = "portfolio.view_school";
inline constexpr std::string_view kViewOwn = "portfolio.view_own";
inline constexpr std::string_view kEnter = "portfolio.enter";

// Through whose eyes this call looks things up.
Viewer viewer_of(const sdk::Call& call);

// "Olympiad", "Region": translated.
std::string_view name_of(const sdk::Call& call, Kind kind);
std::string_view name_of(const sdk::Call& call, Level level);
// The level's name, or nothing.
std::string_view level_words(const sdk::Call& call, const Entry& entry);
// "entered", "changed" …: a deed of the history, translated.
std::string_view deed_name(const sdk::Call& call, std::string_view deed);
// A day, a period, or a day since when it goes on.
std::string days_words(const sdk::Call& call, const Entry& entry);

// The entry as a page shows it, under the keys of the template `line`.
void show_record(const sdk::Call& call, sdk::Model& line, const Record& record);
// "year" {label, record…} and "courses" {record…}, or "nothing". changes: each links to its form.
void show_portfolio(const sdk::Call& call, sdk::Model& page, const Portfolio& portfolio,
                    bool changes);

}  // namespace kerege::portfolio
