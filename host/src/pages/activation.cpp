// What is left to do before an organisation in preparation begins, and its beginning.
#include "host/src/access/roles.hpp"
#include "host/src/applications/applications.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/form_fields.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

void add_step(House& house, http::Exchange& exchange, bool done, std::string_view label,
              std::string_view href, const std::string& help, Model& model) {
    Model& step = model.add("step");
    step.set("badge", done ? "good" : "warn")
        .set("state", tr(house, exchange, done ? KEREGE_TR("done") : KEREGE_TR("to do")))
        .set("help", help);
    if (href.empty()) {
        step.add("plain_step").set("label", tr(house, exchange, label));
    } else {
        step.add("link").set("label", tr(house, exchange, label)).set("href", href);
    }
}

void add_steps(House& house, http::Exchange& exchange, const directory::Organisation& own,
               Model& model) {
    const auto there = house.applications.beginning(own.id);
    const auto count = [](int64_t number) { return number > 0 ? std::to_string(number) : ""; };
    const bool address = !own.address_kk.empty() || !own.address_ru.empty();
    add_step(house, exchange, address, KEREGE_TR("The address"), "", "", model);
    // The first one is whoever reads this.
    add_step(house, exchange, there.employees > 1, KEREGE_TR("The staff"), "/roster",
             count(there.employees), model);
    if (!directory::may_hold(own.kind, "learner")) return;
    if (directory::may_hold(own.kind, "guardian"))
        add_step(house, exchange, there.classes > 0, KEREGE_TR("Classes"), "/roster",
                 count(there.classes), model);
    add_step(house, exchange, there.learners > 0, KEREGE_TR("Learners"), "/roster",
             count(there.learners), model);
}

Result<> show_steps(House& house, http::Exchange& exchange, const std::string& address_kk,
                    const std::string& address_ru, const Fault* fault) {
    static const TextField kKazakh{"address_kk", KEREGE_TR("Address in Kazakh")};
    static const TextField kRussian{"address_ru", KEREGE_TR("Address in Russian"),
                                    KEREGE_TR("One of the two is enough.")};
    const auto own = house.organisations.find(exchange.scope().organisation);
    if (!own) return not_found("no organisation");
    Model model;
    add_steps(house, exchange, *own, model);
    Model& form = model.add("form");
    add_field(house, exchange, kKazakh, address_kk, fault, form);
    add_field(house, exchange, kRussian, address_ru, fault, form);
    return show(house, exchange, "people/activation", model,
                KEREGE_TR("Have your organisation begin"), fault);
}

bool prepares(House& house, const http::Exchange& exchange) {
    return house.standings.today(exchange.scope().organisation) == directory::status::kPreparation;
}

Result<> page(House& house, http::Exchange& exchange) {
    if (!prepares(house, exchange)) return go(house, exchange, "/");
    const auto own = house.organisations.find(exchange.scope().organisation);
    if (!own) return not_found("no organisation");
    return show_steps(house, exchange, own->address_kk, own->address_ru, nullptr);
}

Result<> begin(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const std::string address_kk(request.field("address_kk"));
    const std::string address_ru(request.field("address_ru"));
    const auto done = house.applications.activate(exchange.scope().organisation, address_kk,
                                                  address_ru, exchange.scope().person, request.id);
    if (!done && done.fault().kind == FaultKind::conflict)
        return go(house, exchange, "/", done.fault().user_message);
    if (!done) return show_steps(house, exchange, address_kk, address_ru, &done.fault());
    house.sessions.forget_all();
    return go(house, exchange, "/",
              KEREGE_TR("Your organisation has begun: everybody can sign in."));
}

}  // namespace

void register_activation(http::Router& router, House& house) {
    get(router, house, "/activation", access::permission::kOrganisationActivate, page);
    post(router, house, "/activation", access::permission::kOrganisationActivate, begin);
}

}  // namespace kerege::pages
