// How messages to support are named on the host's pages.
#pragma once

#include "host/src/pages/support.hpp"
#include "host/src/support/support.hpp"

namespace kerege::pages {

// "Something does not work" and so on.
std::string message_kind_words(const House& house, const http::Exchange& exchange,
                               std::string_view kind);
// Adds what was sent along, if anything: "along" with children "fact" {label, value}.
void add_context(const House& house, const http::Exchange& exchange, const std::string& page,
                 const std::string& role, const std::string& browser, const std::string& request_id,
                 Model& place);
// Adds the contact in the page's language as "contact", if there is one.
void add_contact(House& house, const http::Exchange& exchange, Model& place);
// Whose messages somebody answers. REQUIRES: they may core.support.answer.
support::Desk desk_of(const House& house, const http::Exchange& exchange);

}  // namespace kerege::pages
