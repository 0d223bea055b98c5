#include <algorithm>

#include "host/src/access/csrf.hpp"
#include "host/src/http/respond.hpp"
#include "host/src/http/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::http {
namespace {

// What must not be put into a page, even the person's own: it would be read over a shoulder, or be
// kept by the browser.
bool is_secret(std::string_view name) {
    return name == access::kCsrfField || lower(name).find("password") != std::string::npos;
}

void add_typed(view::Model& model, const Request& request) {
    bool left_out = !request.files.empty();
    for (const Field& field : request.form) {
        if (is_secret(field.name)) {
            left_out = left_out || (field.name != access::kCsrfField && !field.value.empty());
            continue;
        }
        model.add("typed").set("name", field.name).set("value", field.value);
    }
    if (left_out) model.add("left_out");
}

}  // namespace

void show_again(Exchange& exchange, const view::Pages& pages, Again reason) {
    const bool stale = reason == Again::out_of_date;
    const bool not_accepted = reason == Again::not_accepted;
    const bool busy = reason == Again::busy;
    const int status = busy ? 503 : stale || not_accepted ? 403 : 401;
    if (wants_json(exchange.request)) return show_status(exchange, pages, status);
    view::Model model;
    model.set("title", pages.translator().translate(
                           "core", exchange.locale,
                           busy           ? KEREGE_TR("Something long is being saved just now")
                           : not_accepted ? KEREGE_TR("Please accept these first")
                           : stale        ? KEREGE_TR("This page was open for a long time")
                                          : KEREGE_TR("You are not signed in any more")));
    model.add("plain");
    const bool unknown = reason == Again::sender_unknown;
    model.add(busy           ? "busy"
              : stale        ? "out_of_date"
              : not_accepted ? "not_accepted"
              : unknown      ? "sender_unknown"
                             : "ended");
    if (exchange.request.method == Method::post && !unknown) {
        auto& form = model.add("form");
        form.set("action", exchange.address);
        // With a session the view sets its token; a form sent without one is taken after signing in
        // by the token of public forms, if the browser says that it was sent from here.
        form.set("token",
                 exchange.session ? access::csrf_token(*exchange.session) : exchange.form_token);
        add_typed(form, exchange.request);
    }
    exchange.response.status = status;
    if (exchange.request.wants_fragment()) {
        show_fragment(exchange, pages, "core/again", model);
    } else {
        show_page(exchange, pages, "core/again", model);
    }
}

}  // namespace kerege::http
