// Whether everything is as it should be: the checks of `kerege doctor` and of the operator's page.
#pragma once

#include <string>
#include <vector>

#include "host/src/app/console.hpp"
#include "host/src/pages/finding.hpp"
#include "host/src/plugins/catalogue.hpp"

namespace kerege::app {

// How the mail server is looked at: a command knocks; a page does not wait for it, but says what
// the sender met.
struct MailLook {
    bool knock = true;
    std::string trouble = {};
};

// Takes as long as a password's hash, and where it knocks, as the mail server. [any]
std::vector<pages::Finding> examine(Console& console, const plugins::Catalogue& catalogue,
                                    const MailLook& look);

}  // namespace kerege::app
