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
    if (house.accounts.recovery_offered()) model.add("recovery");
    if (house.applications.settings().offered) model.add("join");
    return show(house, exchange, "sign_in", model, KEREGE_TR("Sign in"), fault);
}

Result<> sign_in_form(House& house, http::Exchange& exchange) {
    if (exchange.session)
        return go(house, exchange, local_path(exchange.request.query_value("next")));
    return show_form(house, exchange, nullptr);
}

// What the first step found stands in the form: there is no session yet.
Result<> show_code_form(House& house, http::Exchange& exchange, std::string_view ticket,
                        const Fault* fault) {
    Model model;
    model.add("plain");
    model.set("ticket", ticket).set("next", local_path(exchange.request.field("next")));
    add_field_faults(house, exchange, fault, model);
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "sign_in_code", model, KEREGE_TR("The second step"), fault);
}

Result<> begin(House& house, http::Exchange& exchange, const access::SignedIn& signed_in) {
    // A session that was there before ends: its cookie might have been planted.
    if (exchange.session) house.accounts.sign_out(*exchange.session, exchange.request.id);
    http::set_session_cookie(exchange.response, signed_in.token, house.secure_cookies);
    http::set_locale_cookie(exchange.response, signed_in.locale, house.secure_cookies);
    return go(house, exchange, local_path(exchange.request.field("next")));
}

Result<> sign_in(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    auto signed_in = house.accounts.sign_in(request.field("login"), request.field("password"),
                                            request.client_address, request.id,
                                            access::device_of(request.header("user-agent")));
    if (!signed_in) return show_form(house, exchange, &signed_in.fault());
    if (!signed_in->ticket.empty())
        return show_code_form(house, exchange, signed_in->ticket, nullptr);
    return begin(house, exchange, *signed_in);
}

Result<> second_step(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto ticket = request.field("ticket");
    const auto signed_in = house.accounts.sign_in_with_code(
        ticket, request.field("one_time_code"), request.client_address, request.id,
        access::device_of(request.header("user-agent")));
    if (signed_in) return begin(house, exchange, *signed_in);
    const Fault& fault = signed_in.fault();
    if (fault.kind == FaultKind::not_found)
        return go(house, exchange, "/sign-in", fault.user_message);
    return show_code_form(house, exchange, ticket, &fault);
}

// The address of the second step's form, asked for like a page.
Result<> back_to_form(House& house, http::Exchange& exchange) {
    return go(house, exchange, "/sign-in");
}

Result<> sign_out(House& house, http::Exchange& exchange) {
    if (exchange.session) house.accounts.sign_out(*exchange.session, exchange.request.id);
    http::clear_session_cookie(exchange.response, house.secure_cookies);
    return go(house, exchange, "/sign-in", KEREGE_TR("You are signed out."));
}

}  // namespace

void register_sign_in(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/sign-in", sign_in_form);
    add_open(router, house, http::Method::post, "/sign-in", sign_in);
    add_open(router, house, http::Method::get, "/sign-in/code", back_to_form);
    add_open(router, house, http::Method::post, "/sign-in/code", second_step);
    add_open(router, house, http::Method::post, "/sign-out", sign_out);
}

}  // namespace kerege::pages
