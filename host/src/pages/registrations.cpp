// Children whom parents registered, as an administrator decides on them.
#include "host/src/access/roles.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/registration_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using access::Registration;

access::RegistrationDesk desk(const http::Exchange& exchange) {
    return {exchange.scope().organisation, exchange.scope().person,
            std::string(exchange.request.id)};
}

std::string path_of(int64_t registration) {
    return "/registrations/" + std::to_string(registration);
}

std::string born_words(const http::Exchange& exchange, const std::string& day) {
    return day.empty() ? std::string() : view::format_day(exchange.locale, day, KEREGE_DAY_FULL);
}

void add_line(House& house, http::Exchange& exchange, const Registration& one, Model& table) {
    Model& line = table.add("line");
    line.set("id", one.id)
        .set("name", full_name(one))
        .set("born", born_words(exchange, one.birth_date))
        .set("class_label", one.class_label)
        .set("parent", one.guardian_name)
        .set("since", instant(house, exchange, one.decided_at_ms.value_or(one.asked_at_ms)));
    add_state(house, exchange, one, line);
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto all = house.registrations.list(exchange.scope().organisation);
    if (!all.empty()) note_list(house, exchange, "registrations");
    Model model;
    model.add("wide");
    Model* waiting = nullptr;
    Model* done = nullptr;
    for (const Registration& one : all) {
        Model*& table = one.waits() ? waiting : done;
        if (!table) table = &model.add(one.waits() ? "waiting" : "done");
        add_line(house, exchange, one, *table);
    }
    if (!waiting) model.add("none_waiting");
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people");
    return show(house, exchange, "people/registrations", model,
                KEREGE_TR("Children registered by parents"));
}

void add_facts(House& house, http::Exchange& exchange, const Registration& one, Model& model) {
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (!value.empty())
            model.add("fact").set("label", tr(house, exchange, label)).set("value", value);
    };
    fact(KEREGE_TR("Date of birth"), born_words(exchange, one.birth_date));
    fact(KEREGE_TR("Sex"), one.sex == "female" ? tr(house, exchange, KEREGE_TR("female"))
                           : one.sex == "male" ? tr(house, exchange, KEREGE_TR("male"))
                                               : std::string());
    fact(KEREGE_TR("Class asked for"), one.class_label);
    fact(KEREGE_TR("Parent"), one.guardian_name);
    fact(KEREGE_TR("Relation to the child"), kinship_words(house, exchange, one.kinship));
    std::string accepted;
    for (const std::string& name : one.accepted) accepted += (accepted.empty() ? "" : ", ") + name;
    fact(KEREGE_TR("Accepted for the child"), accepted);
    fact(KEREGE_TR("Sent"), instant(house, exchange, one.asked_at_ms));
    fact(KEREGE_TR("Reason"), one.reason);
    if (one.decided_at_ms)
        fact(KEREGE_TR("Answered"), instant(house, exchange, *one.decided_at_ms));
}

// Who may be that child: those who are here can be chosen, the others opened again on the card.
void add_alike(House& house, http::Exchange& exchange, const Registration& one, const Fault* fault,
               Model& model) {
    const auto alike = house.registrations.alike(exchange.scope().organisation, one);
    if (alike.empty()) {
        model.add("none_alike");
        return;
    }
    Model& section = model.add("alike");
    Model* form = nullptr;
    for (const auto& known : alike) {
        if (!known.ended && !form) {
            form = &section.add("choose");
            form->set("id", one.id);
            add_field_faults(house, exchange, fault, *form);
        }
        Model& item = known.ended ? section.add("former") : form->add("learner");
        item.set("id", known.membership.value)
            .set("name", full_name(known))
            .set("born", born_words(exchange, known.birth_date))
            .set("class_label", known.labels.empty() ? std::string() : known.labels.front());
    }
}

void add_answer(House& house, http::Exchange& exchange, const Registration& one, const Fault* fault,
                Model& model) {
    Model& answer = model.add("answer");
    answer.set("id", one.id).set("reason", exchange.request.field("reason"));
    add_field_faults(house, exchange, fault, answer);
    const std::string chosen(exchange.request.form.empty() ? one.class_label
                                                           : exchange.request.field("class"));
    bool known_class = one.class_label.empty();
    const auto add_class = [&](const std::string& label) {
        Model& item = answer.add("class");
        item.set("label", label);
        if (label == chosen) item.add("chosen");
    };
    for (const auto& known : house.people.classes(exchange.scope().organisation)) {
        add_class(known.label);
        known_class = known_class || known.label == one.class_label;
    }
    // Of a class that begins with this child.
    if (!known_class) add_class(one.class_label);
    add_alike(house, exchange, one, fault, model);
}

Result<> show_one(House& house, http::Exchange& exchange, const Registration& one,
                  const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    // Beside the child stand learners who resemble it.
    note_list(house, exchange, "registrations");
    Model model;
    model.set("name", full_name(one));
    add_state(house, exchange, one, model);
    add_facts(house, exchange, one, model);
    if (one.waits()) {
        if (one.guardian_person == scope.person)
            model.add("own_child");
        else
            add_answer(house, exchange, one, fault, model);
    }
    if (one.learner) model.add("card").set("href", "/people/" + one.learner.text());
    model.add("parent_card").set("href", "/people/" + one.guardian.text());
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Children registered by parents")))
        .set("href", "/registrations");
    return show(house, exchange, "people/registration_one", model,
                KEREGE_TR("A registration of a child"), fault);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto found = asked_registration(house, exchange);
    if (!found) return found.fault();
    return show_one(house, exchange, *found, nullptr);
}

// What it says by now: somebody else may have answered meanwhile.
Result<> show_again(House& house, http::Exchange& exchange, const Fault& fault) {
    if (fault.kind == FaultKind::not_found) return fault;
    const auto found = asked_registration(house, exchange);
    if (!found) return found.fault();
    return show_one(house, exchange, *found, &fault);
}

Result<> take_in(House& house, http::Exchange& exchange) {
    const auto found = asked_registration(house, exchange);
    if (!found) return found.fault();
    const auto made =
        house.registrations.take_in(desk(exchange), found->id, exchange.request.field("class"));
    if (!made) return show_again(house, exchange, made.fault());
    return go(house, exchange, "/people/" + made->text(),
              KEREGE_TR("Taken in. Print the slip with the temporary password here, or send it "
                        "by letter with the others of the class."));
}

Result<> link(House& house, http::Exchange& exchange) {
    const auto found = asked_registration(house, exchange);
    if (!found) return found.fault();
    const auto learner = MembershipId::parse(exchange.request.field("learner"));
    const auto linked =
        house.registrations.link(desk(exchange), found->id, learner.value_or(MembershipId{}));
    if (!linked) return show_again(house, exchange, linked.fault());
    return go(house, exchange, "/people/" + linked->text(),
              KEREGE_TR("Saved: the parent belongs to this learner now."));
}

Result<> decline(House& house, http::Exchange& exchange) {
    const auto found = asked_registration(house, exchange);
    if (!found) return found.fault();
    const auto declined =
        house.registrations.decline(desk(exchange), found->id, exchange.request.field("reason"));
    if (!declined) return show_again(house, exchange, declined.fault());
    return go(house, exchange, path_of(found->id), KEREGE_TR("Declined: the parent reads why."));
}

}  // namespace

void register_registrations(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/registrations", permission::kPeopleEdit, list);
    get(router, house, "/registrations/{registration}", permission::kPeopleEdit, one);
    post(router, house, "/registrations/{registration}/accept", permission::kPeopleEdit, take_in);
    post(router, house, "/registrations/{registration}/link", permission::kPeopleEdit, link);
    post(router, house, "/registrations/{registration}/decline", permission::kPeopleEdit, decline);
}

}  // namespace kerege::pages
