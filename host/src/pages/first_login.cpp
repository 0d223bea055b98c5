// The first login: check the personal data, accept what is to be accepted, then choose a password
// of one's own.
#include "host/src/http/cookies.hpp"
#include "host/src/pages/agreement_gate.hpp"
#include "host/src/pages/password_form.hpp"
#include "host/src/pages/wrong_data.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

Result<> show_data(House& house, http::Exchange& exchange, const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, scope.membership);
    if (!card) return card.fault();
    Model model;
    model.add("plain");
    model.set("step", 1).set("steps", exchange.session->must_accept ? 3 : 2);
    model.set("message", exchange.request.field("message"));
    add_fixed_data(house, exchange, *card, model);
    if (fault) {
        exchange.response.status = http::status_of(fault->kind);
        model.add("report_problem").set("text", words(house, exchange, *fault));
    }
    return show(house, exchange, "account/confirm", model, KEREGE_TR("Is this you?"));
}

PasswordForm password_form(const http::Exchange& exchange) {
    const access::Session& session = *exchange.session;
    return {"/first-login/password", "/",
            session.password_temporary ? PasswordReason::first
            : session.compromised      ? PasswordReason::reported
                                       : PasswordReason::expired};
}

Result<> first_login(House& house, http::Exchange& exchange) {
    if (exchange.session->must_confirm) return show_data(house, exchange, nullptr);
    // Who says that somebody else knows the password chooses another one before all else.
    if (exchange.session->must_accept && !exchange.session->compromised)
        return show_gate(house, exchange, nullptr);
    if (exchange.session->must_change_password)
        return show_password_form(house, exchange, password_form(exchange));
    if (exchange.session->must_set_up_second_factor)
        return go(house, exchange, "/account/second-factor");
    return go(house, exchange, "/");
}

Result<> confirm(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const bool wrong = request.field("answer") == "wrong";
    if (wrong) {
        const auto reported = house.accounts.report_wrong_data(
            exchange.scope(), {std::string(request.field("message"))}, request.id);
        if (!reported) return show_data(house, exchange, &reported.fault());
    }
    const auto confirmed = house.accounts.confirm_personal_data(exchange.scope(), request.id);
    if (!confirmed) return confirmed.fault();
    return go(house, exchange, "/first-login",
              wrong ? KEREGE_TR("The administrator of your school has been told.") : "");
}

Result<> accept(House& house, http::Exchange& exchange) { return pass_gate(house, exchange); }

Result<> new_password(House& house, http::Exchange& exchange) {
    return change_password(house, exchange, password_form(exchange));
}

// The addresses of the forms, asked for like pages: after a reload, or another choice of language.
Result<> back(House& house, http::Exchange& exchange) {
    return go(house, exchange, "/first-login");
}

}  // namespace

void register_first_login(http::Router& router, House& house) {
    add_before_ready(router, house, http::Method::get, "/first-login", first_login);
    add_before_ready(router, house, http::Method::post, "/first-login/confirm", confirm);
    add_before_ready(router, house, http::Method::post, "/first-login/password", new_password);
    add_before_ready(router, house, http::Method::post, "/first-login/agreements", accept);
    add_before_ready(router, house, http::Method::get, "/first-login/agreements", back);
    add_before_ready(router, house, http::Method::get, "/first-login/confirm", back);
    add_before_ready(router, house, http::Method::get, "/first-login/password", back);
}

}  // namespace kerege::pages
