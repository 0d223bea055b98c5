// What every response tells the browser: what the page may do and who may keep it.
#pragma once

#include "host/src/http/message.hpp"

namespace kerege::http {

// `https`: the site's public address is https, so browsers may be told never to use http again.
void add_security_headers(Response& response, bool https);
// Unless the handler said something: nobody keeps pages of somebody logged in; others are asked for
// again before they are used. `personal`: there is a session, or the response sets a cookie.
void add_cache_headers(Response& response, bool personal);

}  // namespace kerege::http
