#include "host/src/pages/application_form.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using applications::Applicant;
using applications::Form;

struct AboutField {
    TextField field;
    std::string Form::*value = nullptr;
};
const AboutField kAbout[] = {
    {{"name_kk", KEREGE_TR("Name in Kazakh"), "", "text", "organization", true}, &Form::name_kk},
    {{"name_ru", KEREGE_TR("Name in Russian"), KEREGE_TR("Empty: as in Kazakh.")}, &Form::name_ru},
    {{"bin", KEREGE_TR("BIN"), KEREGE_TR("Twelve digits."), "text", "off", true}, &Form::bin},
    {{"address_kk", KEREGE_TR("Address in Kazakh")}, &Form::address_kk},
    {{"address_ru", KEREGE_TR("Address in Russian"), KEREGE_TR("One of the two is enough.")},
     &Form::address_ru},
};

struct PersonField {
    TextField field;
    std::string Applicant::*value = nullptr;
};
const PersonField kPerson[] = {
    {{"family_name", KEREGE_TR("Surname"), "", "text", "family-name", true},
     &Applicant::family_name},
    {{"given_name", KEREGE_TR("Name"), "", "text", "given-name", true}, &Applicant::given_name},
    {{"patronymic", KEREGE_TR("Patronymic"), "", "text", "additional-name"},
     &Applicant::patronymic},
    {{"position", KEREGE_TR("Position"), "", "text", "organization-title", true},
     &Applicant::position},
    {{"phone", KEREGE_TR("Mobile phone"), "", "tel", "tel", true}, &Applicant::phone},
};
const TextField kEmail{"email",
                       KEREGE_TR("E-mail"),
                       KEREGE_TR("The answer and your login come to this address."),
                       "email",
                       "email",
                       true};

}  // namespace

void add_applicant_fields(const House& house, const http::Exchange& exchange,
                          const Applicant& typed, bool with_email, const Fault* fault,
                          Model& form) {
    for (const PersonField& one : kPerson)
        add_field(house, exchange, one.field, typed.*one.value, fault, form, "person");
    if (with_email) add_field(house, exchange, kEmail, typed.email, fault, form, "person");
}

void add_application_fields(const House& house, const http::Exchange& exchange, const Form& typed,
                            const std::vector<const directory::OrganisationKind*>& kinds,
                            bool with_email, const Fault* fault, Model& form) {
    for (const auto* kind : kinds) {
        Model& item = form.add("kind");
        item.set("code", kind->code).set("label", tr(house, exchange, kind->label));
        if (kind->code == typed.kind) item.add("chosen");
    }
    for (const AboutField& one : kAbout)
        add_field(house, exchange, one.field, typed.*one.value, fault, form, "about");
    add_applicant_fields(house, exchange, typed.applicant, with_email, fault, form);
    form.set("note", typed.note);
    add_field_faults(house, exchange, fault, form);
}

Applicant read_applicant(const http::Exchange& exchange) {
    Applicant typed;
    for (const PersonField& one : kPerson) typed.*one.value = exchange.request.field(one.field.key);
    typed.email = exchange.request.field(kEmail.key);
    return typed;
}

Form read_application(const http::Exchange& exchange) {
    const auto& request = exchange.request;
    Form typed;
    typed.kind = request.field("kind");
    for (const AboutField& one : kAbout) typed.*one.value = request.field(one.field.key);
    typed.applicant = read_applicant(exchange);
    typed.note = request.field("note");
    typed.consent = request.field("consent") == "yes";
    return typed;
}

void add_state_badge(const House& house, const http::Exchange& exchange, std::string_view state,
                     Model& model) {
    struct Look {
        std::string_view state;
        std::string_view badge;
        std::string_view label;
    };
    static constexpr Look kLooks[] = {
        {"unconfirmed", "warn", KEREGE_TR("Address not confirmed")},
        {"waiting", "warn", KEREGE_TR("Waiting")},
        {"returned", "warn", KEREGE_TR("Returned to mend")},
        {"approved", "good", KEREGE_TR("Approved")},
        {"refused", "bad", KEREGE_TR("Refused")},
    };
    for (const Look& look : kLooks)
        if (look.state == state)
            model.set("badge", look.badge).set("state", tr(house, exchange, look.label));
}

const std::string& own_name(const http::Exchange& exchange, const applications::Application& one) {
    const bool russian = exchange.locale == "ru" && !one.form.name_ru.empty();
    return russian ? one.form.name_ru : one.form.name_kk;
}

}  // namespace kerege::pages
