// What stands between a route that was found and its handler. Pure judgements: what follows from
// them is the pipeline's.
#pragma once

#include <string_view>

#include "host/src/access/scope.hpp"
#include "host/src/http/message.hpp"
#include "host/src/http/router.hpp"

namespace kerege::http {

enum class Verdict {
    pass,
    module_off,      // as if the page did not exist
    sign_in,         // nobody is logged in: go to the sign-in page and come back
    session_ended,   // the same, but something was sent from here: it must not be lost
    sender_unknown,  // the same, but it may have been made by another site: it is not given back
    forged,          // sent from another site, or by a program that knows no token
    out_of_date,     // sent from here, but with the token of a session that is over
    first_login,     // to confirm data, to accept, to choose a password … first
    leaving,         // the organisation is closed: only what is one's own is fetched
    restricted,      // the operator lets this person look, but change nothing
    forbidden,
};

struct Facts {
    const Route& route;
    const Request& request;
    const access::Session* session = nullptr;  // null: nobody is logged in
    // Of the route, for the session's organisation; without a session, at the top of the tree.
    bool module_on = true;
    std::string_view public_url;   // of the site, or empty
    std::string_view form_cookie;  // the token of public forms, from its cookie
};

// The first thing that stands in the way, in the order of Verdict. [any]
Verdict judge(const Facts& facts);

// Where a request was sent from, as far as the browser tells.
enum class Sender { here, elsewhere, unknown };
Sender sender_of(const Request& request, std::string_view public_url);

}  // namespace kerege::http
