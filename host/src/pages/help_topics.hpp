// Which topics of the help are for somebody.
#pragma once

#include <vector>

#include "host/src/pages/support.hpp"
#include "host/src/view/help.hpp"

namespace kerege::pages {

// Whether the topic's module, if it has one, is on for the person's organisation.
bool has_module(const House& house, const http::Exchange& exchange, const view::HelpTopic& topic);
// Whether the topic is about what the person may do.
bool concerns(const House& house, const http::Exchange& exchange, const view::HelpTopic& topic);
// All of these, in their order.
std::vector<const view::HelpTopic*> topics_for(const House& house, const http::Exchange& exchange);

}  // namespace kerege::pages
