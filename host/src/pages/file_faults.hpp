// Files the operator takes in, and what is wrong with them by row.
#pragma once

#include <string>
#include <vector>

#include "host/src/directory/organisation_file.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// As it was sent: a file that was chosen, else the text that was looked at before.
std::string sent_text(const http::Request& request);

// For the partial "file_faults": what made the whole file unreadable, or empty, and the faults.
void add_file_faults(const House& house, const http::Exchange& exchange,
                     const std::string& unreadable, const std::vector<directory::LineFault>& faults,
                     Model& model);
// What is said above them.
Fault faulty_file();

}  // namespace kerege::pages
