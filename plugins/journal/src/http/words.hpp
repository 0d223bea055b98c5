// Permissions, and the small things several pages say alike.
#pragma once

#include <string>
#include <vector>

#include "kerege/sdk/call.hpp"
#include "src/domain/cell_value.hpp"
#include "src/domain/section.hpp"
#include "src/domain/term.hpp"

namespace kerege::journal {

inline constexpr std::string_view kOpen = "journal.open";
inline constexpr std::string_view kViewSections = "journal.sections.view";
inline constexpr std::string_view kViewSchool = "journal.marks.view_school";
inline constexpr std::string_view kViewOwn = "journal.marks.view_own";
inline constexpr std::string_view kEnter = "journal.marks.enter";
inline constexpr std::string_view kViewSummary = "journal.summary.view";

// Through whose eyes this call looks things up.
Viewer viewer_of(const sdk::Call& call);

// The term the address asks for (?term=2) within a year; 0: none in particular.
int wanted_term(const sdk::Call& call);

// Children `term` {number, href, current}: one link per term of the year to `path`?term=…
void add_term_links(sdk::Model& page, const std::vector<Term>& terms, const Term& chosen,
                    const std::string& path, const std::string& more_query = {});

// "absent without a reason", translated.
std::string_view attendance_name(const sdk::Call& call, Attendance attendance);

// "9", "ill" or "9, late": as a cell of the journal reads; of an empty one "nothing".
std::string value_words(const sdk::Call& call, const CellValue& value);

// {"ж":"unexcused",…} in the user's language, for the grid.
std::string letters_json(std::string_view locale);
// {"unexcused":"absent without a reason",…} translated, for the grid: its words are the forms'.
std::string attendance_names_json(const sdk::Call& call);

}  // namespace kerege::journal
