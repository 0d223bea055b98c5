// The host's cookies. All are HttpOnly and SameSite=Lax; over https they are Secure and named
// "__Host-…", which no neighbouring site of the domain can plant.
#pragma once

#include <string>
#include <string_view>

#include "host/src/http/message.hpp"

namespace kerege::http {

// `secure`: the site's public address is https.
void set_session_cookie(Response& response, std::string_view token, bool secure);
void clear_session_cookie(Response& response, bool secure);
std::string_view session_cookie(const Request& request, bool secure);

void set_locale_cookie(Response& response, std::string_view locale, bool secure);
std::string_view locale_cookie(const Request& request, bool secure);

// "light", "dark", or empty for what the device wishes.
void set_theme_cookie(Response& response, std::string_view theme, bool secure);
std::string_view theme_cookie(const Request& request, bool secure);

// A sentence for the next page, at most 300 bytes of it.
void set_notice_cookie(Response& response, std::string_view notice, bool secure);
void clear_notice_cookie(Response& response, bool secure);
// Empty for a value that is none.
std::string notice_cookie(const Request& request, bool secure);

// What public forms carry against forgery: the same token in a cookie and in a field.
void set_form_cookie(Response& response, std::string_view token, bool secure);
std::string_view form_cookie(const Request& request, bool secure);

}  // namespace kerege::http
