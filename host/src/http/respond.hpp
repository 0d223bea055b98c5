// The one place where outcomes become statuses, pages, fragments or JSON.
#pragma once

#include <string>
#include <string_view>

#include "host/src/http/exchange.hpp"
#include "host/src/view/page.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::http {

// not_found 404, forbidden 403, invalid 422, conflict 409, too_many 429, unavailable 503,
// internal 500. [any]
int status_of(FaultKind kind);

// For whom the exchange's page is rendered. Borrows from the exchange. [any]
view::Viewer viewer_of(const Exchange& exchange);

// Fill exchange.response's body and content type; status and headers stay. Without a session the
// model's "csrf" is set to what public forms carry. [request]
void show_page(Exchange& exchange, const view::Pages& pages, std::string_view template_name,
               view::Model& model);
void show_fragment(Exchange& exchange, const view::Pages& pages, std::string_view template_name,
                   view::Model& model);

// 303 to a path of this site, keeping cookies set before. `notice` is a translated sentence for the
// next page, at most 300 bytes of it. [request]
void redirect_to(Exchange& exchange, std::string path, std::string_view notice = {});

// The person's words of a fault, with its values filled in; empty if it has none of its own.
// `domain`: "core" or a plugin's id. [any]
std::string words_of(const Exchange& exchange, const view::Pages& pages, const Fault& fault,
                     std::string_view domain);

// Replaces the response by the page, fragment or JSON of a status, keeping its cookies. `message`:
// translated, or empty for the status's own words. `fault` (may be null) adds its fields to JSON.
// [request]
void show_status(Exchange& exchange, const view::Pages& pages, int status,
                 std::string_view message = {}, const Fault* fault = nullptr);
// The same for a fault, after its kind.
void show_fault(Exchange& exchange, const view::Pages& pages, const Fault& fault,
                std::string_view domain);

// A form that was sent could not be taken as it came, but would be if it came again. The page holds
// what was typed, passwords and files apart, and a button that sends it once more.
enum class Again {
    session_ended,   // 401: sign in in another tab first
    sender_unknown,  // 401: the same, but nobody knows who made the form: it is not given back
    out_of_date,     // 403: the page's token is of a session that is over
    not_accepted,    // 403: a document is to be accepted first, in another tab
    busy,            // 503: somebody else holds what it would change
};
void show_again(Exchange& exchange, const view::Pages& pages, Again reason);

// Asked for by a program that reads JSON.
bool wants_json(const Request& request);

}  // namespace kerege::http
