// The fields of a person that people type: on the card, and of somebody new.
#pragma once

#include <span>
#include <string>

#include "host/src/directory/people.hpp"
#include "host/src/pages/form_fields.hpp"

namespace kerege::pages {

struct PersonField {
    TextField field;
    std::string directory::PersonEdit::*value = nullptr;
    bool employees_only = false;
};
std::span<const PersonField> person_fields();

// What was sent of them, and the sex.
directory::PersonEdit sent_person(const http::Request& request);
// Marks the sex in the form's model.
void add_sex(const directory::PersonEdit& edit, Model& form);

}  // namespace kerege::pages
