// Everybody of a school as School Data Sync reads it, zipped. Pure, from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/src/directory/roster/writing/everybody.hpp"

namespace kerege::directory::roster {

// Version 1: learners, teachers (all staff) and parents in files of their own. It has no place for
// the sex, the phone, a parent's patronymic: columns beside those of the format, which other
// programs pass over. Addresses are left out. No logins. today: YYYY-MM-DD, at_s: since 1970.
std::string sds_1_of(const SchoolNamed& school, const std::vector<Known>& people,
                     const std::string& today, int64_t at_s);

// Version 2.1: one file of users, and files that say what each of them is. Patronymic, position and
// address are columns beside those of the format.
std::string sds_2_of(const SchoolNamed& school, const std::vector<Known>& people,
                     const std::string& today, int64_t at_s);

}  // namespace kerege::directory::roster
