// Everybody of a school as OneRoster 1.2 in CSV, zipped. Pure, from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/src/directory/roster/writing/everybody.hpp"

namespace kerege::directory::roster {

// Staff, learners and guardians whose access has not ended. A class of learners is a homeroom
// class, a subject of a teacher a class of its own; what the standard has no place for (position,
// address) stands in metadata columns. No logins. today: YYYY-MM-DD, at_s: since 1970.
std::string one_roster_of(const SchoolNamed& school, const std::vector<Known>& people,
                          const std::string& today, int64_t at_s);

}  // namespace kerege::directory::roster
