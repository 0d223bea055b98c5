// Whom a binding document binds, as the database and forms have it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/agreements/agreements.hpp"

namespace kerege::agreements {

// Adds a fault of the field "profiles" for one that is unknown or given twice, and for a document
// nobody binds by profile.
void check_profiles(const std::vector<std::string>& profiles, std::string_view kind,
                    std::vector<FieldFault>& faults);
// "employee,learner"; of none an empty text.
std::string joined(const std::vector<std::string>& profiles);
// Of a version or a draft; where it has none of its own, of the document.
std::vector<std::string> profiles_in(const data::Row& row, size_t column, const Document& document);

}  // namespace kerege::agreements
