// What a parent is to a child: "mother", "father", "guardian" (by law) or "other", as
// core_guardianship.kinship has it; empty where nobody said. Pure, from any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace kerege::directory::roster {

inline constexpr std::array<std::string_view, 4> kKinships = {"mother", "father", "guardian",
                                                              "other"};
bool is_kinship(std::string_view word);

// As files write it, in Kazakh, Russian or English, or in two of them by "/"; what nobody knows is
// no fault: empty.
std::string kinship_of_word(std::string_view word);
// That a column's heading says: "Анасының аты-жөні", "ФИО отца".
std::string kinship_of_heading(std::string_view heading);
// That a role of OneRoster or School Data Sync says: "guardian" and "parent" are two where a file
// names the relation; of a parent neither format says which.
std::string kinship_of_role(std::string_view role);
// The role of School Data Sync that comes nearest.
std::string_view role_of_kinship(std::string_view kinship);
// For readers of both languages, as kinship_of_word() reads it.
std::string_view kinship_written(std::string_view kinship);

}  // namespace kerege::directory::roster
