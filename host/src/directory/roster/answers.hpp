// Answers as they wait for the job that uses them: one to a line, "back 12", "twin 5.1 12", with 0
// for a twin who is another person. Pure, from any thread.
#pragma once

#include <string>
#include <string_view>

#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {

// Whether it may be a Planned::key, as what a browser sends as one has to be. Answers with another
// are not written.
bool is_row_key(std::string_view key);

std::string write_answers(const Answers& answers);
Answers read_answers(std::string_view text);

}  // namespace kerege::directory::roster
