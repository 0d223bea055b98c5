// What the pages share on which people are entered by hand.
#pragma once

#include <string>

#include "host/src/directory/roster/by_hand.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

directory::roster::ByHandDesk entry_desk(const http::Exchange& exchange);
// Of a learner who is here. Fault: not_found.
Result<directory::PersonCard> asked_learner(House& house, const http::Exchange& exchange,
                                            MembershipId membership);
// A field with the classes that are there, where another may be typed: keys of
// partials/class_field.html.
void add_class_field(House& house, const http::Exchange& exchange, std::string_view value,
                     const Fault* fault, Model& form);
// What an adult is here, and the phone.
std::string adult_words(const House& house, const http::Exchange& exchange,
                        const directory::roster::Known& known);
// Names of others were shown, as the list of people would have shown them.
void note_people(House& house, const http::Exchange& exchange, std::string_view profile);
// The person's sessions read anew what they may see.
void read_again(House& house, const http::Exchange& exchange, MembershipId membership);

}  // namespace kerege::pages
