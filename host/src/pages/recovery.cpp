// A forgotten password: asking for a letter, and the page its link opens.
#include "host/src/jobs/queue.hpp"
#include "host/src/jobs/runner.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("A new password by mail");

Result<> switched_off() { return not_found("recovery by mail is switched off"); }

Result<> ask_form(House& house, http::Exchange& exchange) {
    if (!house.accounts.recovery_offered()) return switched_off();
    Model model;
    model.add("plain");
    model.add("ask");
    return show(house, exchange, "account/recovery", model, kTitle);
}

// The same answer for every login: who has an account is found out by a job.
Result<> ask(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto person = house.accounts.ask_recovery(request.field("login"), request.client_address);
    if (!person && person.fault().kind == FaultKind::not_found) return person.fault();
    Model model;
    model.add("plain");
    if (!person) {
        model.add("ask");
        return show(house, exchange, "account/recovery", model, kTitle, &person.fault());
    }
    const std::string payload = person->text();
    auto transaction = house.database.write();
    house.plugins.queue().add(transaction, {.module = {},
                                            .organisation = {},
                                            .kind = "recovery.letter",
                                            .payload = payload,
                                            .attempts_max = 3});
    transaction.commit();
    house.plugins.runner().wake();
    model.add("asked");
    return show(house, exchange, "account/recovery", model, kTitle);
}

Result<> show_link(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto token = exchange.path_value("token");
    Model model;
    model.add("plain");
    exchange.response.set_header("Cache-Control", "no-store");
    if (!house.accounts.recovery_open(token)) {
        exchange.response.status = 404;
        model.add("gone");
        return show(house, exchange, "account/recovery", model, kTitle);
    }
    Model& open = model.add("open");
    open.set("token", token);
    add_field_faults(house, exchange, fault, open);
    return show(house, exchange, "account/recovery", model, kTitle, fault);
}

Result<> link(House& house, http::Exchange& exchange) {
    if (!house.accounts.recovery_offered()) return switched_off();
    return show_link(house, exchange, nullptr);
}

Result<> replace(House& house, http::Exchange& exchange) {
    if (!house.accounts.recovery_offered()) return switched_off();
    const auto& request = exchange.request;
    if (request.field("new_password") != request.field("new_password_again")) {
        const Fault fault = invalid_fields(
            {{"new_password_again", KEREGE_TR("The two new passwords are not the same.")}});
        return show_link(house, exchange, &fault);
    }
    const auto recovered = house.accounts.recover(exchange.path_value("token"),
                                                  request.field("new_password"), request.id);
    if (!recovered) {
        const bool gone = recovered.fault().kind == FaultKind::not_found;
        return show_link(house, exchange, gone ? nullptr : &recovered.fault());
    }
    return go(house, exchange, "/sign-in",
              KEREGE_TR("The password is changed. Sign in with the new one."));
}

}  // namespace

void register_recovery(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/recover", ask_form);
    add_open(router, house, http::Method::post, "/recover", ask);
    add_open(router, house, http::Method::get, "/recover/{token}", link);
    add_open(router, house, http::Method::post, "/recover/{token}", replace);
}

}  // namespace kerege::pages
