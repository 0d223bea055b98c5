// Signing in and out.
#include "host/src/access/device.hpp"
#include "host/src/http/cookies.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

Result<> show_form(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto& request = exchange.request;
    const auto typed_next = request.field("next");
    Model model;
    model.set("login", request.field("login"))
        .set("next", local_path(typed_next.empty() ? request.query_value("next") : typed_next));
    model.add("plain");
    return show(house, exchange, "sign_in", model, KEREGE_TR("Sign in"), fault);
}

Result<> sign_in_form(House& house, http::Exchange& exchange) {
    if (exchange.session)
        return go(house, exchange, local_path(exchange.request.query_value("next")));
    return show_form(house, exchange, nullptr);
}

Result<> sign_in(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    auto signed_in = house.accounts.sign_in(request.field("login"), request.field("password"),
                                            request.client_address, request.id,
                                            access::device_of(request.header("user-agent")));
    if (!signed_in) return show_form(house, exchange, &signed_in.fault());
    // A session that was there before ends: its cookie might have been planted.
    if (exchange.session) house.sessions.end(*exchange.session);
    http::set_session_cookie(exchange.response, signed_in->token, house.secure_cookies);
    http::set_locale_cookie(exchange.response, signed_in->locale, house.secure_cookies);
    return go(house, exchange, local_path(request.field("next")));
}

Result<> sign_out(House& house, http::Exchange& exchange) {
    if (exchange.session) house.sessions.end(*exchange.session);
    http::clear_session_cookie(exchange.response, house.secure_cookies);
    return go(house, exchange, "/sign-in", KEREGE_TR("You are signed out."));
}

}  // namespace

void register_sign_in(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/sign-in", sign_in_form);
    add_open(router, house, http::Method::post, "/sign-in", sign_in);
    add_open(router, house, http::Method::post, "/sign-out", sign_out);
}

}  // namespace kerege::pages
