// What may be written into a person's record. Pure, from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/people.hpp"

namespace kerege::directory {

// The fields as they are stored: tidied, look-alikes mended, phone in E.164, day as YYYY-MM-DD.
// What the profile has no place for stays as the card has it. Fault: invalid with fields.
Result<PersonEdit> check_edit(const PersonEdit& typed, const PersonCard& card,
                              std::string_view today);

// Names of the fields that differ from the card.
std::vector<std::string> changed_fields(const PersonCard& card, const PersonEdit& edit);

}  // namespace kerege::directory
