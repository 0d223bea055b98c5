// What a roster's preview asks, and what was answered. Of many questions a part is shown; answers
// to the others are kept with the file.
#pragma once

#include <optional>
#include <string>

#include "host/src/directory/roster/rosters.hpp"
#include "host/src/http/exchange.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Children of the model: "back" {person {id, name, why}} for those whose access had ended, "twins"
// {twin {…}} for those who resemble somebody.
void add_roster_questions(const House& house, const http::Exchange& exchange,
                          const directory::roster::Preview& preview,
                          const directory::roster::Answers& answers, Model& form);

// From the form's fields accept_good_rows, all_back, back and twin.KEY; what the form did not ask
// stands as it was kept.
directory::roster::Answers read_roster_answers(const http::Request& request,
                                               directory::roster::Answers kept = {});

// Which questions somebody wants to see instead of saving: the query of the preview's address.
std::optional<std::string> other_questions(const http::Request& request);

}  // namespace kerege::pages
