#include "host/src/pages/password_form.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

Result<> show_password_form(House& house, http::Exchange& exchange, const PasswordForm& form,
                            const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, scope.membership);
    if (!card) return card.fault();
    const bool own_wish = form.reason == PasswordReason::own_wish;
    const bool compromised = form.reason == PasswordReason::compromised;
    Model model;
    if (own_wish || compromised) {
        model.add("crumb")
            .set("label", tr(house, exchange, KEREGE_TR("My account")))
            .set("href", "/account");
        if (compromised) model.add("compromised");
    } else {
        model.add("plain");
        if (form.reason == PasswordReason::first) {
            const int steps = house.agreements.accepted(scope.person).empty() ? 2 : 3;
            model.add("first").set("step", steps).set("steps", steps);
        }
        if (form.reason == PasswordReason::reported) model.add("reported");
        if (form.reason == PasswordReason::expired)
            model.add("expired").set(
                "text", tr_plural(house, exchange,
                                  KEREGE_TR("A password is changed after {count} day. The last "
                                            "five can't come again."),
                                  KEREGE_TR("A password is changed after {count} days. The last "
                                            "five can't come again."),
                                  house.sessions.password_age_days()));
    }
    const auto title = own_wish      ? KEREGE_TR("Change the password")
                       : compromised ? KEREGE_TR("My account was compromised")
                                     : KEREGE_TR("Choose your own password");
    model.set("action", form.action)
        .set("login", card->line.login)
        .set("heading", tr(house, exchange, title));
    add_field_faults(house, exchange, fault, model);
    return show(house, exchange, "account/new_password", model, title, fault);
}

bool same_twice(const http::Exchange& exchange) {
    return exchange.request.field("new_password") == exchange.request.field("new_password_again");
}

const Fault& not_the_same() {
    static const Fault fault = invalid_fields(
        {{"new_password_again", KEREGE_TR("The two new passwords are not the same.")}});
    return fault;
}

Result<> change_password(House& house, http::Exchange& exchange, const PasswordForm& form) {
    const auto& request = exchange.request;
    if (!same_twice(exchange)) return show_password_form(house, exchange, form, &not_the_same());
    const auto changed =
        house.accounts.change_password(*exchange.session, request.field("old_password"),
                                       request.field("new_password"), request.id);
    if (!changed) return show_password_form(house, exchange, form, &changed.fault());
    return go(house, exchange, std::string(form.done), KEREGE_TR("The password is changed."));
}

}  // namespace kerege::pages
