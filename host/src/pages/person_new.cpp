// Somebody new, entered by hand: a learner, an employee, or the parent of a learner.
#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/person_entry.hpp"
#include "host/src/pages/person_fields.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/roster_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr const char* kTitle = KEREGE_TR("Add a person");

struct Sent {
    roster::NewPerson person;
    std::vector<MembershipId> shown;  // those alike who were on the page
};

MembershipId id_of(std::string_view text) {
    return MembershipId::parse(text).value_or(MembershipId{});
}

// "other": none of those who were shown.
Sent sent(const http::Request& request) {
    Sent all;
    roster::NewPerson& one = all.person;
    one.profile = request.field("profile");
    one.data = sent_person(request);
    one.class_label = request.field("class");
    one.kinship = request.field("kinship");
    one.learner = id_of(request.field("learner"));
    for (const auto& field : request.form)
        if (field.name == "shown") all.shown.push_back(id_of(field.value));
    if (request.field("who") == "other")
        one.others = all.shown;
    else
        one.same = id_of(request.field("who"));
    return all;
}

std::string about(House& house, const http::Exchange& exchange, const roster::Known& known) {
    const std::string born =
        known.birth_date.empty()
            ? std::string()
            : view::format_day(exchange.locale, known.birth_date, KEREGE_DAY_FULL);
    return by_commas({adult_words(house, exchange, known), by_commas(known.labels), born,
                      known.ended ? tr(house, exchange, KEREGE_TR("has left")) : std::string()});
}

// An adult who is here in another way, or a parent of other children, may be taken as they are; who
// is here in this way already is found by the card.
void add_alike(House& house, http::Exchange& exchange, const roster::NewPerson& typed,
               Model& form) {
    const auto alike = house.by_hand.alike(exchange.scope().organisation, typed);
    if (alike.empty()) return;
    note_people(house, exchange, typed.profile);
    Model& place = form.add("alike");
    for (const MembershipId other : typed.others) place.add("answered").set("id", other.value);
    for (const auto& known : alike) {
        Model& item = place.add("person");
        item.set("id", known.membership.value)
            .set("name", full_name(known))
            .set("about", about(house, exchange, known));
        const bool adult = typed.profile != "learner" && known.profile != "learner";
        if (adult && !known.ended &&
            (typed.profile == "guardian" || known.profile != typed.profile))
            item.add("choice").set("id", known.membership.value).set("name", full_name(known));
    }
}

void add_kinds(House& house, http::Exchange& exchange, std::string_view profile, Model& model) {
    const std::pair<std::string_view, std::string_view> kinds[] = {
        {"learner", KEREGE_TR("Learner")},
        {"employee", KEREGE_TR("Employee")},
        {"guardian", KEREGE_TR("Parent")}};
    for (const auto& [code, label] : kinds) {
        Model& item = model.add("kind");
        item.set("href", "/people/new?profile=" + std::string(code))
            .set("label", tr(house, exchange, label));
        if (code == profile) item.add("current");
    }
}

void add_form(House& house, http::Exchange& exchange, const roster::NewPerson& typed,
              const Fault* fault, Model& model) {
    Model& form = model.add("form");
    form.set("profile", typed.profile);
    for (const PersonField& one : person_fields())
        if (!one.employees_only || typed.profile == "employee")
            add_field(house, exchange, one.field, typed.data.*one.value, fault, form);
    add_sex(typed.data, form);
    add_field_faults(house, exchange, fault, form);
    if (typed.profile == "learner")
        add_class_field(house, exchange, typed.class_label, fault, form.add("placed"));
    if (typed.learner) {
        Model& child = form.add("child");
        child.set("id", typed.learner.value);
        add_kinships(house, exchange, typed.kinship, child);
        add_field_faults(house, exchange, fault, child);
    }
    if (fault && fault->kind == FaultKind::conflict) add_alike(house, exchange, typed, form);
}

Result<> show_form(House& house, http::Exchange& exchange, roster::NewPerson typed,
                   const Fault* fault) {
    if (typed.profile != "employee" && typed.profile != "guardian") typed.profile = "learner";
    Model model;
    std::string title = tr(house, exchange, kTitle);
    Model& crumb = model.add("crumb");
    crumb.set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people?kind=" + typed.profile);
    if (typed.learner) {
        const auto child = asked_learner(house, exchange, typed.learner);
        if (!child) return child.fault();
        title = tr(house, exchange, KEREGE_TR("A new parent")) + ": " + full_name(child->line);
        crumb.set("label", full_name(child->line))
            .set("href", "/people/" + typed.learner.text() + "/guardians");
    } else {
        add_kinds(house, exchange, typed.profile, model.add("kinds"));
    }
    if (typed.profile == "guardian" && !typed.learner)
        model.add("by_the_child");
    else
        add_form(house, exchange, typed, fault, model);
    model.set("heading", title);
    return show(house, exchange, "people/new", model, title, fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    roster::NewPerson empty;
    empty.profile = exchange.request.query_value("profile");
    empty.learner = id_of(exchange.request.query_value("learner"));
    if (empty.learner) empty.profile = "guardian";
    return show_form(house, exchange, std::move(empty), nullptr);
}

Result<> add(House& house, http::Exchange& exchange) {
    const Sent all = sent(exchange.request);
    const auto made = house.by_hand.add(entry_desk(exchange), all.person);
    if (!made) {
        if (made.fault().kind == FaultKind::not_found) return made.fault();
        return show_form(house, exchange, all.person, &made.fault());
    }
    if (all.person.learner) {
        read_again(house, exchange, *made);
        return go(house, exchange, "/people/" + all.person.learner.text(),
                  KEREGE_TR("Saved: the parent belongs to this learner now. The temporary password "
                            "is on the parent's card."));
    }
    return go(house, exchange, "/people/" + made->text(),
              KEREGE_TR("Added. The next step is a temporary password: print the slip here."));
}

}  // namespace

void register_person_new(http::Router& router, House& house) {
    get(router, house, "/people/new", access::permission::kPeopleEdit, form);
    post(router, house, "/people/new", access::permission::kPeopleEdit, add);
}

}  // namespace kerege::pages
