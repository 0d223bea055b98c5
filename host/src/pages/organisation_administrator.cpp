// An organisation the operator made gets its first administrator: the same letter as after an
// application.
#include "host/src/access/roles.hpp"
#include "host/src/pages/application_form.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using applications::Applicant;
using directory::Organisation;

constexpr std::string_view kTitle = KEREGE_TR("First administrator");

Result<> show_form(House& house, http::Exchange& exchange, const Organisation& there,
                   const Applicant& typed, std::string_view locale, const Fault* fault) {
    Model model;
    model.set("name", there.name(exchange.locale));
    if (house.mail.configured()) {
        Model& form = model.add("form");
        form.set("action", "/organisations/" + there.id.text() + "/administrator");
        add_applicant_fields(house, exchange, typed, true, fault, form);
        for (const auto& [code, label] :
             {std::pair("kk", "Қазақша"), std::pair("ru", "Русский"), std::pair("en", "English")}) {
            Model& item = form.add("language");
            item.set("code", code).set("label", label);
            if (code == locale) item.add("chosen");
        }
        add_proof(house, exchange, fault, form);
    } else {
        model.add("no_mail");
    }
    model.add("crumb")
        .set("label", there.name(exchange.locale))
        .set("href", "/organisations/" + there.id.text());
    return show(house, exchange, "operator/administrator", model, kTitle, fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    return show_form(house, exchange, *there, {}, "kk", nullptr);
}

Result<> appoint(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    if (!house.mail.configured()) return show_form(house, exchange, *there, {}, "kk", nullptr);
    const Applicant typed = read_applicant(exchange);
    const std::string locale(exchange.request.field("locale"));
    // What is wrong anyway is said first.
    if (const auto checked = applications::checked_applicant(typed); !checked)
        return show_form(house, exchange, *there, typed, locale, &checked.fault());
    if (const auto proved = prove(house, exchange); !proved)
        return show_form(house, exchange, *there, typed, locale, &proved.fault());
    const auto made = house.applications.appoint(
        {exchange.scope().organisation, exchange.scope().person, std::string(exchange.request.id)},
        there->id, typed, locale.empty() ? "kk" : locale);
    if (!made) return show_form(house, exchange, *there, typed, locale, &made.fault());
    return go(house, exchange, "/organisations/" + there->id.text(),
              KEREGE_TR("The letter with login and password is on its way."));
}

}  // namespace

void register_organisation_administrator(http::Router& router, House& house) {
    get(router, house, "/organisations/{organisation}/administrator",
        access::permission::kOrganisationManage, page);
    post(router, house, "/organisations/{organisation}/administrator",
         access::permission::kOrganisationManage, appoint);
}

}  // namespace kerege::pages
