// Imports after the yes: on the way, as they were saved, and undone.
#pragma once

#include "host/src/directory/roster/imports.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// Of an applied one: what it was, and what can be done about it.
void set_import(const House& house, const http::Exchange& exchange,
                const directory::roster::Record& record, Model& model);
void add_roster_crumb(const House& house, const http::Exchange& exchange, Model& model);

// REQUIRES: a job has it. The page looks again by itself, with scripts and without.
Result<> show_progress(House& house, http::Exchange& exchange,
                       const directory::roster::Record& record);
// REQUIRES: it was applied.
Result<> show_record(House& house, http::Exchange& exchange,
                     const directory::roster::Record& record);
// A child "history" {import {…}} of the model.
void add_history(House& house, http::Exchange& exchange, Model& model);

}  // namespace kerege::pages
