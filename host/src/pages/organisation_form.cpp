// The operator's form for an organisation: its names, BIN and addresses, and a new one beneath it,
// alone or together with its first administrator.
#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/application_form.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using directory::NewOrganisation;
using directory::Organisation;

struct FormField {
    std::string_view key;
    std::string_view label;
    std::string_view help;
    std::string NewOrganisation::*value;
    bool required;
};
constexpr std::string_view kAsInKazakh = KEREGE_TR("Empty: as in Kazakh.");
constexpr FormField kCode{"code", KEREGE_TR("Code"),
                          KEREGE_TR("Its name for files and commands, for ever: small Latin "
                                    "letters, digits, hyphens and dots."),
                          &NewOrganisation::code, true};
constexpr FormField kFields[] = {
    {"name_kk", KEREGE_TR("Name in Kazakh"), "", &NewOrganisation::name_kk, true},
    {"name_ru", KEREGE_TR("Name in Russian"), kAsInKazakh, &NewOrganisation::name_ru, false},
    {"name_en", KEREGE_TR("Name in English"), kAsInKazakh, &NewOrganisation::name_en, false},
    {"bin", KEREGE_TR("BIN"), "", &NewOrganisation::bin, false},
    {"address_kk", KEREGE_TR("Address in Kazakh"), "", &NewOrganisation::address_kk, false},
    {"address_ru", KEREGE_TR("Address in Russian"), "", &NewOrganisation::address_ru, false},
};

NewOrganisation as_stored(const Organisation& there) {
    NewOrganisation form;
    form.parent = there.parent;
    form.kind = there.kind;
    form.code = there.code;
    form.bin = there.bin;
    form.name_kk = there.name_kk;
    form.name_ru = there.name_ru;
    form.name_en = there.name_en;
    form.address_kk = there.address_kk;
    form.address_ru = there.address_ru;
    form.revision = there.revision();
    return form;
}

Model& add_field(const House& house, const http::Exchange& exchange, const FormField& field,
                 const NewOrganisation& typed, const Fault* fault, Model& form) {
    Model& item = form.add("field");
    item.set("key", field.key)
        .set("label", tr(house, exchange, field.label))
        .set("value", typed.*field.value);
    if (field.required) item.add("required");
    if (!field.help.empty()) item.add("help").set("text", tr(house, exchange, field.help));
    if (!fault) return item;
    for (const FieldFault& wrong : fault->fields)
        if (wrong.field == field.key)
            item.add("wrong").set("text", tr(house, exchange, wrong.message));
    return item;
}

Result<> show_form(House& house, http::Exchange& exchange, const Organisation& nearest,
                   Model& model, std::string_view title, const Fault* fault) {
    model.add("crumb")
        .set("label", nearest.name(exchange.locale))
        .set("href", "/organisations/" + nearest.id.text());
    return show(house, exchange, "operator/organisation", model, title, fault);
}

Result<> show_edit(House& house, http::Exchange& exchange, const Organisation& there,
                   const NewOrganisation& typed, const Fault* fault) {
    const bool clash = fault && fault->kind == FaultKind::conflict;
    const NewOrganisation stored = as_stored(there);
    Model model;
    Model& form = model.add("form");
    form.add("known")
        .set("code", there.code)
        .set("kind", tr(house, exchange, directory::find_kind(there.kind)->label));
    // Whoever saves after a clash has seen what stands there now.
    form.set("action", "/organisations/" + there.id.text() + "/edit")
        .set("revision", clash ? stored.revision : typed.revision);
    for (const FormField& field : kFields) {
        Model& item = add_field(house, exchange, field, typed, fault, form);
        const std::string& now = stored.*field.value;
        if (!clash || now == typed.*field.value) continue;
        const std::string value = now.empty() ? tr(house, exchange, KEREGE_TR("nothing")) : now;
        item.add("stored").set(
            "text",
            view::fill(tr(house, exchange, KEREGE_TR("It says now: {value}")), {{"value", value}}));
    }
    return show_form(house, exchange, there, model, KEREGE_TR("Edit the organisation"), fault);
}

// The first administrator of a new one, where the operator wants both at once.
struct Head {
    bool wanted = false;
    applications::Applicant applicant;
    std::string locale = "kk";
};

void add_head(const House& house, const http::Exchange& exchange, const Head& head,
              const Fault* fault, Model& section) {
    add_applicant_fields(house, exchange, head.applicant, true, fault, section);
    for (const auto& [code, label] :
         {std::pair("kk", "Қазақша"), std::pair("ru", "Русский"), std::pair("en", "English")}) {
        Model& item = section.add("language");
        item.set("code", code).set("label", label);
        if (code == head.locale) item.add("chosen");
    }
}

Result<> show_new(House& house, http::Exchange& exchange, const Organisation& parent,
                  const NewOrganisation& typed, const Head& head, const Fault* fault) {
    Model model;
    const std::string action = "/organisations/" + parent.id.text() + "/new";
    if (head.wanted && !house.mail.configured()) {
        model.add("no_mail").set("href", action);
        return show_form(house, exchange, parent, model, KEREGE_TR("A new organisation"), fault);
    }
    Model& form = model.add("form");
    form.set("action", action);
    Model& kinds = form.add("kinds");
    for (const auto* kind : directory::kinds_beneath(parent.kind)) {
        Model& item = kinds.add("kind");
        item.set("code", kind->code).set("label", tr(house, exchange, kind->label));
        if (kind->code == typed.kind) item.add("chosen");
    }
    add_field(house, exchange, kCode, typed, fault, form);
    for (const FormField& field : kFields) add_field(house, exchange, field, typed, fault, form);
    add_field_faults(house, exchange, fault, kinds);
    if (head.wanted) {
        Model& section = form.add("administrator");
        add_head(house, exchange, head, fault, section);
        add_proof(house, exchange, fault, section);
    } else {
        form.add("alone").set("href", action + "?administrator=yes");
    }
    return show_form(house, exchange, parent, model, KEREGE_TR("A new organisation"), fault);
}

NewOrganisation typed_in(const http::Exchange& exchange) {
    NewOrganisation typed;
    for (const FormField& field : kFields)
        typed.*field.value = text::tidy(exchange.request.field(field.key));
    typed.revision = exchange.request.field("revision");
    return typed;
}

Result<> edit(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    return show_edit(house, exchange, *there, as_stored(*there), nullptr);
}

Result<> save(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    NewOrganisation typed = typed_in(exchange);
    typed.kind = there->kind;
    typed.code = there->code;
    const auto saved = house.organisations.change(there->id, typed, exchange.scope().person);
    if (!saved) {
        const auto now = asked_organisation(house, exchange);
        if (!now) return now.fault();
        return show_edit(house, exchange, *now, typed, &saved.fault());
    }
    return go(house, exchange, "/organisations/" + there->id.text(), KEREGE_TR("Saved."));
}

Result<> new_beneath(House& house, http::Exchange& exchange) {
    const auto parent = asked_organisation(house, exchange);
    if (!parent) return parent.fault();
    if (directory::kinds_beneath(parent->kind).empty())
        return not_found("nothing stands beneath an organisation of this kind");
    Head head;
    head.wanted = exchange.request.query_value("administrator") == "yes";
    return show_new(house, exchange, *parent, {}, head, nullptr);
}

Result<OrganisationId> made_of(House& house, http::Exchange& exchange, const NewOrganisation& typed,
                               const Head& head) {
    const access::Scope& scope = exchange.scope();
    if (!head.wanted) return house.organisations.create(typed, scope.person);
    if (const auto proved = prove(house, exchange); !proved) return proved.fault();
    const auto made = house.applications.create(
        {scope.organisation, scope.person, std::string(exchange.request.id)}, typed, head.applicant,
        head.locale);
    if (!made) return made.fault();
    return made->organisation;
}

Result<> create(House& house, http::Exchange& exchange) {
    const auto parent = asked_organisation(house, exchange);
    if (!parent) return parent.fault();
    const auto& request = exchange.request;
    NewOrganisation typed = typed_in(exchange);
    typed.parent = parent->id;
    typed.kind = request.field("kind");
    Head head;
    head.wanted = request.field("administrator") == "yes";
    typed.code = text::tidy(request.field(kCode.key));
    if (head.wanted) head.applicant = read_applicant(exchange);
    if (const auto locale = request.field("locale"); !locale.empty()) head.locale = locale;
    if (head.wanted && !house.mail.configured())
        return show_new(house, exchange, *parent, typed, head, nullptr);
    const auto made = made_of(house, exchange, typed, head);
    if (!made) return show_new(house, exchange, *parent, typed, head, &made.fault());
    return go(house, exchange, "/organisations/" + made->text(),
              head.wanted ? KEREGE_TR("The organisation is there, in preparation. The letter with "
                                      "login and password is on its way.")
                          : KEREGE_TR("The organisation is there."));
}

}  // namespace

void register_organisation_form(http::Router& router, House& house) {
    get(router, house, "/organisations/{organisation}/edit",
        access::permission::kOrganisationManage, edit);
    post(router, house, "/organisations/{organisation}/edit",
         access::permission::kOrganisationManage, save);
    get(router, house, "/organisations/{organisation}/new", access::permission::kOrganisationManage,
        new_beneath);
    post(router, house, "/organisations/{organisation}/new",
         access::permission::kOrganisationManage, create);
}

}  // namespace kerege::pages
