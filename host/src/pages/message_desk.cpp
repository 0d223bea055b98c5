// Messages to support as those see them who answer, and the contact people are shown.
#include "host/src/access/roles.hpp"
#include "host/src/pages/message_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using support::Contact;
using support::Message;

struct ContactField {
    std::string_view key;
    std::string_view label;
    std::string_view help;
    std::string Contact::*value;
};
constexpr ContactField kContactFields[] = {
    {"email", KEREGE_TR("E-mail"), "", &Contact::email},
    {"phone", KEREGE_TR("Telephone"), "", &Contact::phone},
    {"hours_kk", KEREGE_TR("When somebody answers, in Kazakh"), "", &Contact::hours_kk},
    {"hours_ru", KEREGE_TR("In Russian"), KEREGE_TR("Empty: as in Kazakh."), &Contact::hours_ru},
    {"hours_en", KEREGE_TR("In English"), KEREGE_TR("Empty: as in Kazakh."), &Contact::hours_en},
};

const std::string& organisation_in(const Message& one, std::string_view locale) {
    return locale == "ru"   ? one.organisation_ru
           : locale == "en" ? one.organisation_en
                            : one.organisation_kk;
}

void add_message(House& house, const http::Exchange& exchange, const Message& one,
                 const Fault* fault, Model& model) {
    const bool at_fault = fault && exchange.path_value("message") == std::to_string(one.id);
    Model& item = model.add("message");
    item.set("id", one.id)
        .set("at", instant(house, exchange, one.created_at_ms))
        .set("kind", message_kind_words(house, exchange, one.kind))
        .set("words", one.words);
    if (one.person) {
        item.add("member")
            .set("name", one.person_name)
            .set("organisation", organisation_in(one, exchange.locale));
    } else {
        item.add("visitor").set("email", one.email);
    }
    add_context(house, exchange, one.page, one.role, one.browser, one.request_id, item);
    if (!one.answer.empty())
        item.add("answered").set("answer", one.answer).set("by", one.answered_by);
    if (one.state == "closed") return;
    Model& form = item.add("form");
    form.set("typed", at_fault ? exchange.request.field("answer") : std::string_view(one.answer));
    if (at_fault) add_field_faults(house, exchange, fault, form);
    if (one.addressee == "school" && one.state == "open") item.add("pass_on");
}

Result<> show_list(House& house, http::Exchange& exchange, const Fault* fault) {
    const bool closed = exchange.request.query_value("standing") == "closed";
    Model model;
    model.add(closed ? "closed_ones" : "open_ones");
    if (may(house, exchange, access::permission::kSupportContact)) model.add("may_contact");
    const auto messages = house.support.list(desk_of(house, exchange), closed);
    if (messages.empty()) {
        model.add(closed ? "none_closed" : "empty");
    } else {
        note_list(house, exchange, "messages");
    }
    for (const Message& one : messages) add_message(house, exchange, one, fault, model);
    return show(house, exchange, "support/desk", model, KEREGE_TR("Messages to support"), fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_list(house, exchange, nullptr);
}

int64_t number_in(const http::Exchange& exchange) {
    const auto id = Id<struct MessageTag>::parse(exchange.path_value("message"));
    return id ? id->value : 0;
}

Result<> done_or_shown(House& house, http::Exchange& exchange, const Result<>& done,
                       std::string_view notice) {
    if (done) return go(house, exchange, "/support/inbox", notice);
    const FaultKind kind = done.fault().kind;
    if (kind == FaultKind::invalid || kind == FaultKind::conflict)
        return show_list(house, exchange, &done.fault());
    return done.fault();
}

Result<> answer(House& house, http::Exchange& exchange) {
    return done_or_shown(
        house, exchange,
        house.support.answer(desk_of(house, exchange), number_in(exchange),
                             exchange.request.field("answer"), exchange.request.id),
        KEREGE_TR("The answer is sent."));
}

Result<> close(House& house, http::Exchange& exchange) {
    return done_or_shown(
        house, exchange,
        house.support.close(desk_of(house, exchange), number_in(exchange), exchange.request.id),
        KEREGE_TR("The message is closed."));
}

Result<> pass_on(House& house, http::Exchange& exchange) {
    return done_or_shown(
        house, exchange,
        house.support.pass_on(desk_of(house, exchange), number_in(exchange), exchange.request.id),
        KEREGE_TR("The operator has the message now."));
}

// The operator's own organisation, or one beneath it that the address names.
OrganisationId organisation_of(const http::Exchange& exchange, std::string_view given) {
    const auto id = OrganisationId::parse(given);
    return id ? *id : exchange.scope().organisation;
}

Result<> show_contact(House& house, http::Exchange& exchange, const Contact& contact,
                      const Fault* fault) {
    const auto organisation = house.organisations.find(contact.organisation);
    if (!organisation ||
        !house.organisations.within(contact.organisation, exchange.scope().organisation))
        return not_found("support: an organisation of another tree");
    Model model;
    model.set("organisation", organisation->name(exchange.locale))
        .set("id", contact.organisation.value);
    for (const ContactField& field : kContactFields) {
        Model& item = model.add("field");
        item.set("key", field.key)
            .set("label", tr(house, exchange, field.label))
            .set("value", contact.*field.value);
        if (!field.help.empty()) item.add("help").set("text", tr(house, exchange, field.help));
        if (!fault) continue;
        for (const FieldFault& wrong : fault->fields)
            if (wrong.field == field.key)
                item.add("wrong").set("text", tr(house, exchange, wrong.message));
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Messages to support")))
        .set("href", "/support/inbox");
    return show(house, exchange, "support/contact", model, KEREGE_TR("Whom people turn to"), fault);
}

Result<> contact(House& house, http::Exchange& exchange) {
    const OrganisationId organisation =
        organisation_of(exchange, exchange.request.query_value("organisation"));
    Contact contact = house.support.contact(organisation);
    if (contact.organisation != organisation) contact = Contact{};
    contact.organisation = organisation;
    return show_contact(house, exchange, contact, nullptr);
}

Result<> set_contact(House& house, http::Exchange& exchange) {
    Contact contact;
    contact.organisation = organisation_of(exchange, exchange.request.field("organisation"));
    for (const ContactField& field : kContactFields)
        contact.*field.value = exchange.request.field(field.key);
    const auto done =
        house.support.set_contact(desk_of(house, exchange), contact, exchange.request.id);
    if (!done && done.fault().kind == FaultKind::invalid)
        return show_contact(house, exchange, contact, &done.fault());
    if (!done) return done.fault();
    return go(house, exchange, "/support/inbox", KEREGE_TR("The contact is saved."));
}

}  // namespace

void register_support_desk(http::Router& router, House& house) {
    get(router, house, "/support/inbox", access::permission::kSupportAnswer, list);
    post(router, house, "/support/inbox/{message}/answer", access::permission::kSupportAnswer,
         answer);
    post(router, house, "/support/inbox/{message}/close", access::permission::kSupportAnswer,
         close);
    post(router, house, "/support/inbox/{message}/pass-on", access::permission::kSupportAnswer,
         pass_on);
    get(router, house, "/support/contact", access::permission::kSupportContact, contact);
    post(router, house, "/support/contact", access::permission::kSupportContact, set_contact);
}

}  // namespace kerege::pages
