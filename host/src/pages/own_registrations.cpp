// A parent asks the school to take a child in, and reads what became of it.
#include "host/src/pages/agreement_text.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/registration_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using access::Registration;
using access::RegistrationWish;

constexpr const char* kPlace = "/account/registrations";

constexpr TextField kNames[] = {
    {"family_name", KEREGE_TR("Surname"), "", "text", "off", true},
    {"given_name", KEREGE_TR("Name"), "", "text", "off", true},
    {"patronymic", KEREGE_TR("Patronymic"), KEREGE_TR("If there is one.")},
    {"birth_date", KEREGE_TR("Date of birth"), "", "date", "off", true},
};
constexpr TextField kClass{"class", KEREGE_TR("Class"),
                           KEREGE_TR("As 7А. May stay empty: the school decides.")};

RegistrationWish typed_in(const http::Exchange& exchange) {
    const auto& request = exchange.request;
    RegistrationWish wish;
    wish.family_name = request.field("family_name");
    wish.given_name = request.field("given_name");
    wish.patronymic = request.field("patronymic");
    wish.birth_date = request.field("birth_date");
    wish.sex = request.field("sex");
    wish.class_label = request.field("class");
    wish.accepted = ticked(request, "accept");
    wish.locale = shown_language(exchange);
    wish.address = request.client_address;
    wish.kinship = request.field("kinship");
    return wish;
}

void add_own(House& house, http::Exchange& exchange, Model& model) {
    const auto own = house.registrations.own(exchange.scope());
    if (own.empty()) return;
    Model& list = model.add("own");
    for (const Registration& one : own) {
        Model& line = list.add("line");
        line.set("name", full_name(one))
            .set("born", view::format_day(exchange.locale, one.birth_date, KEREGE_DAY_FULL))
            .set("class_label", one.class_label)
            .set("sent", instant(house, exchange, one.asked_at_ms));
        add_state(house, exchange, one, line);
        if (!one.reason.empty()) line.add("declined").set("reason", one.reason);
        if (one.waits()) line.add("waits").set("id", one.id).set("child_name", full_name(one));
    }
}

void add_documents(House& house, http::Exchange& exchange, const RegistrationWish& typed,
                   const Fault* fault, Model& form) {
    const auto documents = house.registrations.documents(exchange.scope().organisation);
    if (documents.empty()) return;
    Model& place = form.add("documents");
    add_field_faults(house, exchange, fault, place);
    for (const auto& one : documents) {
        Model& item = place.add("document");
        item.set("name", view::fill(tr(house, exchange,
                                       KEREGE_TR("{document}, for a child younger than {age}")),
                                    {{"document", one.title.in(exchange.locale)},
                                     {"age", std::to_string(one.own_age)}}))
            .set("value", one.name())
            .set("href", "/agreements/" + one.name());
        for (const std::string& name : typed.accepted)
            if (name == one.name()) item.add("chosen");
    }
}

Result<> show_page(House& house, http::Exchange& exchange, const RegistrationWish& typed,
                   const Fault* fault) {
    const auto open = house.registrations.open(exchange.scope());
    if (!open) return open.fault();
    Model model;
    add_own(house, exchange, model);
    if (!*open) {
        model.add("closed");
    } else if (exchange.session->restricted) {
        model.add("restricted");
    } else {
        Model& form = model.add("form");
        form.set("shown_in", exchange.locale)
            .set("organisation_name", exchange.scope().organisation_name);
        const std::string* const values[] = {&typed.family_name, &typed.given_name,
                                             &typed.patronymic, &typed.birth_date};
        for (size_t i = 0; i < std::size(kNames); ++i)
            add_field(house, exchange, kNames[i], *values[i], fault, form);
        add_field(house, exchange, kClass, typed.class_label, fault, form, "class_field");
        form.add(typed.sex == "female" ? "sex_female"
                 : typed.sex == "male" ? "sex_male"
                                       : "sex_unknown");
        add_kinships(house, exchange, typed.kinship, form);
        add_field_faults(house, exchange, fault, form);
        add_documents(house, exchange, typed, fault, form);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
    return show(house, exchange, "account/registrations", model, KEREGE_TR("Register a child"),
                fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    return show_page(house, exchange, {}, nullptr);
}

Result<> ask(House& house, http::Exchange& exchange) {
    const RegistrationWish typed = typed_in(exchange);
    const auto asked = house.registrations.ask(exchange.scope(), typed, exchange.request.id);
    if (!asked) {
        if (asked.fault().kind == FaultKind::not_found) return asked.fault();
        return show_page(house, exchange, typed, &asked.fault());
    }
    return go(house, exchange, kPlace,
              KEREGE_TR("Sent. The school looks at it; its answer stands here."));
}

Result<> withdraw(House& house, http::Exchange& exchange) {
    const auto found = asked_registration(house, exchange);
    if (!found) return found.fault();
    const auto withdrawn =
        house.registrations.withdraw(exchange.scope(), found->id, exchange.request.id);
    if (!withdrawn) {
        if (withdrawn.fault().kind == FaultKind::not_found) return withdrawn.fault();
        return show_page(house, exchange, {}, &withdrawn.fault());
    }
    return go(house, exchange, kPlace, KEREGE_TR("Withdrawn: the school decides nothing more."));
}

}  // namespace

void register_own_registrations(http::Router& router, House& house) {
    get(router, house, "/account/registrations", "", page);
    post(router, house, "/account/registrations", "", ask);
    post(router, house, "/account/registrations/{registration}/withdraw", "", withdraw);
}

}  // namespace kerege::pages
