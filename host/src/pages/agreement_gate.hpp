// What stands between a person and everything else while a document in force is not accepted.
#pragma once

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// All that is asked on one page, each with its text and its own tick.
Result<> show_gate(House& house, http::Exchange& exchange, const Fault* fault);
// Takes the ticks of that page. Sent twice, or from a second tab, it leads on.
Result<> pass_gate(House& house, http::Exchange& exchange);

}  // namespace kerege::pages
