// What a roster's preview asks, and what was answered.
#pragma once

#include "host/src/directory/roster/plan.hpp"
#include "host/src/http/exchange.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Children of the model: "back" {person {id, name, why}} for those whose access had ended, "twins"
// {twin {…}} for those who resemble somebody, "gone" {person} for those the file does not name.
void add_roster_questions(const House& house, const http::Exchange& exchange,
                          const directory::roster::Plan& plan, Model& form);
void add_gone(const House& house, const http::Exchange& exchange,
              const directory::roster::Plan& plan, bool faulty_rows, Model& model);

// From the form's fields accept_good_rows, all_back, back and twin.KEY.
directory::roster::Answers read_roster_answers(const http::Request& request);

}  // namespace kerege::pages
