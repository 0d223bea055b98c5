// The operator makes an account for an official, or another administrator, of an organisation.
#include <string>
#include <utility>

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/accounts.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using directory::Organisation;

constexpr std::string_view kTitle = KEREGE_TR("A new account");
constexpr std::string_view kEmployee = "employee";

constexpr TextField kFamilyName{"family_name", KEREGE_TR("Surname"), "", "text", "off", true};
constexpr TextField kGivenName{"given_name", KEREGE_TR("Name"), "", "text", "off", true};
constexpr TextField kPatronymic{"patronymic", KEREGE_TR("Patronymic")};

// Who may be made there: officials of its kind; of the staff an administrator.
void add_profiles(const House& house, const http::Exchange& exchange, const Organisation& there,
                  std::string_view typed, Model& form) {
    for (const auto profile : directory::find_kind(there.kind)->profiles) {
        const auto* level = directory::find_kind(profile);
        if (!level && profile != kEmployee) continue;
        Model& item = form.add("profile");
        item.set("code", profile)
            .set("label", level ? tr(house, exchange, KEREGE_TR("Official")) + ": " +
                                      tr(house, exchange, level->label)
                                : tr(house, exchange, KEREGE_TR("Administrator")));
        if (profile == typed) item.add("chosen");
    }
}

Result<> show_form(House& house, http::Exchange& exchange, const Organisation& there,
                   const access::Newcomer& typed, const Fault* fault) {
    Model model;
    const std::string page = "/organisations/" + there.id.text();
    model.set("name", there.name(exchange.locale));
    Model& form = model.add("form");
    form.set("action", page + "/account");
    add_profiles(house, exchange, there, typed.profile, form);
    add_field(house, exchange, kFamilyName, typed.family_name, fault, form);
    add_field(house, exchange, kGivenName, typed.given_name, fault, form);
    add_field(house, exchange, kPatronymic, typed.patronymic, fault, form);
    for (const auto& [code, label] :
         {std::pair("kk", "Қазақша"), std::pair("ru", "Русский"), std::pair("en", "English")}) {
        Model& item = form.add("language");
        item.set("code", code).set("label", label);
        if (code == typed.locale) item.add("chosen");
    }
    add_field_faults(house, exchange, fault, form);
    add_proof(house, exchange, fault, form);
    model.add("crumb").set("label", there.name(exchange.locale)).set("href", page);
    return show(house, exchange, "operator/new_account", model, kTitle, fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    return show_form(house, exchange, *there, {}, nullptr);
}

access::Newcomer typed_in(const http::Exchange& exchange, OrganisationId organisation) {
    const auto& request = exchange.request;
    access::Newcomer typed;
    typed.organisation = organisation;
    typed.family_name = text::tidy(request.field("family_name"));
    typed.given_name = text::tidy(request.field("given_name"));
    typed.patronymic = text::tidy(request.field("patronymic"));
    typed.profile = request.field("profile");
    if (typed.profile == kEmployee) typed.role = access::role::kAdministrator;
    const auto locale = request.field("locale");
    if (locale == "ru" || locale == "en") typed.locale = locale;
    return typed;
}

// The password is shown once, on the answer itself.
Result<> make(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    const access::Scope& scope = exchange.scope();
    const auto typed = typed_in(exchange, there->id);
    // Learners and guardians come with a roster, operators at the machine.
    const bool may_be = typed.profile == kEmployee || directory::find_kind(typed.profile);
    if (const auto proved = prove(house, exchange); !proved)
        return show_form(house, exchange, *there, typed, &proved.fault());
    const auto made =
        may_be ? house.applications.make_account(
                     {scope.organisation, scope.person, std::string(exchange.request.id)}, typed)
               : Result<applications::MadeAccount>(invalid_fields(
                     {{"profile", KEREGE_TR("Nobody of this kind belongs there.")}}));
    if (!made) return show_form(house, exchange, *there, typed, &made.fault());
    Model model;
    model.set("name", there->name(exchange.locale));
    model.add("made")
        .set("person", typed.family_name + " " + typed.given_name)
        .set("login", made->login)
        .set("temporary", made->password)
        .set("until", full_day(exchange, made->until));
    model.add("crumb")
        .set("label", there->name(exchange.locale))
        .set("href", "/organisations/" + there->id.text());
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "operator/new_account", model, kTitle);
}

}  // namespace

void register_new_account(http::Router& router, House& house) {
    get(router, house, "/organisations/{organisation}/account", access::permission::kAccountManage,
        page);
    post(router, house, "/organisations/{organisation}/account", access::permission::kAccountManage,
         make);
}

}  // namespace kerege::pages
